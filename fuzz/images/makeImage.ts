import sharp, { type Sharp } from 'sharp';
import type { Random } from '../harness/createRandom.ts';

const sides = [1, 2, 7, 8, 9, 16, 31, 64, 100];

/** Raw pixels with flat areas, slopes or noise. */
const paint = (random: Random, width: number, height: number): Sharp => {
  const noise = random.pick([0, 8, 255]);
  const step = 1 + random.below(9);
  const data = Buffer.alloc(width * height * 3);
  for (let index = 0; index < data.length; index += 1) {
    data[index] = ((index >> 4) * step + (noise === 0 ? 0 : random.below(noise))) & 0xff;
  }
  return sharp(data, { raw: { width, height, channels: 3 } });
};

const asJpeg = (random: Random, image: Sharp): Sharp => {
  const coloured = random.pick([
    (plain: Sharp) => plain,
    (plain: Sharp) => plain.greyscale(),
    (plain: Sharp) => plain.toColourspace('cmyk'),
  ])(image);
  return coloured.jpeg({
    quality: random.pick([5, 75, 95]),
    progressive: random.chance(0.4),
    chromaSubsampling: random.pick(['4:2:0', '4:4:4']),
  });
};
const asPng = (random: Random, image: Sharp): Sharp => {
  const shaped = random.pick([
    (plain: Sharp) => plain,
    (plain: Sharp) => plain.greyscale(),
    (plain: Sharp) => plain.ensureAlpha(0.5),
    (plain: Sharp) => plain.toColourspace('rgb16'),
  ])(image);
  const palette = random.chance(0.2);
  const progressive = random.chance(0.3);
  return shaped.png({
    compressionLevel: random.below(10),
    palette,
    progressive,
    adaptiveFiltering: random.chance(0.5),
  });
};
const asWebp = (random: Random, image: Sharp): Sharp =>
  (random.chance(0.3) ? image.ensureAlpha(0.5) : image).webp({
    quality: random.pick([10, 80]),
    lossless: random.chance(0.4),
    effort: 0,
  });

/** A valid JPEG, PNG or WebP of up to 100 × 100 pixels, of any kind that the library can write. */
export async function makeImage(random: Random): Promise<Uint8Array> {
  const image = paint(random, random.pick(sides), random.pick(sides));
  const encoded = random.pick([asJpeg, asPng, asWebp])(random, image);
  if (random.chance(0.3)) encoded.withMetadata({ orientation: 1 + random.below(8) });
  if (random.chance(0.1)) encoded.withIccProfile('p3');
  return encoded.toBuffer();
}

/** A valid WebP with 2 to 4 frames. */
export async function makeAnimation(random: Random): Promise<Uint8Array> {
  const side = random.pick([8, 16, 31]);
  const frames = 2 + random.below(3);
  const data = Buffer.from(random.bytes(side * side * 3 * frames));
  const raw = { width: side, height: side * frames, channels: 3, pageHeight: side } as const;
  return sharp(data, { raw }).webp({ effort: 0, loop: 0, delay: frames }).toBuffer();
}
