import { describe, expect, it } from 'vitest';
import { findHubModel } from './findHubModel.ts';
import { findModel } from './findModel.ts';

describe('findModel', () => {
  it.each([
    ['facebook/dinov2-base', 'facebook/dinov2-base'],
    ['dinov2-base', 'facebook/dinov2-base'],
    ['QWEN3-vl-8b-thinking', 'Qwen/Qwen3-VL-8B-Thinking'],
    ['starter', 'starter'],
  ])('knows %j', (given, id) => {
    expect(findModel(given).id).toBe(id);
  });

  it('says what was probably meant', () => {
    expect(() => findModel('dinov3-vitl14-pretrain-lvd1689m')).toThrow(
      expect.objectContaining({
        code: 'RC_REGISTRY_MODEL_UNKNOWN',
        hint: expect.stringContaining('dinov3-vitl16-pretrain-lvd1689m'),
      }),
    );
    expect(() => findHubModel('starter')).toThrow(
      expect.objectContaining({ code: 'RC_REGISTRY_MODEL_EMBEDDED' }),
    );
  });
});
