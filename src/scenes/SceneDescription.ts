import type { DeviceKind } from './devices/deviceTable.ts';
import type { Road } from './environment/Road.ts';

/**
 * What is going on. The first group is roadwork, the second is not, however orange it is.
 *
 * - `advance-sign`: a warning sign, perhaps some channelizers, no site in sight.
 * - `end-sign`: a lone sign that a work zone is over. `end-of-zone`: that sign, with devices still around.
 * - `parked-machines`: equipment without a work zone around it. `passing-machine`: such a vehicle in traffic.
 */
export const scenarios = {
  'lane-closure': { roadwork: 1 },
  'shoulder-work': { roadwork: 1 },
  'sidewalk-work': { roadwork: 1 },
  'small-dig': { roadwork: 1 },
  'full-closure': { roadwork: 1 },
  'advance-sign': { roadwork: 1 },
  'end-of-zone': { roadwork: 1 },
  street: { roadwork: 0 },
  'loud-street': { roadwork: 0 },
  'end-sign': { roadwork: 0 },
  'parked-machines': { roadwork: 0 },
  'passing-machine': { roadwork: 0 },
} as const;

export type Scenario = keyof typeof scenarios;

/**
 * Ruling 6. `roadwork`: devices, crew or machines at a work zone are there; what the subnet labels, and what a
 * classifier learns. `active`: work is going on in the picture, that is, a crew is at it; it implies `roadwork`.
 */
export interface SceneLabels {
  readonly roadwork: 0 | 1;
  readonly active: 0 | 1;
}

export interface Placement {
  readonly kind: DeviceKind;
  /** Road coordinates, metres: to the side of the middle line, above the road, along it. */
  readonly x: number;
  readonly y: number;
  readonly z: number;
  /** Radians; 0 faces who comes along the road. */
  readonly turn: number;
  /** Lies on its side. */
  readonly fallen: boolean;
  /** From which the thing's own variation is drawn. */
  readonly seed: number;
}

export interface CameraPose {
  readonly profile: 'dashcam' | 'street-view' | 'pedestrian' | 'close-up';
  /** World position, metres. */
  readonly eye: readonly [number, number, number];
  /** Radians: to the right, up, clockwise. */
  readonly yaw: number;
  readonly pitch: number;
  readonly roll: number;
  /** Horizontal, radians. */
  readonly fieldOfView: number;
  readonly bonnet: boolean;
}

/** What lens and sensor do to the light. */
export interface CameraLook {
  /** Barrel distortion, 0 to 0.3. */
  readonly distortion: number;
  readonly vignette: number;
  readonly exposure: number;
  /** Standard deviation of sensor noise for mid grey, in 1/255. */
  readonly noise: number;
  /** Radius of blur, as a share of the width. */
  readonly blur: number;
  /** Length of sideways motion blur, as a share of the width. */
  readonly shake: number;
  readonly contrast: number;
  readonly saturation: number;
  /** Above 1 warmer, below 1 cooler. */
  readonly warmth: number;
  readonly bloom: number;
}

export type Roadside =
  | 'town-houses'
  | 'houses'
  | 'trees'
  | 'fields'
  | 'wall'
  | 'hedge'
  | 'guard-rail'
  | 'barrier';

export interface Surroundings {
  readonly left: Roadside;
  readonly right: Roadside;
  readonly season: 'green' | 'dry' | 'autumn';
  readonly streetLamps: boolean;
  readonly powerLine: boolean;
  readonly hills: number;
  readonly seed: number;
}

export interface Conditions {
  readonly timeOfDay: 'day' | 'dusk' | 'night';
  readonly weather: 'clear' | 'cloudy' | 'rain' | 'fog';
  /** Direction of the sun, radians: from +z to the right, and above the horizon. */
  readonly sunAzimuth: number;
  readonly sunElevation: number;
}

/** A scene as plain data: with the same one, the same picture. */
export interface SceneDescription {
  readonly seed: string;
  readonly scenario: Scenario;
  readonly labels: SceneLabels;
  readonly conditions: Conditions;
  readonly camera: CameraPose;
  readonly look: CameraLook;
  readonly road: Road;
  readonly surroundings: Surroundings;
  readonly placements: readonly Placement[];
}
