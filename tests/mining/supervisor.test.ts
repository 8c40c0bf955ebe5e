import { readFile, writeFile } from 'node:fs/promises';
import { Agent } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { createDendrite, type Dendrite } from '../../src/bittensor/dendrite/createDendrite.ts';
import { imageSynapse } from '../../src/subnets/streetvision/imageSynapse.ts';
import { makePicture, toSharp } from '../support/pictures.ts';
import { findLeaks, plantedSecrets } from '../support/plantedSecrets.ts';
import { capture } from './capture.ts';
import { type MineStatus, type RunningMine, startMine } from './startMine.ts';

// One miner, as an operator starts it, through all that happens to miners.

let mine: RunningMine;
let image: string;
let dendrite: Dendrite;

const values = () => ({ testnet_label: -1n, image, prediction: -1 });
/** As a validator sees it: the probability, or why there is none. */
const ask = async (by: Dendrite = dendrite, timeout = 9): Promise<number | string> => {
  const address = { ip: '127.0.0.1', port: mine.port, hotkey: mine.hotkey };
  const reply = await by.call(address, { synapse: imageSynapse, values: values(), timeout });
  return reply.isSuccess
    ? reply.values.prediction
    : `${reply.dendrite.statusCode} ${reply.dendrite.statusMessage}`;
};
const isProbability = (answer: number | string): boolean => Number(answer) >= 0 && Number(answer) <= 1;
const isReplaced =
  (wanted: string, old: number) =>
  ({ processes }: MineStatus): boolean =>
    processes.some(({ name, pid, state }) => name === wanted && pid !== old && state === 'ready');
const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

beforeAll(async () => {
  image = (await toSharp(makePicture(320, 240)).jpeg().toBuffer()).toString('base64');
  mine = await startMine({
    // A replay is to be refused for what it is, however slow this machine.
    settings: { supervisor: { drainSeconds: 5 }, axon: { nonce: { allowedDeltaSeconds: 60 } } },
    env: { ROADCREW_ALERTS__WEBHOOK: `http://127.0.0.1:9/${plantedSecrets.bareKey}` },
  });
  dendrite = createDendrite({ keypair: mine.validator });
});
afterAll(async () => {
  dendrite?.close();
  await mine?.remove();
});

