import { z } from 'zod';
import { estimateIncentive } from '../../../mining/simulator/incentive/estimateIncentive.ts';
import { incentiveText } from '../../../mining/simulator/incentive/incentiveText.ts';
import { createRandom } from '../../../support/random/createRandom.ts';
import { defineCommand } from '../../command.ts';
import { rivalInput } from './rivalInput.ts';

const share = z.coerce.number().min(0).max(1);

export const incentive = defineCommand({
  input: z
    .strictObject({
      accuracy: share.optional(),
      reward: share.optional(),
      answers: share.default(1),
      rival: z.array(rivalInput).default([]),
      burn: share.default(1),
      validators: z.coerce.number().int().min(1).max(64).default(5),
      validatorsAgree: z.literal(true).optional(),
      maxWeight: z.coerce.number().gt(0).max(1).default(1),
      breakEven: z.coerce.number().gt(0).max(1).optional(),
      seed: z.string().min(1).max(200).default('roadcrew'),
    })
    .refine(({ accuracy, reward }) => (accuracy === undefined) !== (reward === undefined), {
      error: 'give either --accuracy or --reward',
    }),
  run({ accuracy, reward, answers, rival, burn, breakEven, ...given }) {
    const ours =
      accuracy === undefined
        ? { reward: reward ?? 0, answerRate: answers }
        : { accuracy, answerRate: answers };
    const estimate = estimateIncentive({
      ...{ ours, rivals: rival, burnShare: burn, validators: given.validators },
      ...{ validatorsAgree: given.validatorsAgree === true, weights: { maxWeightLimit: given.maxWeight } },
      ...(breakEven !== undefined && { breakEvenShare: breakEven }),
      random: createRandom(`incentive/${given.seed}`),
    });
    const whatIf = burn === 1 ? '\n\nWhat if nothing were burned: --burn 0.' : '';
    return { json: { ours, ...estimate }, text: `${incentiveText(estimate)}${whatIf}` };
  },
});
