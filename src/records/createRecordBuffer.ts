import type { Entry } from './keeper/messages.ts';

export interface BufferLimits {
  readonly records: number;
  /** Of the records' JSON. */
  readonly bytes: number;
  readonly imageBytes: number;
}

/** Records in memory, and the one batch of them that is with the thread. Bounded in number and bytes. */
export interface RecordBuffer {
  /** Records that wait, those of the batch included. */
  readonly length: number;
  readonly bytes: number;
  readonly imageBytes: number;
  /** Records that are not in the batch. */
  readonly unsent: number;
  /** Whether a batch is on its way. */
  readonly busy: boolean;
  /** @returns false where it is full; nothing is added then */
  add(text: string): boolean;
  /**
   * Adds an image to the newest record.
   * @param image is copied
   * @returns false where there is no room; the record then stays without
   */
  attach(image: Uint8Array): boolean;
  /** Makes a batch of the oldest records. Only where none is on its way. */
  take(): readonly Entry[];
  /** The batch has arrived. @returns how many records it had */
  settle(): number;
  /** An image has left memory. */
  release(bytes: number): void;
  /** The thread is gone: its batch is to be sent again, without its images, which went with it. @returns how many images */
  recall(): number;
  /** Gives everything up. @returns records and images that were in it */
  clear(): { readonly records: number; readonly images: number };
}

/** Of one batch: a transaction of milliseconds, a message that does not stop the event loop for long. */
const most = { records: 1_000, bytes: 4_194_304 } as const;

export function createRecordBuffer(limits: BufferLimits): RecordBuffer {
  let unsent: Entry[] = [];
  let batch: readonly Entry[] = [];
  let bytes = 0;
  let imageBytes = 0;
  /** Images that are with the thread; their memory is ours until it has put them. */
  let imagesOut = 0;

  const countImages = (entries: readonly Entry[]): number =>
    entries.filter(({ image }) => image !== null).length;
  const textBytes = (entries: readonly Entry[]): number =>
    entries.reduce((sum, { text }) => sum + text.length, 0);

  return {
    get length() {
      return unsent.length + batch.length;
    },
    get bytes() {
      return bytes;
    },
    get imageBytes() {
      return imageBytes;
    },
    get unsent() {
      return unsent.length;
    },
    get busy() {
      return batch.length > 0;
    },
    add(text) {
      if (unsent.length + batch.length >= limits.records || bytes + text.length > limits.bytes) return false;
      unsent.push({ text, image: null });
      bytes += text.length;
      return true;
    },
    attach(image) {
      const last = unsent.pop();
      if (last === undefined) return false;
      const fits = imageBytes + image.length <= limits.imageBytes;
      unsent.push(fits ? { text: last.text, image: new Uint8Array(image) } : last);
      if (fits) imageBytes += image.length;
      return fits;
    },
    take() {
      let size = 0;
      let count = 0;
      for (const { text } of unsent) {
        size += text.length;
        // At least one, however long it is.
        if (count === most.records || (count > 0 && size > most.bytes)) break;
        count += 1;
      }
      batch = unsent.slice(0, count);
      unsent = unsent.slice(count);
      imagesOut += countImages(batch);
      return batch;
    },
    settle() {
      const count = batch.length;
      bytes -= textBytes(batch);
      batch = [];
      return count;
    },
    release(released) {
      imagesOut -= 1;
      imageBytes -= released;
    },
    recall() {
      const gone = imagesOut;
      imagesOut = 0;
      unsent = [...batch.map(({ text }) => ({ text, image: null })), ...unsent];
      batch = [];
      imageBytes = unsent.reduce((sum, { image }) => sum + (image?.length ?? 0), 0);
      return gone;
    },
    clear() {
      const records = unsent.length + batch.length;
      const images = countImages(unsent) + imagesOut;
      unsent = [];
      batch = [];
      bytes = 0;
      imageBytes = 0;
      imagesOut = 0;
      return { records, images };
    },
  };
}
