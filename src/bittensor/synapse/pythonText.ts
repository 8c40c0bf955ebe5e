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

  /** `repr(str)`: single quotes unless the text holds one and no double quote. */
  quoted(value: string): string {
    const quote = value.includes("'") && !value.includes('"') ? '"' : "'";
    let text = '';
    for (const character of value) {
      const code = character.codePointAt(0) ?? 0;
      if (character === '\\' || character === quote) text += `\\${character}`;
      else if (character === '\n') text += '\\n';
      else if (character === '\r') text += '\\r';
      else if (character === '\t') text += '\\t';
      else if (code < 0x20 || (code >= 0x7f && code < 0xa0))
        text += `\\x${code.toString(16).padStart(2, '0')}`;
      else text += character;
    }
    return `${quote}${text}${quote}`;
  },

  /** `json.dumps(str)` with its default `ensure_ascii=True`: everything beyond ASCII as `\uXXXX`. */
  jsonString(value: string): string {
    const escaped = JSON.stringify(value);
    // The common case (base64, hex) is pure ASCII; the scan is far cheaper than a replacement.
    if (!/[\u007f-\uffff]/.test(escaped)) return escaped;
    return escaped.replace(
      /[\u0080-\uffff]/g,
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
