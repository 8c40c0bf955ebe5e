import { describe, expect, it } from 'vitest';
import { makePicture, toSharp } from '../../tests/support/pictures.ts';
import { countJpegScans } from './countJpegScans.ts';

describe('countJpegScans', () => {
  it('counts what an encoder wrote', async () => {
    const baseline = await toSharp(makePicture(40, 30)).jpeg().toBuffer();
    const progressive = await toSharp(makePicture(40, 30)).jpeg({ progressive: true }).toBuffer();
    expect(countJpegScans(baseline, 100)).toBe(1);
    const scans = countJpegScans(progressive, 100);
    expect(scans).toBeGreaterThan(5);
    expect(countJpegScans(progressive, 3)).toBe(3);
    // What follows the end of the image is nobody's scan.
    expect(countJpegScans(Buffer.concat([progressive, progressive]), 100)).toBe(scans);
  });

  it('looks into no segment, and over stuffed bytes and restarts', () => {
    const bytes = [
      ...[0xff, 0xd8, 0xff, 0xe0, 0, 6, 0xff, 0xda, 0xff, 0xda],
      ...[0xff, 0xff, 0xda, 0, 2, 1, 0xff, 0, 0xff, 0xd0, 0xff, 0xda, 0, 2, 0xff, 0xd9],
    ];
    expect(countJpegScans(Uint8Array.from(bytes), 100)).toBe(2);
    for (let length = 2; length < bytes.length; length += 1) {
      expect(countJpegScans(Uint8Array.from(bytes.slice(0, length)), 100)).toBeLessThanOrEqual(2);
    }
  });
});
