import type { RgbImage } from '../RgbImage.ts';
import { resize } from '../resize.ts';
import { blockiness } from './blockiness.ts';
import { cannyEdges } from './cannyEdges.ts';
import { estimateJpegQuality } from './estimateJpegQuality.ts';
import { laplacianVariance } from './laplacianVariance.ts';
import { noiseDeviation } from './noiseDeviation.ts';
import { toLuma } from './toLuma.ts';

/** What can be measured of an image without knowing what it shows. */
export interface QualitySignals {
  /** Pixels of the shorter side. */
  readonly shorterSide: number;
  /** See `laplacianVariance`; at `workingSize`. Sharp street scenes have some hundreds. */
  readonly laplacianVariance: number;
  /** Share of pixels on an edge (`cannyEdges` 50/150), 0 to 1; at `workingSize`. */
  readonly edgeDensity: number;
  /** Mean brightness, 0 to 1; letterboxes count. */
  readonly brightness: number;
  /** Shares of pixels that are (nearly) black, at most level 2, and (nearly) white, at least 253. */
  readonly blackShare: number;
  readonly whiteShare: number;
  /** See `noiseDeviation`; levels of 255, at the image's own size. */
  readonly noise: number;
  /** See `estimateJpegQuality`; `null` for what came as no JPEG. */
  readonly jpegQuality: number | null;
  /** See `blockiness`; at the image's own size. */
  readonly blockiness: number;
}

/**
 * The shorter side at which sharpness and edges are measured, pixels. Both depend on the resolution: a photograph
 * looks blurred in its own 12 million pixels and sharp in a thumbnail. 224 is what validators send and models see.
 */
export const workingSize = 224;

/** Where the shape of an image does not allow for that. */
const longestSide = 8 * workingSize;
const almostBlack = 2;
const almostWhite = 253;

/**
 * @param bytes the file the image came from, where there is one
 * @throws RC_IMAGING_SIZE_INVALID
 */
export function measureQuality(image: RgbImage, bytes?: Uint8Array): QualitySignals {
  const shorterSide = Math.min(image.width, image.height);
  const scale = Math.min(workingSize / shorterSide, longestSide / Math.max(image.width, image.height));
  const width = Math.max(1, Math.round(image.width * scale));
  const height = Math.max(1, Math.round(image.height * scale));
  const working = toLuma(resize(image, width, height, 'bilinear'));
  const own = toLuma(image);
  let sum = 0;
  let black = 0;
  let white = 0;
  for (const level of own) {
    sum += level;
    if (level <= almostBlack) black += 1;
    if (level >= almostWhite) white += 1;
  }
  const edges = cannyEdges(working, width, height, 50, 150);
  return {
    shorterSide,
    laplacianVariance: laplacianVariance(working, width, height),
    edgeDensity: edges.reduce((count, edge) => count + edge, 0) / edges.length,
    brightness: sum / own.length / 255,
    blackShare: black / own.length,
    whiteShare: white / own.length,
    noise: noiseDeviation(own, image.width, image.height),
    jpegQuality: bytes === undefined ? null : estimateJpegQuality(bytes),
    blockiness: blockiness(own, image.width, image.height),
  };
}
