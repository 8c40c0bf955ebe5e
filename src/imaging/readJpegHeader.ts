import { type ImageHeader, refuseHeader } from './imageHeader.ts';

const refuse = (reason: string): never => refuseHeader('jpeg', reason);

/** Markers of frames, ITU-T T.81 table B.1; 0xC4, 0xC8 and 0xCC in their midst are no frames. */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
/** Baseline, extended sequential and progressive, Huffman coded. */
const supportedFrames: ReadonlySet<number> = new Set([0xc0, 0xc1, 0xc2]);

const readFrame = (view: DataView, start: number, length: number, marker: number): ImageHeader => {
  if (!supportedFrames.has(marker)) refuse(`frame type 0x${marker.toString(16)} is not supported`);
  if (length < 8) refuse('the frame header is too short');
  const precision = view.getUint8(start + 2);
  const height = view.getUint16(start + 3);
  const width = view.getUint16(start + 5);
  const components = view.getUint8(start + 7);
  if (precision !== 8) refuse(`${precision} bits per sample instead of 8`);
  if (components !== 1 && components !== 3 && components !== 4) refuse(`${components} colour components`);
  if (length !== 8 + 3 * components) refuse('the frame header has a wrong length');
  if (width === 0 || height === 0) refuse('it has no pixels');
  return { format: 'jpeg', width, height, components };
};

/**
 * Reads the size of a JPEG from its first frame header (ITU-T T.81, annex B), which has to come before the first scan.
 * @param bytes a file that begins with 0xFFD8
 * @throws RC_IMAGING_HEADER_INVALID also for frames that are lossless, hierarchical, arithmetic or not of 8 bits
 */
export function readJpegHeader(bytes: Uint8Array): ImageHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let offset = 2;
  while (offset + 4 <= bytes.length) {
    if (bytes[offset] !== 0xff) refuse(`no marker at byte ${offset}`);
    const marker = bytes[offset + 1] ?? 0;
    // Any number of 0xFF may fill the space before a marker.
    if (marker === 0xff) {
      offset += 1;
      continue;
    }
    // TEM and RSTn stand alone and have no place here; 0x00 is no marker; SOI, EOI and SOS end the search.
    if (marker === 0xda) refuse('a scan comes before the frame header');
    if (marker < 0xc0 || (marker >= 0xd0 && marker <= 0xd9)) {
      refuse(`marker 0x${marker.toString(16).padStart(2, '0')} before the frame header`);
    }
    const length = view.getUint16(offset + 2);
    const start = offset + 2;
    if (length < 2 || start + length > bytes.length)
      refuse(`the segment at byte ${offset} runs past the end`);
    if (isFrame(marker)) return readFrame(view, start, length, marker);
    offset = start + length;
  }
  return refuse('it ends before the frame header');
}
