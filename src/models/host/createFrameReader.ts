import { prefixBytes } from './encodeFrame.ts';
import { hostError } from './errors.ts';

export interface Frame {
  /** Parsed JSON, of any shape. */
  readonly header: unknown;
  /** In memory of its own. */
  readonly attachment: Uint8Array;
}

export interface FrameLimits {
  readonly headerBytes: number;
  readonly attachmentBytes: number;
}

/** Puts frames together from a stream's pieces. */
export interface FrameReader {
  /**
   * @returns the frames that are whole now
   * @throws RC_INFERENCE_HOST_FRAME_INVALID; the stream is then of no more use
   */
  push(chunk: Uint8Array): Frame[];
}

const invalid = (reason: string, cause?: unknown) =>
  hostError('RC_INFERENCE_HOST_FRAME_INVALID', { reason }, cause);

const parseHeader = (bytes: Buffer): unknown => {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    throw invalid('its header is not JSON', error);
  }
};

/** Reads what `encodeFrame` writes. Takes no more memory than the limits, whatever lengths are claimed. */
export function createFrameReader({ headerBytes, attachmentBytes }: FrameLimits): FrameReader {
  const prefix = Buffer.alloc(prefixBytes);
  let prefixFilled = 0;
  let body: Buffer | undefined;
  let bodyFilled = 0;

  const begin = (): void => {
    const rest = prefix.readUInt32BE(0) - (prefixBytes - 4);
    const header = prefix.readUInt32BE(4);
    if (header > headerBytes) throw invalid(`its header has ${header} bytes, more than ${headerBytes}`);
    if (rest < header) throw invalid('it is shorter than its header');
    const attachment = rest - header;
    if (attachment > attachmentBytes) {
      throw invalid(`it carries ${attachment} bytes, more than ${attachmentBytes}`);
    }
    body = Buffer.allocUnsafeSlow(rest);
    bodyFilled = 0;
  };

  return {
    push(chunk) {
      const frames: Frame[] = [];
      let at = 0;
      for (;;) {
        if (body === undefined) {
          const part = chunk.subarray(at, at + prefixBytes - prefixFilled);
          prefix.set(part, prefixFilled);
          prefixFilled += part.length;
          at += part.length;
          if (prefixFilled < prefixBytes) return frames;
          begin();
        }
        const whole = body as Buffer;
        const part = chunk.subarray(at, at + whole.length - bodyFilled);
        whole.set(part, bodyFilled);
        bodyFilled += part.length;
        at += part.length;
        if (bodyFilled < whole.length) return frames;
        const headerEnd = prefix.readUInt32BE(4);
        frames.push({
          header: parseHeader(whole.subarray(0, headerEnd)),
          attachment: whole.subarray(headerEnd),
        });
        body = undefined;
        prefixFilled = 0;
      }
    },
  };
}
