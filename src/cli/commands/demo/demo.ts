import { z } from 'zod';
import { type DemoReport, runDemo } from '../../../mining/demo/runDemo.ts';
import { quantile } from '../../../support/statistics/quantile.ts';
import { defineCommand } from '../../command.ts';

const toText = ({ miner, port, challenges, strangerStatus }: DemoReport): string => {
  const times = challenges.map(({ milliseconds }) => milliseconds);
  const validators = [...new Set(challenges.map(({ validator }) => validator))];
  return [
    `Miner ${miner} listened on 127.0.0.1 port ${port}.`,
    '',
    'validator                                         answered',
    ...validators.map((validator) => {
      const count = challenges.filter((challenge) => challenge.validator === validator).length;
      return `${validator}  ${String(count).padStart(8)}`;
    }),
    '',
    `${challenges.length} of ${challenges.length} signed challenges answered,` +
      ` median ${quantile(times, 0.5).toFixed(1)} ms, slowest ${Math.max(...times).toFixed(1)} ms.`,
    `A call signed by a stranger was refused with ${strangerStatus}.`,
    '',
    'This is all that the demo does yet: real signatures over real HTTP, but a constant as the prediction.',
    'The model, the simulated subnet and its scoreboard come with later versions.',
  ].join('\n');
};

export const demo = defineCommand({
  input: z.strictObject({
    challenges: z.coerce.number().int().min(1).max(10_000).default(20),
    port: z.coerce.number().int().min(0).max(65_535).default(0),
    clockOffset: z.coerce.number().min(-86_400).max(86_400).default(0),
  }),
  async run({ challenges, port, clockOffset }, context) {
    const report = await context.progress(`Challenge 0 of ${challenges}`, (update) =>
      runDemo({
        challenges,
        port,
        clockOffset,
        clock: context.clock,
        signal: context.signal,
        onChallenge: (_entry, index) => update(`Challenge ${index + 1} of ${challenges}`),
      }),
    );
    return { json: { ...report, modelled: false }, text: toText(report) };
  },
});
