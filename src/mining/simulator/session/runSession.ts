import { writeFile } from 'node:fs/promises';
import { createDendrite } from '../../../bittensor/dendrite/createDendrite.ts';
import type { Keypair } from '../../../bittensor/keys/Keypair.ts';
import { createRandom } from '../../../support/random/createRandom.ts';
import { attributeLosses, type LossAttribution } from '../faults/attributeLosses.ts';
import type { FaultPlan } from '../faults/faultPlanSchema.ts';
import { skewClock } from '../faults/skewClock.ts';
import { type FaultProxy, startFaultProxy } from '../faults/startFaultProxy.ts';
import { renderSimulationHtml } from '../report/renderSimulationHtml.ts';
import { runSimulation } from '../runSimulation.ts';
import type { SimulatedMiner } from '../SimulationOptions.ts';
import type { SimulationReport } from '../SimulationReport.ts';
import { createTrafficRecorder, type TrafficRecorder } from '../traffic/createTrafficRecorder.ts';
import { deriveValidatorKeys } from './deriveValidatorKeys.ts';
import { sessionError } from './errors.ts';
import { isPrivateHost } from './isPrivateHost.ts';
import { openSessionSource, type SessionSource } from './openSessionSource.ts';
import { readValidatorKeys } from './readValidatorKeys.ts';
import type { SessionOptions, SessionResult } from './SessionOptions.ts';
import { writeMinerFiles } from './writeMinerFiles.ts';

const defaultValidators = 3;

/**
 * A simulation with all that belongs to it: keys and files for the miner, images or a recording, faults on the way, a
 * traffic file, a report. Nothing of it is left when it returns or throws but the files that were asked for.
 * @throws RC_SIMULATE_…, RC_TRAFFIC_…, and what `runSimulation` throws
 */
export async function runSession(options: SessionOptions): Promise<SessionResult> {
  const { miners, clock, seed } = options;
  const far = miners.filter(({ address }) => !isPrivateHost(address.ip));
  if (far.length > 0 && !options.publicTargets) {
    const targets = far.map(({ address }) => `${address.ip}:${address.port}`).join(', ');
    throw sessionError('RC_SIMULATE_TARGET_PUBLIC', { targets });
  }
  const notices: string[] = [];
  const asked = options.validators ?? defaultValidators;
  const opened = miners.length === 0 ? null : await openSessionSource(options, asked, notices);
  try {
    const count = options.validators ?? opened?.recording?.validators ?? defaultValidators;
    const keypairs =
      options.keyFile === undefined
        ? deriveValidatorKeys(seed, count)
        : await readValidatorKeys(options.keyFile, count, options.random);
    const validators = keypairs.map(({ address }) => address);
    const files = await writeMinerFiles(options, validators, miners, new Date(clock.now()));
    if (opened === null) return { validators, report: null, attribution: null, notices, files };
    const { report, attribution } = await simulate(options, opened, keypairs);
    if (options.record !== undefined) files.push(options.record);
    if (options.report !== undefined) files.push(await writeReport(options, report, attribution));
    return { validators, report, attribution, notices, files };
  } finally {
    await opened?.source.close();
  }
}

async function simulate(
  options: SessionOptions,
  { source, challenges, note, recording }: SessionSource,
  keypairs: readonly Keypair[],
): Promise<{ report: SimulationReport; attribution: LossAttribution }> {
  const { clock, faults, seed } = options;
  const profile = recording?.profile ?? options.profile;
  const over = new AbortController();
  const ended = new AbortController();
  const signals = [over.signal, ...(options.signal ? [options.signal] : [])];
  const proxies = new Map<string, FaultProxy>();
  let recorder: TrafficRecorder | undefined;
  let begun = false;
  let startNs = clock.monotonicNs();
  try {
    const miners = await Promise.all(
      options.miners.map((miner) => withFaults(miner, faults, options, proxies)),
    );
    if (options.record !== undefined) {
      recorder = await createTrafficRecorder({
        ...{ path: options.record, profile, seed, validators: keypairs.length, images: 'value' },
        startedAt: new Date(clock.now()),
      });
    }
    /** It counts from the first challenge on: until then the first images are made. */
    const begin = (atMs: number): void => {
      begun = true;
      // The start of the run on the clock that the faults were noted by.
      startNs = clock.monotonicNs() - BigInt(Math.round(atMs * 1e6));
      if (options.durationS === null) return;
      clock.sleep(options.durationS * 1_000, ended.signal).then(
        () => over.abort(),
        () => {},
      );
    };
    const report = await runSimulation({
      ...{ miners, validators: keypairs, source, profile, challenges, seed, note, clock },
      ...{ pace: options.pace, organicShare: options.organicShare, rivals: options.rivals },
      signal: AbortSignal.any(signals),
      openDendrite: (keypair, validator) =>
        createDendrite({ keypair, clock: skewClock(clock, faults?.clockSkewS[validator] ?? 0) }),
      onChallenge(sent) {
        if (!begun) begin(sent.atMs);
        recorder?.onChallenge(sent);
      },
      onAnswer(answer) {
        recorder?.onAnswer(answer);
        options.onAnswer?.(answer);
      },
    });
    // What is still going on, an outage, is noted when it ends.
    await Promise.all([...proxies.values()].map((proxy) => proxy.close()));
    const attribution = attributeLosses({
      ...{ answers: report.answers, startNs },
      injected: new Map([...proxies].map(([name, proxy]) => [name, proxy.injected()])),
      skewed: new Set(keypairs.filter((_, index) => faults?.clockSkewS[index]).map(({ address }) => address)),
    });
    // That its time was over is what was asked for.
    const interrupted = options.signal?.aborted === true;
    return { report: { ...report, interrupted }, attribution };
  } finally {
    ended.abort();
    await Promise.all([...proxies.values()].map((proxy) => proxy.close()));
    await recorder?.close();
  }
}

/** The miner behind a proxy of its own, where the plan has anything to do on the way. */
async function withFaults(
  miner: SimulatedMiner,
  plan: FaultPlan | null,
  { clock, seed }: SessionOptions,
  proxies: Map<string, FaultProxy>,
): Promise<SimulatedMiner> {
  if (plan === null || plan.faults.length === 0) return miner;
  const { ip, port, hotkey } = miner.address;
  const proxy = await startFaultProxy({
    ...{ target: { host: ip.replace(/^\[(.*)\]$/, '$1'), port }, plan, clock },
    random: createRandom(`faults/${seed}/${miner.name}`),
  });
  proxies.set(miner.name, proxy);
  return { ...miner, address: { ...proxy.address, hotkey } };
}

async function writeReport(
  options: SessionOptions,
  report: SimulationReport,
  attribution: LossAttribution,
): Promise<string> {
  const { faults, pace, images, report: path = '' } = options;
  const targets = options.miners.map(({ name, address }) => `${name} at ${address.ip}:${address.port}`);
  const html = renderSimulationHtml(report, {
    faults: faults === null ? null : { plan: faults.name, attribution },
    run: [
      ['miners', targets.join(', ')],
      ['images', images.kind],
      ['pace', Object.values(pace).join(' ')],
      ['organic share', String(options.organicShare)],
      ['run on', new Date(options.clock.now()).toISOString()],
    ],
  });
  try {
    await writeFile(path, html);
  } catch (error) {
    throw sessionError('RC_SIMULATE_FILE_FAILED', { path, reason: (error as Error).message }, error);
  }
  return path;
}
