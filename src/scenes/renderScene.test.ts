import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { renderScene } from './renderScene.ts';
import type { Placement, SceneDescription } from './SceneDescription.ts';
import { sampleScene } from './sampling/sampleScene.ts';

const small = { width: 96, height: 54, samples: 1 } as const;

const fingerprint = (seed: string): string => {
  const { image, truth } = renderScene(sampleScene(seed), small);
  return createHash('sha256').update(image.data).update(JSON.stringify(truth)).digest('hex');
};

describe('renderScene', () => {
  it('gives the same bytes and the same truth twice, and in another process', () => {
    const script = `
      import { createHash } from 'node:crypto';
      import { renderScene } from '${new URL('./renderScene.ts', import.meta.url).href}';
      import { sampleScene } from '${new URL('./sampling/sampleScene.ts', import.meta.url).href}';
      const { image, truth } = renderScene(sampleScene('test-same'), { width: 96, height: 54, samples: 1 });
      process.stdout.write(createHash('sha256').update(image.data).update(JSON.stringify(truth)).digest('hex'));`;
    const here = fingerprint('test-same');
    expect(fingerprint('test-same')).toBe(here);
    expect(execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' })).toBe(
      here,
    );
    expect(fingerprint('test-other')).not.toBe(here);
  });

  it('needs nothing but the plain data of the description', () => {
    const description = sampleScene('test-plain');
    const copy: SceneDescription = JSON.parse(JSON.stringify(description));
    expect(renderScene(copy, small)).toEqual(renderScene(description, small));
  });

  it('uses the whole range of tones by day and little of it by night', () => {
    const base = sampleScene('test-tones', { scenario: 'street' });
    const mean = (timeOfDay: 'day' | 'night'): number => {
      const conditions = { ...base.conditions, timeOfDay, weather: 'clear' as const };
      const { data } = renderScene({ ...base, conditions, look: { ...base.look, exposure: 1 } }, small).image;
      return data.reduce((sum, byte) => sum + byte, 0) / data.length;
    };
    expect(mean('day')).toBeGreaterThan(70);
    expect(mean('night')).toBeLessThan(mean('day') * 0.6);
  });

  /** One cone in the headlights on an empty road at night, where there are no shadows. */
  const lonely = (distortion: number): SceneDescription => {
    const base = sampleScene('test-lonely', { scenario: 'street' });
    const cone: Placement = { kind: 'cone', x: 2.4, y: 0, z: 6, turn: 0.2, fallen: false, seed: 5 };
    return {
      ...base,
      conditions: { ...base.conditions, timeOfDay: 'night', weather: 'cloudy' },
      camera: {
        ...base.camera,
        profile: 'dashcam',
        eye: [1.5, 1.4, 0],
        yaw: 0,
        pitch: -0.05,
        roll: 0.05,
        fieldOfView: 0.9,
        bonnet: false,
      },
      look: { ...base.look, distortion, exposure: 6, noise: 0, blur: 0, shake: 0, bloom: 0, contrast: 1 },
      road: { ...base.road, bend: 0, rise: 0 },
      placements: [cone],
    };
  };

  it.each([0, 0.2])('boxes just the pixels that an object changes (distortion %d)', (distortion) => {
    const size = { width: 200, height: 120, samples: 2 };
    const description = lonely(distortion);
    const { image, truth } = renderScene(description, size);
    const empty = renderScene({ ...description, placements: [] }, size).image;
    const changed: number[] = [];
    for (let at = 0; at < image.data.length; at += 1) {
      if (Math.abs((image.data[at] as number) - (empty.data[at] as number)) > 12)
        changed.push(Math.floor(at / 3));
    }
    const columns = changed.map((at) => at % size.width);
    const rows = changed.map((at) => Math.floor(at / size.width));
    const bounds = [Math.min(...columns), Math.min(...rows), Math.max(...columns) + 1, Math.max(...rows) + 1];
    const [object] = truth.objects;
    expect(object?.kind).toBe('cone');
    expect(object?.visible).toBe(1);
    object?.box.forEach((edge, index) => {
      expect(Math.abs(edge - (bounds[index] as number))).toBeLessThanOrEqual(2);
    });
  });

  it('counts what stands in front as hiding', () => {
    const description = lonely(0);
    const behind = (extra: readonly Placement[]): number => {
      const placements = [...description.placements, ...extra];
      const { truth } = renderScene({ ...description, placements }, { width: 200, height: 120, samples: 1 });
      return truth.objects.find(({ kind }) => kind === 'cone')?.visible ?? 0;
    };
    expect(behind([])).toBe(1);
    expect(behind([{ kind: 'bin', x: 2.35, y: 0, z: 5, turn: 0, fallen: false, seed: 1 }])).toBeLessThan(0.7);
  });
});
