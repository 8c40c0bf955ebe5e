import { describe, expect, it } from 'vitest';
import { modelTable } from './modelTable.ts';
import { weightBytes } from './weightBytes.ts';

const find = (id: string) => modelTable.find((model) => model.id === id);

describe('modelTable', () => {
  it('has the ids of ruling 11, each once, and none of those that do not exist', () => {
    const ids = modelTable.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const wanted = [
      ...['vits16', 'vits16plus', 'vitb16', 'vitl16', 'vith16plus', 'vit7b16'].map(
        (name) => `facebook/dinov3-${name}-pretrain-lvd1689m`,
      ),
      'microsoft/Florence-2-base',
      'microsoft/Florence-2-large',
      ...['4B-Instruct', '4B-Thinking', '8B-Instruct', '8B-Thinking'].map((name) => `Qwen/Qwen3-VL-${name}`),
      'allenai/Molmo2-4B',
      'allenai/Molmo2-8B',
      'starter',
    ];
    expect(wanted.filter((id) => !ids.includes(id))).toEqual([]);
    expect(ids.filter((id) => /dinov3-giant|vitl14|Molmo-2/.test(id))).toEqual([]);
  });

  it('has DINOv3 gated, under its own licence, with patch 16', () => {
    for (const model of modelTable.filter(({ id }) => id.startsWith('facebook/dinov3-'))) {
      expect(model).toMatchObject({
        patchSize: 16,
        licence: { name: 'dinov3-license', acceptance: 'explicit' },
        source: { kind: 'hub', gated: true, repository: model.id },
      });
    }
    expect(find('facebook/dinov3-vitl16-pretrain-lvd1689m')).toMatchObject({ featureSize: 1024 });
  });

  it('pulls nothing that is code to be run on loading, unless the row says so, and no pickle where there is a choice', () => {
    for (const { id, source } of modelTable) {
      if (source.kind === 'embedded') continue;
      expect(source.weights[0], id).toMatch(/\.(?:safetensors|onnx)$/);
      expect(source.files.filter((pattern) => pattern.endsWith('.py')).length > 0, id).toBe(
        /Florence|Molmo/.test(id),
      );
    }
  });

  it('shows weights that do not fit the memory that the brief claims', () => {
    const gigabytes = (id: string) => (weightBytes(find(id) as never, 'bfloat16') ?? 0) / 1e9;
    for (const id of ['facebook/dinov3-vit7b16-pretrain-lvd1689m', 'allenai/Molmo2-8B']) {
      expect(gigabytes(id), id).toBeGreaterThan(find(id)?.claimedMemoryGb ?? Number.POSITIVE_INFINITY);
    }
    expect(gigabytes('Qwen/Qwen3-VL-8B-Instruct')).toBeCloseTo(17.54, 1);
    expect(weightBytes({ parameters: null, weightType: 'float32' })).toBeNull();
  });
});
