import { describe, expect, it } from 'vitest';
import { deviceTable } from '../devices/deviceTable.ts';
import { type Scenario, type SceneDescription, scenarios } from '../SceneDescription.ts';
import { sampleScene } from './sampleScene.ts';
import { showsSubject } from './showsSubject.ts';

const kinds = Object.keys(scenarios) as Scenario[];
const rolesOf = (scene: SceneDescription): Set<string> =>
  new Set(scene.placements.map(({ kind }) => deviceTable[kind].role));

describe.each(kinds)('a scene of %s', (scenario) => {
  const scenes = Array.from({ length: 40 }, (_, n) => sampleScene(`test-${n}`, { scenario }));

  it('has the labels of its scenario, and devices that agree with them', () => {
    for (const scene of scenes) {
      const { roadwork, active } = scene.labels;
      const roles = rolesOf(scene);
      expect(roadwork).toBe(scenarios[scenario].roadwork);
      expect(active).toBe(roadwork === 1 && roles.has('crew') ? 1 : 0);
      if (roadwork === 1) expect(roles.has('site') || roles.has('crew')).toBe(true);
      else expect(roles.has('site') || roles.has('crew')).toBe(false);
      // Equipment is around without a work zone where the scenario is about just that.
      if (roadwork === 0 && scenario !== 'parked-machines') expect(roles.has('machine')).toBe(false);
      if (roles.has('end')) expect(['end-sign', 'end-of-zone']).toContain(scenario);
    }
  });

  it('mostly shows what it is about, and is plain data', () => {
    expect(scenes.filter(showsSubject).length).toBeGreaterThanOrEqual(38);
    for (const scene of scenes) expect(JSON.parse(JSON.stringify(scene))).toEqual(scene);
  });
});

describe('sampleScene', () => {
  it('gives both labels, several kinds of weather, light and camera', () => {
    const scenes = Array.from({ length: 200 }, (_, n) => sampleScene(`test-mix-${n}`));
    const share = (test: (scene: SceneDescription) => boolean): number =>
      scenes.filter(test).length / scenes.length;
    expect(share(({ labels }) => labels.roadwork === 1)).toBeGreaterThan(0.4);
    expect(share(({ labels }) => labels.roadwork === 1)).toBeLessThan(0.6);
    expect(share(({ labels }) => labels.active === 1)).toBeGreaterThan(0.15);
    for (const timeOfDay of ['day', 'dusk', 'night']) {
      expect(share(({ conditions }) => conditions.timeOfDay === timeOfDay)).toBeGreaterThan(0.03);
    }
    for (const profile of ['dashcam', 'street-view', 'pedestrian', 'close-up']) {
      expect(share(({ camera }) => camera.profile === profile)).toBeGreaterThan(0.03);
    }
    for (const roadwork of [0, 1] as const) {
      expect(sampleScene('test-wanted', { roadwork }).labels.roadwork).toBe(roadwork);
    }
  });

  it('depends on the seed alone', () => {
    expect(sampleScene('test-a')).toEqual(sampleScene('test-a'));
    expect(sampleScene('test-a')).not.toEqual(sampleScene('test-b'));
  });
});
