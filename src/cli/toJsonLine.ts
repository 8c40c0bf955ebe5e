/**
 * One line of JSON, as `--json` prints it. Bigints become decimal strings, as JSON's numbers lose digits above 2⁵³;
 * binary data becomes `0x…` hexadecimal.
 */
export function toJsonLine(value: Readonly<Record<string, unknown>>): string {
  const text = JSON.stringify(value, (_, item: unknown) => {
    if (typeof item === 'bigint') return String(item);
    if (item instanceof Uint8Array) return `0x${Buffer.from(item).toString('hex')}`;
    return item;
  });
  return `${text}\n`;
}
