/**
 * One line of JSON, as `--json` prints it. Bigints become decimal strings, as JSON's numbers lose digits above 2⁵³;
 * binary data becomes `0x…` hexadecimal.
 */
export function toJsonLine(value: Readonly<Record<string, unknown>>): string {
  const text = JSON.stringify(value, function (this: Record<string, unknown>, key: string, item: unknown) {
    if (typeof item === 'bigint') return String(item);
    // A Buffer comes here as what its toJSON made of it; the object that holds it still has the bytes.
    const { [key]: original } = this;
    return original instanceof Uint8Array ? `0x${Buffer.from(original).toString('hex')}` : item;
  });
  return `${text}\n`;
}
