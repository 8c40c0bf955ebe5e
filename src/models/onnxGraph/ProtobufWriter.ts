const encoder = new TextEncoder();

const varint = (value: bigint): Uint8Array => {
  const bytes: number[] = [];
  // Negative numbers travel as their 64-bit two's complement.
  let rest = BigInt.asUintN(64, value);
  while (rest > 0x7fn) {
    bytes.push(Number(rest & 0x7fn) | 0x80);
    rest >>= 7n;
  }
  bytes.push(Number(rest));
  return Uint8Array.from(bytes);
};

/**
 * Writes one protobuf message (protobuf.dev/programming-guides/encoding). Fields appear in the order of the calls;
 * a field that is written again is repeated. Large byte fields are not copied until `finish`.
 */
export class ProtobufWriter {
  private readonly parts: Uint8Array[] = [];
  private length = 0;

  private push(part: Uint8Array): void {
    this.parts.push(part);
    this.length += part.byteLength;
  }

  private tag(field: number, wireType: number): void {
    this.push(varint(BigInt(field * 8 + wireType)));
  }

  int(field: number, value: number | bigint): this {
    this.tag(field, 0);
    this.push(varint(BigInt(value)));
    return this;
  }

  float(field: number, value: number): this {
    this.tag(field, 5);
    const bytes = new Uint8Array(4);
    new DataView(bytes.buffer).setFloat32(0, value, true);
    this.push(bytes);
    return this;
  }

  bytes(field: number, value: Uint8Array): this {
    this.tag(field, 2);
    this.push(varint(BigInt(value.byteLength)));
    this.push(value);
    return this;
  }

  text(field: number, value: string): this {
    return this.bytes(field, encoder.encode(value));
  }

  message(field: number, value: ProtobufWriter): this {
    this.tag(field, 2);
    this.push(varint(BigInt(value.length)));
    for (const part of value.parts) this.push(part);
    return this;
  }

  finish(): Uint8Array<ArrayBuffer> {
    const whole = new Uint8Array(this.length);
    let offset = 0;
    for (const part of this.parts) {
      whole.set(part, offset);
      offset += part.byteLength;
    }
    return whole;
  }
}
