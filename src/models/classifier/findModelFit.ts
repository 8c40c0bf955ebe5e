import type { Release } from '../../contracts/release.ts';
import type { ModelSession, TensorSpec } from '../runtimes/ModelSession.ts';
import { classifierError } from './errors.ts';

export interface ModelPartOptions {
  readonly session: ModelSession;
  readonly release: Release;
  readonly part: 'backbone' | 'head';
  /** Sizes of one item, without the batch. */
  readonly input: readonly number[];
  readonly output: readonly number[];
}

/** What is fed to a model and which of its outputs is read. */
export interface ModelFit {
  readonly input: string;
  readonly output: string;
  /** How many items one run takes; `null` = any number. */
  readonly batch: number | null;
}

/** As exporters of vision backbones name the one vector for the whole image. */
const featureNames = ['features', 'pooler_output'];

const shown = ({ name, type, dims }: TensorSpec): string =>
  `${name} ${type}[${dims.map((size) => (size === -1 ? 'n' : size)).join(', ')}]`;

const fits = ({ type, dims }: TensorSpec, wanted: readonly number[]): boolean =>
  type === 'float32' &&
  dims.length === wanted.length + 1 &&
  wanted.every((size, index) => dims[index + 1] === -1 || dims[index + 1] === size);

/**
 * Finds the input and output of a model with the shapes that its release states. Of several fitting outputs the one
 * named `features` or `pooler_output` is taken.
 * @throws RC_CLASSIFIER_MODEL_UNFIT
 */
export function findModelFit({
  session,
  release,
  part,
  input: inputSizes,
  output: outputSizes,
}: ModelPartOptions): ModelFit {
  const provider = session.attempts.find(({ outcome }) => outcome === 'taken')?.provider;
  const place = provider?.includes('://') ? `on ${provider} ` : '';
  const unfit = (problem: string) =>
    classifierError('RC_CLASSIFIER_MODEL_UNFIT', {
      release: release.id,
      part,
      problem: `${place}${problem}`,
    });
  const expected = (sizes: readonly number[]) => `float32[n, ${sizes.join(', ')}]`;
  const [input, ...more] = session.inputs;
  if (input === undefined || more.length > 0) throw unfit(`it has ${session.inputs.length} inputs, not one`);
  const [batch = -1] = input.dims;
  if (!fits(input, inputSizes) || batch === 0)
    throw unfit(`its input is ${shown(input)} instead of ${expected(inputSizes)}`);
  const outputs = session.outputs.filter((output) => fits(output, outputSizes));
  const [only, ...others] = outputs;
  const output = others.length === 0 ? only : outputs.find(({ name }) => featureNames.includes(name));
  if (output === undefined) {
    const list = session.outputs.map(shown).join(', ');
    const which = outputs.length === 0 ? 'none' : 'more than one';
    throw unfit(`${which} of its outputs (${list}) is ${expected(outputSizes)}, and none is called features`);
  }
  return { input: input.name, output: output.name, batch: batch === -1 ? null : batch };
}
