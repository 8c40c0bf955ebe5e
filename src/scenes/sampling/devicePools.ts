import type { DeviceKind } from '../devices/deviceTable.ts';

/** What lines a work zone; common kinds more than once. */
export const channelizers: readonly DeviceKind[] = [
  'cone',
  'cone',
  'cone',
  'tall-cone',
  'drum',
  'drum',
  'vertical-panel',
  'tubular-post',
  'small-cone',
];

/** What announces one. */
export const advanceSigns: readonly DeviceKind[] = [
  'warning-sign',
  'warning-sign',
  'symbol-sign',
  'triangle-sign',
  'triangle-sign',
];
