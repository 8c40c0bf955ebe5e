import { z } from 'zod';
import { checkDisk } from '../../../models/registry/checkDisk.ts';
import { executePull } from '../../../models/registry/executePull.ts';
import { findHubModel } from '../../../models/registry/findHubModel.ts';
import { formatBytes } from '../../../models/registry/formatBytes.ts';
import { snapshotFolder } from '../../../models/registry/lockFile.ts';
import { type PullPlan, planPull } from '../../../models/registry/planPull.ts';
import { defineCommand } from '../../command.ts';
import { acceptLicence } from './acceptLicence.ts';
import { confirm } from './confirm.ts';
import { describeProgress } from './describeProgress.ts';
import { formatTable } from './formatTable.ts';
import { openRegistry } from './openRegistry.ts';

const input = z
  .strictObject({
    model: z.string(),
    yes: z.literal(true).optional(),
    acceptLicence: z.string().optional(),
    update: z.literal(true).optional(),
    locked: z.literal(true).optional(),
    dryRun: z.literal(true).optional(),
  })
  .refine(({ update, locked }) => !(update && locked), '--update and --locked contradict each other');

const describePlan = ({ model, snapshot, endpoint, files, bytesToFetch, totalBytes, freeBytes }: PullPlan) =>
  [
    `${model.id} at ${snapshot.commit} from ${endpoint.url}`,
    formatTable(files.map(({ path, bytes, state }) => [`  ${path}`, formatBytes(bytes), state])),
    `To fetch: ${formatBytes(bytesToFetch)} of ${formatBytes(totalBytes)}; free on the disk: ${formatBytes(freeBytes)}`,
    `Licence: ${model.licence.title}, ${model.licence.url}`,
  ].join('\n');

export const modelsPull = defineCommand({
  input,
  async run({ model: id, yes, acceptLicence: given, update, locked, dryRun }, context) {
    const model = findHubModel(id);
    const access = await openRegistry(context);
    const { settings } = access;
    const plan = await context.progress(`Asking for the files of ${model.id}`, () =>
      planPull(access, model, { update: update === true, locked: locked === true }),
    );
    const { snapshot, bytesToFetch, totalBytes, freeBytes, entry } = plan;
    const folder = snapshotFolder(settings.folder, snapshot);
    const described = {
      id: model.id,
      commit: snapshot.commit,
      upstreamCommit: plan.upstreamCommit,
      endpoint: plan.endpoint.url,
      folder,
      licence: model.licence.name,
      totalBytes,
      bytesToFetch,
      freeBytes,
      files: plan.files.map(({ path, bytes, state }) => ({ path, bytes, state })),
    };
    if (dryRun) return { json: { pulled: false, ...described }, text: describePlan(plan) };
    const earlier = entry?.licence ?? null;
    const acceptedLicence = await acceptLicence(context, model, { given, earlier });
    const nothingToDo =
      plan.repairs && acceptedLicence === earlier && plan.files.every(({ state }) => state === 'ready');
    if (nothingToDo) {
      const asked = plan.upstreamCommit === null ? '; no hub was asked or reached' : '';
      const count = `${plan.files.length} files, ${formatBytes(totalBytes)}`;
      const text = `${model.id} is installed and as locked (${count}${asked}).\n  ${folder}`;
      return { json: { pulled: false, ...described }, text };
    }
    checkDisk(plan, settings);
    const action = `fetch ${formatBytes(bytesToFetch)}`;
    if (bytesToFetch > 0) await confirm(context, { action, about: describePlan(plan), yes: yes === true });
    const describe = describeProgress(context.clock);
    const installed = await context.progress(`Pulling ${model.id}`, (show) =>
      executePull(access, plan, {
        acceptedLicence,
        onProgress: ({ received, total }) => show(`Pulling ${model.id}: ${describe(received, total)}`),
      }),
    );
    const files = Object.entries(installed.files).map(([path, file]) => ({ path, ...file }));
    return {
      json: { pulled: true, ...described, files },
      text: [
        `Pulled ${model.id} at ${installed.commit}: ${files.length} files, ${formatBytes(totalBytes)}.`,
        `  ${folder}`,
        'Its checksums are locked in models.lock.json.',
      ].join('\n'),
    };
  },
});
