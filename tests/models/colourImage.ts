import sharp from 'sharp';

/** A PNG of one colour, 48 × 32 pixels. */
export const colourImage = (r: number, g: number, b: number): Promise<Uint8Array> =>
  sharp({ create: { width: 48, height: 32, channels: 3, background: { r, g, b } } })
    .png()
    .toBuffer();
