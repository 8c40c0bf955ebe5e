import { coneOf } from './coneParts.ts';
import type { Device } from './Device.ts';

export const smallCone: Device = { role: 'site', size: [0.25, 0.4, 0.25], build: coneOf(0.3, 0.5) };
