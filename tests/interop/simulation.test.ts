import { expect, it, onTestFinished } from 'vitest';
import { createAxon } from '../../src/bittensor/axon/createAxon.ts';
import { route } from '../../src/bittensor/axon/route.ts';
import { keypairFromUri } from '../../src/bittensor/keys/keypairFromUri.ts';
import { deadlineIn } from '../../src/detector/deadlineIn.ts';
import { openDetector } from '../../src/detector/openDetector.ts';
import { decodeBase64Image } from '../../src/imaging/decodeBase64Image.ts';
import { deriveValidatorKeys } from '../../src/mining/simulator/session/deriveValidatorKeys.ts';
import { runSession } from '../../src/mining/simulator/session/runSession.ts';
import { imageSynapse } from '../../src/subnets/streetvision/imageSynapse.ts';
import { systemClock } from '../../src/support/clock/systemClock.ts';
import { systemRandom } from '../../src/support/random/systemRandom.ts';
import { sdkReleases } from './sdkReleases.ts';
import { startPythonAxon } from './startPythonAxon.ts';

const seed = 'interop simulation';
const challenges = 8;

it.each(sdkReleases)(
  'asks our miner and one of SDK $name side by side',
  { timeout: 120_000 },
  async (release) => {
    const python = await startPythonAxon(release);
    onTestFinished(() => python.stop());
    const detector = await openDetector({ clock: systemClock });
    onTestFinished(() => detector.close());
    const permitted = new Set(deriveValidatorKeys(seed, 2).map(({ address }) => address));
    const hotkey = keypairFromUri('//Charlie').address;
    const axon = createAxon({
      hotkey,
      clock: systemClock,
      policy: { permit: (caller) => (permitted.has(caller) ? 'yes' : 'no') },
      routes: [
        route(imageSynapse, async ({ image }, { signal }) => {
          const deadline = deadlineIn(8_000, systemClock);
          const { probability } = await detector.detect(decodeBase64Image(image), deadline, signal);
          return { prediction: probability };
        }),
      ],
      config: { host: '127.0.0.1', port: 0 },
    });
    const { port } = await axon.listen();
    onTestFinished(() => axon.close(0));

    const { report, attribution } = await runSession({
      miners: [
        { name: 'ours', uid: 1, address: { ip: '127.0.0.1', port, hotkey } },
        { name: 'official Python', uid: 2, address: python.address },
      ],
      ...{
        images: { kind: 'rendered' },
        profile: 'january-2026',
        challenges,
        durationS: null,
        validators: 2,
      },
      ...{ pace: { kind: 'none' }, organicShare: 0, seed, rivals: [], faults: null, publicTargets: false },
      ...{ clock: systemClock, random: systemRandom },
    });
    expect(attribution?.unexplained).toEqual([]);
    expect(report?.miners.map(({ miner, answered }) => [miner, answered]).sort()).toEqual([
      ['official Python', challenges],
      ['ours', challenges],
    ]);
    const answersOf = (miner: string) => report?.answers.filter((answer) => answer.miner === miner) ?? [];
    // The Python miner behind tests/interop/python/serve_axon.py says the same to everything.
    expect(new Set(answersOf('official Python').map(({ prediction }) => prediction))).toEqual(
      new Set([0.875]),
    );
    expect(new Set(answersOf('ours').map(({ prediction }) => prediction)).size).toBeGreaterThan(1);
  },
);
