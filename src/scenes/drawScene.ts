import type { RgbImage } from '../imaging/RgbImage.ts';
import { type RenderOptions, renderScene } from './renderScene.ts';
import type { SceneDescription } from './SceneDescription.ts';
import type { SceneTruth } from './SceneTruth.ts';
import { type SampleOptions, sampleScene } from './sampling/sampleScene.ts';

/** A picture with what is in it. */
export interface DrawnScene {
  readonly description: SceneDescription;
  readonly image: RgbImage;
  readonly truth: SceneTruth;
}

const attempts = 6;
const leastArea = 0.0025;

/**
 * Samples and renders until the picture shows what its label says: where it says roadwork, things that say so cover at
 * least 0.25 % of it; where it says active, somebody at work is seen.
 */
export function drawScene(seed: string, options: SampleOptions & RenderOptions): DrawnScene {
  for (let attempt = 0; ; attempt += 1) {
    const description = sampleScene(attempt === 0 ? seed : `${seed}~${attempt}`, options);
    const drawn = { description, ...renderScene(description, options) };
    if (attempt + 1 >= attempts || keepsItsWord(drawn.truth)) return drawn;
  }
}

function keepsItsWord({ labels, objects }: SceneTruth): boolean {
  if (labels.roadwork === 0) return true;
  const evidence = objects.filter(
    ({ role, visible }) => role !== 'ordinary' && role !== 'end' && visible > 0.2,
  );
  const area = evidence.reduce((sum, object) => sum + object.area, 0);
  return area >= leastArea && (labels.active === 0 || evidence.some(({ role }) => role === 'crew'));
}
