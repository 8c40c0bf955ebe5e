import type { RgbImage } from '../imaging/RgbImage.ts';
import { createRandom } from '../support/random/createRandom.ts';
import { buildScene } from './buildScene.ts';
import { createLighting } from './environment/createLighting.ts';
import { bendRoad } from './environment/placeOnRoad.ts';
import { applyLens } from './lens/applyLens.ts';
import { measureTruth } from './measureTruth.ts';
import { createShader } from './raster/createShader.ts';
import { createFrame } from './raster/Frame.ts';
import { rasterizeMesh } from './raster/rasterizeMesh.ts';
import { createShadowMap } from './raster/ShadowMap.ts';
import { shadeFrame } from './raster/shadeFrame.ts';
import { createView } from './raster/View.ts';
import type { SceneDescription } from './SceneDescription.ts';
import type { SceneTruth } from './SceneTruth.ts';

export interface RenderOptions {
  /** Pixels, 16 to 4096. */
  readonly width: number;
  readonly height: number;
  /** Samples along each side of a pixel; 3 up to 400 pixels of width, else 2. */
  readonly samples?: number;
}

/**
 * Draws a scene. The same description and options give the same bytes in every process of one version of Node: random
 * numbers come from the description's seed, and all arithmetic is JavaScript's own (sines and powers are computed by
 * V8 itself, not by the platform's library).
 */
export function renderScene(
  description: SceneDescription,
  options: RenderOptions,
): { readonly image: RgbImage; readonly truth: SceneTruth } {
  const { width, height } = options;
  const samples = options.samples ?? (width <= 400 ? 3 : 2);
  const { camera, road, look, conditions } = description;
  const { mesh, objects } = buildScene(description);
  const lighting = createLighting(description);
  // Distortion pulls the borders in: the undistorted picture is a little wider than what is asked for.
  const scale = (width * samples) / 2 / Math.tan(camera.fieldOfView / 2);
  const view = createView(camera.eye, camera, scale, [(width * samples) / 2, (height * samples) / 2]);
  const frame = createFrame(width * samples, height * samples);
  rasterizeMesh(frame, mesh, view);
  const ahead = bendRoad(road, camera.eye[0] + Math.sin(camera.yaw) * 22, 0, camera.eye[2] + 22);
  const shadow = createShadowMap(mesh, lighting, ahead, 34, width > 640 ? 2048 : 1024);
  const shader = createShader(mesh, lighting, shadow, samples / scale);
  const shaded = shadeFrame(frame, view, samples, shader, lighting.sky);
  const image = applyLens(shaded, look, conditions, createRandom(`lens/${description.seed}`));
  return { image, truth: measureTruth(description, mesh, objects, frame, view, samples) };
}
