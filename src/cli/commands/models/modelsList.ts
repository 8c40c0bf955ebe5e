import { z } from 'zod';
import { formatBytes } from '../../../models/registry/formatBytes.ts';
import { listModels, type ModelState } from '../../../models/registry/listModels.ts';
import type { Model } from '../../../models/registry/modelSchema.ts';
import { weightBytes } from '../../../models/registry/weightBytes.ts';
import { defineCommand } from '../../command.ts';
import { formatTable } from './formatTable.ts';
import { openRegistry } from './openRegistry.ts';

const parametersOf = ({ parameters }: Model): string => {
  if (parameters === null) return '-';
  const { count } = parameters;
  return count >= 1e9 ? `${(count / 1e9).toFixed(1)} B` : `${Math.round(count / 1e6)} M`;
};

/** Locked bytes are exact; the size of what is not pulled is computed from the parameters. */
const sizeOf = ({ model, bytes }: ModelState): string => {
  const computed = weightBytes(model);
  return bytes !== null ? formatBytes(bytes) : computed === null ? '-' : `~${formatBytes(computed)}`;
};

export const modelsList = defineCommand({
  input: z.strictObject({}),
  async run(_, context) {
    const { settings } = await openRegistry(context);
    const states = await listModels(settings.folder);
    const models = states.map(({ model, state, commit, bytes, folder }) => ({
      ...model,
      state,
      commit,
      bytes,
      folder,
      weightBytes: weightBytes(model),
    }));
    const rows = states.map((state) => {
      const { model } = state;
      const gated = model.source.kind === 'hub' && model.source.gated ? 'gated' : 'open';
      const { acceptance, name } = model.licence;
      const licence = acceptance === 'explicit' ? `${name} (to be accepted)` : name;
      return [model.id, model.role, parametersOf(model), sizeOf(state), licence, gated, state.state];
    });
    const head = ['model', 'role', 'parameters', 'size', 'licence', 'access', 'state'];
    return {
      json: { folder: settings.folder, models },
      text: `${formatTable([head, ...rows])}\n\nFolder: ${settings.folder}\n~ computed: parameters × bytes of the weights' type, without what running needs.`,
    };
  },
});
