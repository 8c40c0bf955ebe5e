import { resolve } from 'node:path';
import { z } from 'zod';
import { runDemo } from '../../../mining/demo/runDemo.ts';
import { readManifest } from '../../../records/manifests/readManifest.ts';
import { type CommandContext, defineCommand } from '../../command.ts';
import { createLiveView } from '../../createLiveView.ts';
import { describeScoreboard } from './describeScoreboard.ts';

/** Whoever watches sees the last answers and how the miner stands; pipes, programs and --quiet get the end alone. */
function watch({ stderr, json, logger, clock }: CommandContext) {
  if (stderr.isTTY !== true || json || logger.level === 'error') return null;
  stderr.write('Starting the model, making the first images …\n');
  return createLiveView(stderr, clock);
}

export const demo = defineCommand({
  input: z
    .strictObject({
      challenges: z.coerce.number().int().min(1).max(10_000).default(60),
      seed: z.string().min(1).max(200).optional(),
      images: z.string().min(1).optional(),
      manifest: z.string().min(1).optional(),
      port: z.coerce.number().int().min(0).max(65_535).default(0),
      clockOffset: z.coerce.number().min(-86_400).max(86_400).default(0),
    })
    .refine(({ images, manifest }) => (images === undefined) === (manifest === undefined), {
      error: '--images and --manifest are needed together',
    }),
  async run({ challenges, seed, images, manifest, port, clockOffset }, context) {
    const { clock, cwd, signal, logger } = context;
    const photos =
      images === undefined || manifest === undefined
        ? undefined
        : await readManifest({ path: resolve(cwd, manifest), root: resolve(cwd, images) });
    const watching = watch(context);
    try {
      const report = await runDemo({
        ...{ challenges, port, clockOffset, clock, signal },
        ...(seed !== undefined && { seed }),
        ...(photos && { photos }),
        ...(watching && { onAnswer: watching.show }),
        // What a server wants to know is noise here; --verbose shows it.
        logger: { ...logger, info: logger.debug },
      });
      const failed = report.answered < report.challenges || report.strangerStatus !== 403;
      return { json: { ...report }, text: describeScoreboard(report), failed };
    } finally {
      watching?.end();
    }
  },
});
