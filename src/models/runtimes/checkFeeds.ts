import { runtimeError } from './errors.ts';
import type { Tensor, TensorSpec } from './ModelSession.ts';

const show = (type: string, dims: readonly number[]): string =>
  `${type}[${dims.map((size) => (size < 0 ? '?' : size)).join(', ')}]`;

const problemOf = (spec: TensorSpec, feed: Tensor | undefined): string | undefined => {
  if (feed === undefined) return `${spec.name} is missing`;
  const fits =
    feed.type === spec.type &&
    feed.dims.length === spec.dims.length &&
    feed.dims.every((size, axis) => {
      const wanted = spec.dims[axis] ?? -1;
      return Number.isInteger(size) && size >= 0 && (wanted < 0 || wanted === size);
    });
  if (!fits) return `${spec.name} is ${show(feed.type, feed.dims)} instead of ${show(spec.type, spec.dims)}`;
  const length = feed.dims.reduce((product, size) => product * size, 1);
  return feed.data.length === length
    ? undefined
    : `${spec.name} is ${show(feed.type, feed.dims)} but holds ${feed.data.length} values`;
};

/**
 * Holds what is fed to a model against what it takes, so that a mistake is named here and not deep in native code
 * or on another machine.
 * @throws RC_RUNTIME_FEED_INVALID
 */
export function checkFeeds(inputs: readonly TensorSpec[], feeds: Readonly<Record<string, Tensor>>): void {
  const known = new Set(inputs.map(({ name }) => name));
  const problems = [
    ...inputs.map((spec) => problemOf(spec, Object.hasOwn(feeds, spec.name) ? feeds[spec.name] : undefined)),
    ...Object.keys(feeds).map((name) => (known.has(name) ? undefined : `it has no input ${name}`)),
  ].filter((problem) => problem !== undefined);
  if (problems.length > 0) throw runtimeError('RC_RUNTIME_FEED_INVALID', { problem: problems.join('; ') });
}
