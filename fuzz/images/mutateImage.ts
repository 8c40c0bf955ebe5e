import { crc32 } from 'node:zlib';
import type { Random } from '../harness/createRandom.ts';

/** Sizes that decoders have stumbled over, and harmless ones that no longer fit the data. */
const sizes = [0, 1, 2, 7, 8, 9, 15, 17, 63, 200, 500, 4096, 16_383, 16_384, 65_535];

/** A part of an image with a length of its own: a chunk or a segment. */
interface Part {
  readonly start: number;
  /** Of what it carries. */
  readonly from: number;
  readonly end: number;
}

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const pngParts = (bytes: Uint8Array): Part[] => {
  const parts: Part[] = [];
  for (let at = 8; at + 12 <= bytes.length; at = (parts.at(-1) as Part).end) {
    const end = at + 12 + viewOf(bytes).getUint32(at);
    if (end > bytes.length) break;
    parts.push({ start: at, from: at + 8, end });
  }
  return parts;
};
const jpegParts = (bytes: Uint8Array): Part[] => {
  const parts: Part[] = [];
  for (let at = bytes.indexOf(0xff, 2); at !== -1 && at + 4 <= bytes.length; at = bytes.indexOf(0xff, at)) {
    const code = bytes[at + 1] ?? 0;
    if (code === 0 || code === 0xff || (code >= 0xd0 && code <= 0xd9)) {
      at += 2;
      continue;
    }
    const end = at + 2 + viewOf(bytes).getUint16(at + 2);
    if (end > bytes.length) break;
    parts.push({ start: at, from: at + 4, end });
    at = end;
  }
  return parts;
};
const webpParts = (bytes: Uint8Array): Part[] => {
  const parts: Part[] = [];
  for (let at = 12; at + 8 <= bytes.length; at = (parts.at(-1) as Part).end) {
    const length = viewOf(bytes).getUint32(at + 4, true);
    const end = at + 8 + length + (length & 1);
    if (end > bytes.length) break;
    parts.push({ start: at, from: at + 8, end });
  }
  return parts;
};

type Kind = 'jpeg' | 'png' | 'webp';
const kindOf = (bytes: Uint8Array): Kind => (bytes[0] === 0xff ? 'jpeg' : bytes[0] === 0x89 ? 'png' : 'webp');
const partsOf = { jpeg: jpegParts, png: pngParts, webp: webpParts };

/** Makes lengths and checksums right again, so that a decoder looks further than those. */
const repair = (kind: Kind, bytes: Uint8Array): void => {
  if (kind === 'webp' && bytes.length >= 8) viewOf(bytes).setUint32(4, bytes.length - 8, true);
  if (kind !== 'png') return;
  for (const { start, end } of pngParts(bytes)) {
    viewOf(bytes).setUint32(end - 4, crc32(bytes.subarray(start + 4, end - 4)));
  }
};

const resized = (random: Random, kind: Kind, bytes: Uint8Array, parts: readonly Part[]): Uint8Array => {
  const view = viewOf(bytes);
  const size = random.pick(sizes);
  const isWidth = random.chance(0.5);
  if (kind === 'png' && bytes.length >= 24) view.setUint32(isWidth ? 16 : 20, size);
  if (kind === 'webp' && bytes.length >= 30) view.setUint16(isWidth ? 26 : 28, size & 0x3fff, true);
  const frame = parts.find(({ start }) => bytes[start] === 0xff && ((bytes[start + 1] ?? 0) & 0xfc) === 0xc0);
  if (kind === 'jpeg' && frame !== undefined && frame.end - frame.from >= 6) {
    view.setUint16(frame.from + (isWidth ? 3 : 1), size);
  }
  return bytes;
};

/** Breaks an image in ways that its format makes interesting, checksums and lengths mostly right again. */
export function mutateImage(random: Random, input: Uint8Array): Uint8Array {
  let bytes = Uint8Array.from(input);
  const kind = kindOf(bytes);
  for (let round = 1 + random.below(3); round > 0; round -= 1) {
    const parts = partsOf[kind](bytes);
    if (parts.length === 0) return bytes;
    const { start, from, end } = random.pick(parts);
    const change = random.below(5);
    if (change === 0) bytes = Uint8Array.from(resized(random, kind, bytes, parts));
    else if (change === 1) {
      const again = bytes.subarray(start, end);
      const at = random.pick(parts).start;
      bytes = Uint8Array.from([...bytes.subarray(0, at), ...again, ...bytes.subarray(at)]);
    } else if (change === 2) {
      bytes = Uint8Array.from([...bytes.subarray(0, start), ...bytes.subarray(end)]);
    } else {
      // Data of a JPEG stand behind the segment of their scan.
      const last = kind === 'jpeg' && random.chance(0.5) ? bytes.length : end;
      for (let flips = 1 + random.below(4); flips > 0 && last > from; flips -= 1) {
        bytes[from + random.below(last - from)] = random.chance(0.3)
          ? random.pick([0, 255])
          : random.below(256);
      }
    }
    if (random.chance(0.9)) repair(kind, bytes);
  }
  return bytes;
}
