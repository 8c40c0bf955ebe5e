import { resolve } from 'node:path';
import { z } from 'zod';
import { readFaultPlan } from '../../../mining/simulator/faults/readFaultPlan.ts';
import { summaryText } from '../../../mining/simulator/report/summaryText.ts';
import { runSession } from '../../../mining/simulator/session/runSession.ts';
import type { SessionImages } from '../../../mining/simulator/session/SessionOptions.ts';
import { readManifest } from '../../../records/manifests/readManifest.ts';
import { challengeProfileNames } from '../../../subnets/streetvision/challengeImages/challengeProfiles.ts';
import { systemRandom } from '../../../support/random/systemRandom.ts';
import { defineCommand } from '../../command.ts';
import { createLiveView } from '../../createLiveView.ts';
import { hotkeyInput, minerInput, targetInput } from './minerInput.ts';
import { paceInput } from './paceInput.ts';
import { rivalInput } from './rivalInput.ts';

const defaultChallenges = 100;
const path = z.string().min(1);
const input = z
  .strictObject({
    target: targetInput.optional(),
    hotkey: hotkeyInput.optional(),
    miner: z.array(minerInput).max(100).default([]),
    images: path.optional(),
    manifest: path.optional(),
    mix: z.literal(true).optional(),
    profile: z.enum(challengeProfileNames).default('may-2026'),
    challenges: z.coerce.number().int().min(1).max(1_000_000).optional(),
    duration: z.coerce.number().positive().max(31_536_000).optional(),
    pace: paceInput.default({ kind: 'none' }),
    validators: z.coerce.number().int().min(1).max(256).optional(),
    organic: z.coerce.number().min(0).max(1).default(0),
    seed: z.string().min(1).max(200).default('roadcrew'),
    rival: z.array(rivalInput).default([]),
    fault: z.string().min(1).optional(),
    record: path.optional(),
    replay: path.optional(),
    speed: z.coerce.number().min(0.01).max(1_000).default(1),
    report: path.optional(),
    keys: path.optional(),
    writeValidators: path.optional(),
    writeMetagraph: path.optional(),
    yes: z.literal(true).optional(),
  })
  .refine(({ target, hotkey }) => (target === undefined) === (hotkey === undefined), {
    error: '--target and --hotkey belong together: calls are signed for a hotkey',
  })
  .refine(({ images, manifest }) => (images === undefined) === (manifest === undefined), {
    error: '--images and --manifest belong together: the manifest has the labels',
  })
  .refine(({ mix, images }) => mix === undefined || images !== undefined, {
    error: '--mix mixes rendered scenes into the photographs of --images',
  })
  .refine(({ replay, images }) => replay === undefined || images === undefined, {
    error: '--replay brings its own images: leave out --images',
  })
  .refine(
    ({ target, miner, writeValidators, writeMetagraph }) =>
      target !== undefined ||
      miner.length > 0 ||
      writeValidators !== undefined ||
      writeMetagraph !== undefined,
    { error: 'name a miner by --target and --hotkey, or several by --miner' },
  );

export const simulate = defineCommand({
  input,
  async run(given, context) {
    const { clock, cwd, signal, stderr, json } = context;
    const at = (file: string | undefined) => (file === undefined ? undefined : resolve(cwd, file));
    const { target, hotkey = '', challenges, duration, rival } = given;
    const single = target === undefined ? [] : [{ name: 'miner', address: { ...target, hotkey } }];
    const plan = given.fault === undefined ? null : await readFaultPlan(planPath(given.fault, cwd));
    const isWatched = stderr.isTTY === true && !json && context.logger.level !== 'error';
    const view = isWatched ? createLiveView(stderr, clock) : null;
    const images = await imagesOf(given, cwd);
    const result = await runSession({
      miners: [...single, ...given.miner].map((miner, index) => ({ ...miner, uid: index + 1 })),
      ...{ images, profile: given.profile, pace: given.pace, organicShare: given.organic, seed: given.seed },
      challenges: challenges ?? (isEndless(images) && duration === undefined ? defaultChallenges : null),
      ...{ durationS: duration ?? null, faults: plan, publicTargets: given.yes === true },
      rivals: rival.flatMap(({ count, ...assumed }, group) =>
        Array.from({ length: count }, (_, index) => ({
          name: `rival ${group + 1}.${index + 1}`,
          ...assumed,
        })),
      ),
      ...definedOnly({
        ...{ validators: given.validators, keyFile: at(given.keys) },
        ...{ record: at(given.record), report: at(given.report) },
        ...{ writeValidators: at(given.writeValidators), writeMetagraph: at(given.writeMetagraph) },
      }),
      ...{ clock, signal, random: systemRandom },
      onAnswer: (answer) => view?.show(answer),
    });
    view?.end();
    const { report, attribution, validators, notices, files } = result;
    const text = [
      ...(report === null ? [] : [summaryText(report, plan === null ? null : attribution)]),
      ...notices.map((notice) => `Notice: ${notice}`),
      ...(files.length === 0 ? [] : [`Written: ${files.join(', ')}`]),
    ].join('\n\n');
    const unexplained = attribution?.unexplained ?? [];
    const faults =
      attribution === null || plan === null ? null : { plan: plan.name, tallies: attribution.tallies };
    return {
      json: { ...report, validators, unexplained, faults, notices, files },
      text,
      failed: unexplained.length > 0,
    };
  },
});

/** A name stays as it is; a file is relative to where the command was typed. */
const planPath = (plan: string, cwd: string): string => (plan.endsWith('.json') ? resolve(cwd, plan) : plan);

async function imagesOf(
  { replay, speed, images, manifest, mix }: z.output<typeof input>,
  cwd: string,
): Promise<SessionImages> {
  if (replay !== undefined) return { kind: 'replay', path: resolve(cwd, replay), speed };
  if (images === undefined || manifest === undefined) return { kind: 'rendered' };
  const entries = await readManifest({ path: resolve(cwd, manifest), root: resolve(cwd, images) });
  return { kind: mix === true ? 'mixed' : 'photographs', entries };
}

const isEndless = ({ kind }: SessionImages): boolean => kind === 'rendered' || kind === 'mixed';

/** Leaves out what was not given, which is not the same as giving nothing. */
function definedOnly<Values extends Readonly<Record<string, unknown>>>(
  values: Values,
): { [Key in keyof Values]?: Exclude<Values[Key], undefined> } {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [Key in keyof Values]?: Exclude<Values[Key], undefined> };
}
