import type { Random } from '../support/random/Random.ts';
import { type DeviceKind, deviceTable } from './devices/deviceTable.ts';
import { between, chance, pick } from './devices/pick.ts';
import { createMesh } from './geometry/Mesh.ts';
import type { Transform } from './geometry/Transform.ts';
import { identity, move, pitch, roll, yaw } from './geometry/transforms.ts';
import { toByte } from './lens/toBytes.ts';
import { createShader } from './raster/createShader.ts';
import { createFrame } from './raster/Frame.ts';
import type { Lighting } from './raster/Lighting.ts';
import { projectedBounds } from './raster/projectedBounds.ts';
import { rasterizeMesh } from './raster/rasterizeMesh.ts';
import { createShadowMap, type ShadowMap } from './raster/ShadowMap.ts';
import { shadeFrame } from './raster/shadeFrame.ts';
import { createView } from './raster/View.ts';

/** One thing cut out, to be pasted into a photograph. */
export interface Sprite {
  readonly kind: DeviceKind;
  /** Whether it says that there is roadwork. */
  readonly positive: boolean;
  readonly width: number;
  readonly height: number;
  /** Red, green, blue (sRGB), opacity; row by row from the top left. Opacity is soft at edges and in shadows. */
  readonly data: Uint8Array;
}

const samples = 3;
/** Things that can lie on their side. */
const toppling: readonly DeviceKind[] = ['cone', 'small-cone', 'tall-cone', 'drum', 'tubular-post', 'bin'];

/**
 * One thing, as a camera on a street might see it: any side, daylight or dusk, some dirt, sometimes fallen over,
 * mostly with the shadow it casts.
 *
 * @param options.height of the thing in the picture, pixels; margins are cut to what is seen
 */
export function renderSprite(kind: DeviceKind, random: Random, options: { readonly height: number }): Sprite {
  const device = deviceTable[kind];
  const [wide, tall, deep] = device.size;
  const mesh = createMesh();
  // Signs and boards show their face, machines any side.
  const anySide = device.role === 'crew' || device.role === 'machine' || wide === deep || deep > wide;
  const turn = anySide ? between(random, -Math.PI, Math.PI) : between(random, -0.7, 0.7);
  const fallen = toppling.includes(kind) && chance(random, 0.12);
  let stand: Transform = yaw(identity, turn);
  if (fallen) stand = move(pitch(move(stand, 0, 0.12, 0), pick(random, [-1, 1]) * 1.5), 0, -0.1, 0);
  else if (chance(random, 0.3)) stand = roll(stand, between(random, -0.08, 0.08));
  device.build(mesh, stand, random);

  const lighting = spriteLighting(random);
  const reach = Math.max(wide, tall, deep);
  const distance = reach * between(random, 3, 9) + 1;
  const eyeHeight = between(random, 0.9, 2.6);
  const rough = createView(
    [0, eyeHeight, -distance],
    { yaw: 0, pitch: Math.atan2(tall * 0.45 - eyeHeight, distance), roll: between(random, -0.04, 0.04) },
    1,
    [0, 0],
  );
  const [left, top, right, bottom] = projectedBounds(mesh, rough) ?? [-1, -1, 1, 1];
  // Wide things are limited by their width, so that no sprite is more than two heights wide.
  const scale = (options.height * samples) / Math.max(bottom - top, (right - left) / 2);
  const margin = Math.ceil(options.height * 0.35);
  const width = Math.ceil(((right - left) * scale) / samples) + 2 * margin;
  const height = Math.ceil(((bottom - top) * scale) / samples) + margin;
  const view = {
    ...rough,
    scale,
    centre: [margin * samples - left * scale, (margin / 2) * samples - top * scale] as const,
  };
  const frame = createFrame(width * samples, height * samples);
  rasterizeMesh(frame, mesh, view);
  const shadow = createShadowMap(mesh, lighting, [0, 0, 0], reach * 1.8, 512);
  const shader = createShader(mesh, lighting, shadow, samples / scale);
  const cast = chance(random, 0.8) ? between(random, 0.35, 0.6) : 0;
  const shaded = shadeFrame(frame, view, samples, shader, groundShadow(view.eye, shadow, reach));
  return cut(kind, device.role, shaded, cast, between(random, 0.8, 1.3));
}

