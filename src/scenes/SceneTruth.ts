import type { Device } from './devices/Device.ts';
import type { DeviceKind } from './devices/deviceTable.ts';
import type { CameraPose, Conditions, Scenario, SceneLabels } from './SceneDescription.ts';

/** A thing that can be seen. */
export interface TrueObject {
  readonly kind: DeviceKind;
  readonly role: Device['role'];
  /** Of its visible pixels: left, top, right, bottom; pixels, right and bottom exclusive. */
  readonly box: readonly [number, number, number, number];
  /** Visible share of what of it lies inside the picture, 0 to 1. */
  readonly visible: number;
  /** Share of the picture that it covers (before the lens distorts it). */
  readonly area: number;
  /** From the camera, metres. */
  readonly distance: number;
  /** What is written on it, and the height of a capital in pixels. */
  readonly text?: string;
  readonly letterHeight?: number;
}

/** What is in a picture, by construction. */
export interface SceneTruth {
  readonly seed: string;
  readonly scenario: Scenario;
  readonly labels: SceneLabels;
  readonly objects: readonly TrueObject[];
  /**
   * Texts that can be read, by geometry: capitals of 7 pixels or more (more where the picture is blurred), turned less
   * than 50° away, at least 0.9 visible, not cut off by a border, not too far for weather and light.
   */
  readonly signTexts: readonly string[];
  readonly timeOfDay: Conditions['timeOfDay'];
  readonly weather: Conditions['weather'];
  readonly camera: CameraPose;
}
