import { expect, onTestFinished } from 'vitest';
import { createAxon } from '../../src/bittensor/axon/createAxon.ts';
import { route } from '../../src/bittensor/axon/route.ts';
import { keypairFromSeed } from '../../src/bittensor/keys/keypairFromSeed.ts';
import type { SimulatedMiner } from '../../src/mining/simulator/SimulationOptions.ts';
import { imageSynapse } from '../../src/subnets/streetvision/imageSynapse.ts';

/**
 * A miner on the loopback that lets everybody in; it ends with the test.
 * @param byte makes its key, its name and its uid
 * @param answer gets the first byte of the image and the number of the call, from 0
 */
export async function startAnsweringMiner(
  byte: number,
  answer: (firstByte: number, count: number) => number | Promise<number>,
): Promise<SimulatedMiner> {
  const { address: hotkey } = keypairFromSeed(new Uint8Array(32).fill(byte));
  let count = 0;
  const axon = createAxon({
    hotkey,
    policy: { permit: () => 'yes' },
    routes: [
      route(imageSynapse, async ({ image, testnet_label }) => {
        expect(testnet_label).toBe(-1n);
        count += 1;
        return { prediction: await answer(Buffer.from(image, 'base64')[0] ?? 0, count - 1) };
      }),
    ],
    config: { host: '127.0.0.1', port: 0 },
  });
  const { port } = await axon.listen();
  onTestFinished(() => axon.close(0));
  return { name: `miner ${byte}`, uid: byte, address: { ip: '127.0.0.1', port, hotkey } };
}
