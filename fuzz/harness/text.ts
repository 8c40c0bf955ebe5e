const encoder = new TextEncoder();

/** Inputs are bytes; most parsers take text. Latin-1 keeps every byte, UTF-8 is what people type. */
export const text = {
  encode: (value: string): Uint8Array => encoder.encode(value),
  /** Invalid bytes become U+FFFD. */
  decode: (bytes: Uint8Array): string =>
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8'),
  encodeLatin1: (value: string): Uint8Array => Uint8Array.from(Buffer.from(value, 'latin1')),
  decodeLatin1: (bytes: Uint8Array): string =>
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1'),
  toHex: (bytes: Uint8Array): string =>
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex'),
} as const;
