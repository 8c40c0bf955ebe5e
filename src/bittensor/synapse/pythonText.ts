// Categories "Other" and "Separator" but for the space. Source: CPython Objects/unicodectype.c, _PyUnicode_IsPrintable.
const unprintable = /\p{C}|(?! )\p{Z}/u;

const named = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

const escaped = (character: string): string => {
  const code = character.codePointAt(0) ?? 0;
  const [letter, digits] = code < 0x100 ? ['x', 2] : code < 0x1_0000 ? ['u', 4] : ['U', 8];
  return named.get(character) ?? `\\${letter}${code.toString(16).padStart(digits, '0')}`;
};

/**
 * How Python writes values, because the SDK's wire format is Python's: `json.dumps` in request bodies, `str()` in
 * headers and in the body hash.
 */
export const pythonText = {
  /**
   * `repr(float)`: the shortest digits that read back the same, like JavaScript's, but always with a point or an
   * exponent, and with an exponent from 1e16 up and below 1e-4.
   */
  float(value: number): string {
    if (Number.isNaN(value)) return 'nan';
    if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
    if (Object.is(value, -0)) return '-0.0';
    const magnitude = Math.abs(value);
    if (magnitude !== 0 && (magnitude >= 1e16 || magnitude < 1e-4)) {
      const [digits = '', exponent = ''] = value.toExponential().split('e');
      const sign = exponent.startsWith('-') ? '-' : '+';
      return `${digits}e${sign}${exponent.slice(1).padStart(2, '0')}`;
    }
    const text = String(value);
    return text.includes('.') ? text : `${text}.0`;
  },

  /**
   * `repr(str)`: single quotes unless the text holds one and no double quote; what `str.isprintable` denies is
   * escaped. Characters assigned in the last years differ between Pythons as between Python and Node, each of which
   * knows its own version of Unicode.
   */
  quoted(value: string): string {
    const quote = value.includes("'") && !value.includes('"') ? '"' : "'";
    let text = '';
    for (const character of value) {
      if (character === '\\' || character === quote) text += `\\${character}`;
      else text += unprintable.test(character) ? escaped(character) : character;
    }
    return `${quote}${text}${quote}`;
  },

  /** `json.dumps(str)` with its default `ensure_ascii=True`: everything beyond ASCII and DEL as `\uXXXX`. */
  jsonString(value: string): string {
    const escaped = JSON.stringify(value);
    // The common case (base64, hex) is pure ASCII; the scan is far cheaper than a replacement.
    if (!/[\u007f-\uffff]/.test(escaped)) return escaped;
    return escaped.replace(
      /[\u007f-\uffff]/g,
      (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
  },

  /** `json.dumps(float)`: `repr`, with JavaScript's names for the values that JSON does not have. */
  jsonFloat(value: number): string {
    if (Number.isNaN(value)) return 'NaN';
    if (!Number.isFinite(value)) return value > 0 ? 'Infinity' : '-Infinity';
    return pythonText.float(value);
  },
} as const;
