import type { CameraPose } from '../SceneDescription.ts';

/** Things out of view cast shadows into it from this far, metres. */
const shadowReach = 7;

/**
 * Whether a thing of a radius (metres) at a place of the world can be seen, or throw a shadow that can. Errs on the
 * side of yes: what it leaves out need not be built.
 */
export function isInView(camera: CameraPose, x: number, z: number, radius: number): boolean {
  const dx = x - camera.eye[0];
  const dz = z - camera.eye[2];
  const ahead = dx * Math.sin(camera.yaw) + dz * Math.cos(camera.yaw);
  const aside = Math.abs(dx * Math.cos(camera.yaw) - dz * Math.sin(camera.yaw));
  const reach = radius + shadowReach;
  // Pitch and roll turn the frame a little: a tenth more than the lens sees.
  const half = camera.fieldOfView / 2 + 0.1;
  return ahead > -reach && aside * Math.cos(half) - ahead * Math.sin(half) < reach;
}
