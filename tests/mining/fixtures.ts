import type { RequestCustody } from '../../src/bittensor/axon/RequestCustody.ts';
import { createDendrite } from '../../src/bittensor/dendrite/createDendrite.ts';
import type { Keypair } from '../../src/bittensor/keys/Keypair.ts';
import { verifySignature } from '../../src/bittensor/keys/verifySignature.ts';
import type { MetagraphSnapshot } from '../../src/bittensor/metagraph/metagraphSnapshot.ts';
import type { Decision } from '../../src/contracts/Decision.ts';
import type { PredictionRecord } from '../../src/contracts/PredictionRecord.ts';
import type { Detector } from '../../src/detector/createDetector.ts';
import type { AlertKind } from '../../src/mining/alerts/Alert.ts';
import { createMiner, type MinerOptions } from '../../src/mining/miner/createMiner.ts';
import type { MetagraphSource } from '../../src/mining/miner/MetagraphSource.ts';
import type { Miner } from '../../src/mining/miner/Miner.ts';
import { imageSynapse } from '../../src/subnets/streetvision/imageSynapse.ts';
import { createRandom } from '../../src/support/random/createRandom.ts';
import { miner as minerKey, validator } from '../axon/fixtures.ts';

export const snapshotOf = (
  validators: readonly string[],
  changes: Partial<MetagraphSnapshot> = {},
): MetagraphSnapshot => ({
  format: 1,
  netuid: 72,
  at: '2026-01-01T00:00:00Z',
  neurons: [
    { uid: 0, hotkey: minerKey.address, validatorPermit: false },
    ...validators.map((hotkey, index) => ({ uid: index + 1, hotkey, validatorPermit: true })),
  ],
  ...changes,
});

/** A source whose snapshot is set by hand. */
export const createHeldSource = (
  first: MetagraphSnapshot | null,
  lookUp?: (hotkey: string) => Promise<boolean>,
): MetagraphSource & { set(snapshot: MetagraphSnapshot): void } => {
  let held = first;
  const listeners = new Set<(snapshot: MetagraphSnapshot) => void>();
  return {
    current: () => held,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    set(snapshot) {
      held = snapshot;
      for (const listener of listeners) listener(snapshot);
    },
    close: () => listeners.clear(),
    ...(lookUp && { lookUp }),
  };
};

export const evidence = (probability: number): Decision => ({
  probability,
  basis: 'evidence',
  stages: [
    {
      stage: 'classifier',
      outcome: 'evidence',
      evidence: {
        probability,
        release: 'starter-1',
        details: { image: { width: 2, height: 2, perceptualHash: '0123456789abcdef' } },
      },
      timings: { wall: 12 },
    },
  ],
  wallMs: 12,
});

export interface StartedMiner {
  readonly miner: Miner;
  readonly port: number;
  readonly records: PredictionRecord[];
  readonly alerts: Map<AlertKind, string>;
  readonly source: ReturnType<typeof createHeldSource>;
  /** Calls it as a validator does. @returns status, and prediction where there was an answer */
  call(
    image?: string,
    options?: { keypair?: Keypair; timeout?: number; label?: bigint },
  ): Promise<{ status: number; prediction: number | null }>;
  close(): Promise<void>;
}

/** A miner on a free port of the loopback that permits `validator` and, unless told otherwise, answers 0.875. */
export const startMiner = async (
  options: Partial<MinerOptions> & {
    source?: ReturnType<typeof createHeldSource>;
    custody?: RequestCustody;
  } = {},
): Promise<StartedMiner> => {
  const { source = createHeldSource(snapshotOf([validator.address])), ...rest } = options;
  const records: PredictionRecord[] = [];
  const alerts = new Map<AlertKind, string>();
  const detector: Detector = { detect: async () => evidence(0.875) };
  const miner = createMiner({
    hotkey: minerKey.address,
    detector,
    metagraph: source,
    random: createRandom('miner'),
    // On this thread: the threads of the axon's own take a while to start.
    verify: verifySignature,
    recorder: { write: (record) => records.push(record) },
    alerts: { open: (kind, { title }) => alerts.set(kind, title), over: (kind) => alerts.delete(kind) },
    ...rest,
    config: { ...rest.config, axon: { host: '127.0.0.1', port: 0, ...rest.config?.axon } },
  });
  const { port } = await miner.listen();
  const dendrites = new Map<string, ReturnType<typeof createDendrite>>();
  return {
    ...{ miner, port, records, alerts, source },
    async call(image = 'aGVsbG8=', { keypair = validator, timeout = 9, label = -1n } = {}) {
      const dendrite = dendrites.get(keypair.address) ?? createDendrite({ keypair });
      dendrites.set(keypair.address, dendrite);
      const reply = await dendrite.call(
        { ip: '127.0.0.1', port, hotkey: minerKey.address },
        { synapse: imageSynapse, values: { testnet_label: label, image, prediction: -1 }, timeout },
      );
      const status = Number(reply.dendrite.statusCode);
      return { status, prediction: reply.isSuccess ? reply.values.prediction : null };
    },
    async close() {
      for (const dendrite of dendrites.values()) dendrite.close();
      await miner.close();
    },
  };
};