describe('roadcrew mine', () => {
  it('answers, and says so', async () => {
    expect(await ask()).toSatisfy(isProbability);
    expect((await mine.get('/health/ready')).status).toBe(200);
    expect((await mine.get('/health/live')).status).toBe(200);
    expect((await mine.get('/metrics')).body).toMatch(
      /^roadcrew_supervisor_process_up\{process="miner"\} 1$/m,
    );
    expect((await mine.get('/status', { origin: 'http://evil.example' })).status).toBe(403);
  });

  it('answers every request that was in flight when the miner was killed, on the connection it came by', async () => {
    const host = await mine.pidOf('inference');
    const killed = await mine.pidOf('miner');
    process.kill(host, 'SIGSTOP');
    const answers = Promise.all(Array.from({ length: 20 }, () => ask()));
    await mine.until(({ custody }) => custody.requests === 20);
    process.kill(killed, 'SIGKILL');
    await mine.until(isReplaced('miner', killed));
    process.kill(host, 'SIGCONT');
    expect(await answers).toSatisfy((all: (number | string)[]) => all.every(isProbability));
    await mine.until(({ custody }) => custody.requests === 0 && custody.bytes === 0);
    expect((await mine.get('/metrics')).body).toMatch(
      /^roadcrew_supervisor_custody_adopted_total\{process="supervisor"\} 20$/m,
    );
  });

  it('answers through the deaths of the model’s processes', async () => {
    const { inference } = await mine.status();
    process.kill(inference?.workers[0]?.pid ?? Number.NaN, 'SIGKILL');
    expect(await ask()).toSatisfy(isProbability);
    const killed = await mine.pidOf('inference');
    process.kill(killed, 'SIGKILL');
    expect(await ask()).toSatisfy(isProbability);
    expect(await mine.pidOf('inference')).not.toBe(killed);
  });

  it('loses nothing in an upgrade, and refuses replays on both sides of it', async () => {
    const old = await mine.pidOf('miner');
    const fresh = () => createDendrite({ keypair: mine.validator });
    const kept = fresh();
    let running = true;
    const answers: (number | string)[] = [];
    const keepAsking = async (): Promise<void> => {
      while (running) {
        const once = fresh();
        answers.push(...(await Promise.all([ask(kept), ask(once)])));
        once.close();
      }
    };
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const beforehand = capture(mine, image);
    const load = [keepAsking(), keepAsking()];
    const first = await beforehand.send();
    // Leaves a connection to the old miner open.
    await capture(mine, image).send(agent);
    process.kill(mine.pid, 'SIGUSR2');
    await mine.until(isReplaced('miner', old));
    const replayed = await beforehand.send();
    const afterwards = capture(mine, image);
    const second = await afterwards.send();
    const replayedOnOld = await afterwards.send(agent);
    running = false;
    await Promise.all(load);
    kept.close();
    agent.destroy();
    expect({ first, replayed, second, replayedOnOld }).toEqual({
      ...{ first: 'answered', replayed: 'RC_AXON_NONCE_REPLAYED' },
      ...{ second: 'answered', replayedOnOld: 'RC_AXON_NONCE_REPLAYED' },
    });
    expect(answers.length).toBeGreaterThan(4);
    expect(answers.filter((answer) => !isProbability(answer))).toEqual([]);
    await mine.until(({ leaving }) => leaving.length === 0);
    expect(alive(old)).toBe(false);
  });

  it('keeps the old settings while the file is bad, says which line, and takes a good one', async () => {
    const good = await readFile(mine.configFile, 'utf8');
    await writeFile(mine.configFile, `${good}nonsense:\n  here: 1\n`);
    process.kill(mine.pid, 'SIGHUP');
    const { alerts } = await mine.until(({ configuration }) => configuration.problem !== null);
    expect(alerts).toMatchObject([{ kind: 'configuration' }]);
    expect(mine.log()).toContain('roadcrew.yaml:');
    expect(await ask()).toSatisfy(isProbability);
    await writeFile(mine.configFile, good);
    process.kill(mine.pid, 'SIGHUP');
    await mine.until(
      ({ configuration, alerts: open }) => configuration.problem === null && open.length === 0,
    );
  });

  it('takes new limits while it runs, and names what has to wait', async () => {
    const good = await readFile(mine.configFile, 'utf8');
    const pid = await mine.pidOf('miner');
    const tight = { limits: { validator: { perMinute: 1, burst: 1 } }, rest: { concurrency: 3 } };
    await writeFile(mine.configFile, `${good}${stringify(tight)}`);
    process.kill(mine.pid, 'SIGHUP');
    await expect.poll(mine.log, { timeout: 10_000 }).toMatch(/rest\.concurrency.*from the next upgrade on/);
    const shortened = async (): Promise<string | undefined> =>
      /^roadcrew_miner_short_ways_total\{.*reason="rate"\} (\d+)$/m.exec(
        (await mine.get('/metrics')).body,
      )?.[1];
    await expect
      .poll(async () => [await ask(), await ask()].every(isProbability) && (await shortened()), {
        timeout: 10_000,
      })
      .toMatch(/^[1-9]/);
    expect(await mine.pidOf('miner')).toBe(pid);
    await writeFile(mine.configFile, good);
  });

  it('ends without leaving a process or a file, and has told no secret', async () => {
    const { processes, inference } = await mine.status();
    const pages = await Promise.all(['/metrics', '/status', '/health/ready'].map((path) => mine.get(path)));
    const pids = [...processes, ...(inference?.workers ?? [])].map(({ pid }) => pid ?? Number.NaN);
    expect(await mine.stop()).toBe(143);
    expect(pids.filter(alive)).toEqual([]);
    expect(await mine.leftovers()).toEqual([]);
    expect(findLeaks([mine.log(), ...pages.map(({ body }) => body)].join('\n'))).toEqual([]);
  });
});
