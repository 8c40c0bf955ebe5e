import { coneOf } from './coneParts.ts';
import type { Device } from './Device.ts';

export const cone: Device = { role: 'site', size: [0.4, 0.75, 0.4], build: coneOf(0.6, 0.95) };
