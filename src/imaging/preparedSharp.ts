import sharp from 'sharp';

let prepared = false;

/**
 * The image library, made fit for strangers' files, in the whole process: it loads JPEG, PNG and WebP from memory and
 * nothing else (it could load SVG, PDF, TIFF, HEIF, GIF and more), keeps no cache, and works with one thread an image.
 */
export function preparedSharp(): typeof sharp {
  if (!prepared) {
    sharp.cache(false);
    sharp.concurrency(1);
    sharp.block({ operation: ['VipsForeignLoad'] });
    sharp.unblock({
      operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer', 'VipsForeignLoadWebpBuffer'],
    });
    prepared = true;
  }
  return sharp;
}
