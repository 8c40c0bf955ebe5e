import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findCollision } from './findCollision.ts';
import { pathProblem } from './pathProblem.ts';

const nasty = fc.array(fc.constantFrom('..', '.', '', 'a', '/', '\\', '\0', 'C:', '~', ' ', '…', 'x.part'), {
  maxLength: 8,
});

describe('pathProblem', () => {
  it('lets through only what stays inside the folder', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          nasty.map((parts) => parts.join('/')),
          nasty.map((parts) => parts.join('')),
          fc.string(),
        ),
        (path) => {
          if (pathProblem(path) !== null) return true;
          const inside = resolve('/models', path);
          return (
            inside === join('/models', path) && inside.startsWith('/models/') && inside.slice(8) === path
          );
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it.each(['a\0b', 'a\nb', 'a\u007fb', 'a\u0085b', 'a\u009b31mb'])('refuses %j', (path) => {
    expect(pathProblem(path)).toBe('it has control characters');
  });

  it.each(['config.json', 'onnx/model.onnx_data', 'a/b/c.safetensors', '.gitattributes', 'ü/…', 'a.part.b'])(
    'lets %j through',
    (path) => {
      expect(pathProblem(path)).toBeNull();
    },
  );
});

describe('findCollision', () => {
  it.each<[string[], boolean]>([
    [['a', 'b', 'a.b', 'c/a', 'c/b'], false],
    [['a/b', 'A/B'], true],
    [['a', 'a/b'], true],
    [['x/y/z', 'X/y'], true],
    [['\u00e9', 'e\u0301'], true],
    [['ab', 'a/b'], false],
  ])('of %j: %s', (paths, collides) => {
    expect(findCollision(paths) !== null).toBe(collides);
    expect(findCollision(paths.toReversed()) !== null).toBe(collides);
  });
});
