import { v7 } from 'uuid';
import type { PredictionRecord } from '../../src/contracts/PredictionRecord.ts';

export const caller = '5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty';

/** A record as a miner makes them; `changes` replace its fields. */
export const makeRecord = (changes: Partial<PredictionRecord> = {}): PredictionRecord => ({
  id: v7(),
  at: 1_777_777_777_777,
  lane: 'challenge',
  caller,
  uuid: '3c1a7a5e-0d5b-11f0-9d3a-0242ac120002',
  outcome: 'answered',
  probability: 0.625,
  path: 'classifier>text-gate',
  stages: [
    {
      stage: 'classifier',
      outcome: 'evidence',
      evidence: {
        probability: 0.625,
        release: 'starter-1',
        details: { logit: 0.51, words: ['ROAD', '"=1+1"'] },
      },
      timings: { queue: 0.4, decode: 3.25, backbone: 21 },
    },
    {
      stage: 'text-gate',
      outcome: 'none',
      reason: 'failed',
      error: { code: 'RC_X', message: 'no' },
      timings: {},
    },
  ],
  release: 'starter-1',
  wallMs: 31.75,
  deadlineLeftMs: 8_968.25,
  imageHash: 'ab'.repeat(32),
  perceptualHash: '0123456789abcdef',
  imageBytes: 81_234,
  error: null,
  ...changes,
});
