import { colour } from '../materials/colour.ts';
import type { Material, Surface } from '../materials/Material.ts';
import { fractalNoise, latticeNoise, smoothNoise } from '../materials/noise.ts';
import { beyond, wave } from '../materials/stripes.ts';
import { edgeOf, type Road } from './Road.ts';

const grounds = { dark: '4a4b4d', grey: '6d6c6a', pale: '8e8b85', worn: '5f5c58' } as const;
const white = colour('dcdcd6');
const yellow = colour('d9a92c');

/** The share of a line of a width about `at`. */
const line = (x: number, at: number, width: number, footprint: number): number =>
  beyond(x, at - width / 2, footprint) - beyond(x, at + width / 2, footprint);

/** Asphalt with its lines: stones, patches, cracks, oil in the middle of lanes, worn paint. */
export function asphalt(road: Road, seed: number): Material {
  const ground = colour(grounds[road.surface]);
  const left = edgeOf(road, -1);
  const right = edgeOf(road, 1);
  const worn = road.surface === 'worn' ? 0.5 : 0.2;
  return {
    colour: ground,
    gloss: road.wet ? 0.75 : 0,
    paint(surface) {
      const { u, v, footprint } = surface;
      const coarse = fractalNoise(u, v * 0.5, seed, 5, 3, footprint);
      const fine = fractalNoise(u, v, seed + 9, 0.09, 2, footprint);
      let keep = 0.75 + 0.35 * coarse + 0.22 * (fine - 0.5);
      const lane = u / road.laneWidth - Math.floor(u / road.laneWidth);
      keep *= 1 - 0.1 * Math.exp(-(((lane - 0.5) / 0.16) ** 2));
      const patch = latticeNoise(Math.floor(u / 2.7), Math.floor(v / 6.1), seed + 3);
      if (patch < worn * 0.25) keep *= 0.72;
      const crack = Math.abs(smoothNoise(u * 0.5, v * 0.35, seed + 5) - 0.5 + (fine - 0.5) * 0.03);
      if (footprint < 0.25) keep *= 1 - worn * 1.2 * Math.max(0, 1 - crack / 0.008) * (1 - footprint / 0.25);
      surface.red *= keep;
      surface.green *= keep;
      surface.blue *= keep;
      if (road.wet) {
        const puddle = smoothNoise(u * 0.4, v * 0.15, seed + 7);
        surface.gloss = 0.5 + 0.45 * Math.min(1, Math.max(0, (puddle - 0.5) * 3.5 + (fine - 0.5) * 0.8));
        surface.red *= 0.55;
        surface.green *= 0.55;
        surface.blue *= 0.58;
      }
      const faded = Math.min(1, Math.max(0.1, 1.35 - coarse * (0.6 + worn * 1.4)));
      mark(surface, lines(road, u, v, footprint, left, right) * faded, white);
      mark(surface, middle(road, u, v, footprint) * faded, yellow);
    },
  };
}

function mark(surface: Surface, share: number, ink: readonly [number, number, number]): void {
  if (share <= 0) return;
  surface.red += (ink[0] - surface.red) * share;
  surface.green += (ink[1] - surface.green) * share;
  surface.blue += (ink[2] - surface.blue) * share;
  surface.retro += 1.5 * share;
  surface.gloss *= 1 - share * 0.5;
}

function lines(road: Road, u: number, v: number, footprint: number, left: number, right: number): number {
  let share = 0;
  const [leftLanes, rightLanes] = road.lanes;
  const dash = wave(v + 2, road.kind === 'highway' ? 12 : 9, footprint * 2);
  for (let lane = 1; lane < rightLanes; lane += 1)
    share += line(u, lane * road.laneWidth, 0.12, footprint) * dash;
  for (let lane = 1; lane < leftLanes; lane += 1)
    share += line(u, -lane * road.laneWidth, 0.12, footprint) * dash;
  if (road.edgeLines) {
    share +=
      line(u, right - road.margin + 0.1, 0.14, footprint) +
      line(u, left + road.margin - 0.1, 0.14, footprint);
  }
  if (road.middleLine === 'whiteDashed' && leftLanes > 0) share += line(u, 0, 0.13, footprint) * dash;
  if (road.crossing !== undefined) {
    const inside = beyond(v, road.crossing, footprint) - beyond(v, road.crossing + 3, footprint);
    share += inside * wave(u, 1, footprint);
    if (u > 0) share += line(v, road.crossing - 1.2, 0.4, footprint);
  }
  return Math.min(1, share);
}

/** Yellow lines between the directions. */
function middle(road: Road, u: number, v: number, footprint: number): number {
  if (road.lanes[0] === 0) return road.edgeLines ? line(u, 0.15, 0.14, footprint) : 0;
  const beforeCrossing = road.crossing === undefined || v < road.crossing - 1.4 || v > road.crossing + 4;
  if (!beforeCrossing) return 0;
  if (road.middleLine === 'yellowDouble') {
    return Math.min(1, line(u, -0.13, 0.12, footprint) + line(u, 0.13, 0.12, footprint));
  }
  return road.middleLine === 'yellowDashed' ? line(u, 0, 0.12, footprint) * wave(v, 12, footprint * 2) : 0;
}
