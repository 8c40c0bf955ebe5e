import { z } from 'zod';
import { runDemo } from '../../../mining/demo/runDemo.ts';
import { defineCommand } from '../../command.ts';
import { describeChallenge } from './describeChallenge.ts';
import { describeScoreboard } from './describeScoreboard.ts';

const clearLine = '\r\u001b[2K';

export const demo = defineCommand({
  input: z.strictObject({
    challenges: z.coerce.number().int().min(1).max(10_000).default(20),
    seed: z.string().min(1).max(200).optional(),
    port: z.coerce.number().int().min(0).max(65_535).default(0),
    clockOffset: z.coerce.number().min(-86_400).max(86_400).default(0),
  }),
  async run({ challenges, seed, port, clockOffset }, context) {
    const { clock, signal, stderr, json } = context;
    // Whoever watches sees each answer; pipes, programs and --quiet get the scoreboard alone.
    const isWatched = stderr.isTTY === true && !json && context.logger.level !== 'error';
    const report = await context.progress('Starting the model, drawing the first scene', (update) =>
      runDemo({
        ...{ challenges, port, clockOffset, clock, signal },
        ...(seed !== undefined && { seed }),
        // What a server wants to know is noise here; --verbose shows it.
        logger: { ...context.logger, info: context.logger.debug },
        onChallenge: (challenge, index) => {
          if (isWatched) stderr.write(`${clearLine}${describeChallenge(challenge, index, challenges)}\n`);
          update(`Challenge ${index + 1} of ${challenges}`);
        },
      }),
    );
    const failed = report.answered < report.challenges || report.strangerStatus !== 403;
    return { json: { ...report }, text: `${isWatched ? '\n' : ''}${describeScoreboard(report)}`, failed };
  },
});
