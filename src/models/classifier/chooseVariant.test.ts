import { describe, expect, it } from 'vitest';
import type { Release } from '../../contracts/release.ts';
import { chooseVariant, type VariantWish } from './chooseVariant.ts';

const variants: Release['variants'] = [
  { precision: 'int8', file: 'int8.onnx' },
  { precision: 'fp16' },
  { precision: 'fp32', file: 'fp32.onnx' },
];
const choose = (wish: VariantWish, among = variants) =>
  chooseVariant({ id: 'large-1', variants: among } as Release, wish).precision;
const [int8, fp16] = variants.map((variant) => [variant]);

describe('chooseVariant', () => {
  it('takes the first that has its place: a file here, a server elsewhere', () => {
    expect(choose({})).toBe('int8');
    expect(choose({}, variants.slice(1))).toBe('fp32');
    expect(choose({ remote: true })).toBe('fp16');
    expect(choose({ remote: true }, int8)).toBe('int8');
  });

  it('takes the wished one, on a server also one that has a file', () => {
    expect(choose({ precision: 'fp32' })).toBe('fp32');
    expect(choose({ precision: 'fp32', remote: true })).toBe('fp32');
    expect(choose({ precision: 'fp16', remote: true })).toBe('fp16');
  });

  it('says that it needs a server, or what there is instead', () => {
    const missing = { code: 'RC_CLASSIFIER_SERVER_MISSING', message: expect.stringContaining('The fp16') };
    expect(() => choose({}, fp16)).toThrow(expect.objectContaining(missing));
    expect(() => choose({ precision: 'fp16' })).toThrow(expect.objectContaining(missing));
    expect(() => choose({ precision: 'fp32' }, int8)).toThrow(
      expect.objectContaining({ code: 'RC_CLASSIFIER_PRECISION_MISSING' }),
    );
  });
});