function spriteLighting(random: Random): Lighting {
  const height = between(random, 0.35, 1.3);
  const side = between(random, -Math.PI, Math.PI);
  const cloudy = chance(random, 0.45);
  const warmth = height < 0.55 ? 0.25 : 0.05;
  const strength = cloudy ? 0.35 : between(random, 0.9, 1.5);
  const sky = cloudy ? between(random, 0.75, 1.1) : between(random, 0.35, 0.6);
  const blueness = cloudy ? 0.03 : 0.22;
  return {
    sun: [Math.cos(height) * Math.sin(side), Math.sin(height), -Math.cos(height) * Math.cos(side)],
    sunlight: [strength, strength * (1 - warmth * 0.6), strength * (1 - warmth * 1.6)],
    skylight: [sky * (1 - blueness), sky, sky * (1 + blueness)],
    bounce: [sky * 0.45, sky * 0.43, sky * 0.4],
    lamps: [],
    fog: { density: 0, colour: [0, 0, 0] },
    shadowBlur: cloudy ? 0.25 : 0.02,
    sky: (_x, y, _z, out) => {
      out[0] = sky * (1 - blueness * y);
      out[1] = sky;
      out[2] = sky * (1 + blueness * y);
    },
  };
}

/** Where no thing is, the first channel says how much shadow lies on the ground there. */
function groundShadow(eye: readonly [number, number, number], shadow: ShadowMap, reach: number) {
  return (dx: number, dy: number, dz: number, out: Float64Array): void => {
    out.fill(0);
    if (dy > -1e-3) return;
    const t = -eye[1] / dy;
    const x = eye[0] + dx * t;
    const z = eye[2] + dz * t;
    const fade = Math.max(0, 1 - Math.hypot(x, z) / (reach * 1.7));
    // Negative, so that it cannot be mistaken for light.
    out[0] = -(1 - shadow(x, 0.01, z)) * Math.min(1, fade * 3);
  };
}

function cut(
  kind: DeviceKind,
  role: string,
  shaded: ReturnType<typeof shadeFrame>,
  cast: number,
  exposure: number,
): Sprite {
  const { width, height, light, coverage } = shaded;
  const data = new Uint8Array(width * height * 4);
  let [left, top, right, bottom] = [width, height, -1, -1];
  for (let at = 0; at < width * height; at += 1) {
    const covered = coverage[at] as number;
    const first = light[at * 3] as number;
    // Pixels on the edge mix light with shadow; there the thing alone counts.
    const dark = covered > 0 ? 0 : Math.max(0, -first) * cast;
    const alpha = covered > 0 ? covered : dark;
    if (alpha <= 1 / 255) continue;
    for (let c = 0; c < 3; c += 1) {
      const own = covered > 0 ? Math.max(0, light[at * 3 + c] as number) / covered : 0.012;
      data[at * 4 + c] = toByte(own * exposure);
    }
    data[at * 4 + 3] = Math.round(alpha * 255);
    left = Math.min(left, at % width);
    right = Math.max(right, at % width);
    top = Math.min(top, Math.floor(at / width));
    bottom = Math.max(bottom, Math.floor(at / width));
  }
  const w = Math.max(1, right - left + 1);
  const h = Math.max(1, bottom - top + 1);
  const out = new Uint8Array(w * h * 4);
  for (let y = 0; y < h && right >= 0; y += 1) {
    const from = ((top + y) * width + left) * 4;
    out.set(data.subarray(from, from + w * 4), y * w * 4);
  }
  return {
    kind,
    positive: role === 'site' || role === 'crew' || role === 'machine',
    width: w,
    height: h,
    data: out,
  };
}
