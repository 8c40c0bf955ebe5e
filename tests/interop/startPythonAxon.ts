import { z } from 'zod';
import type { AxonAddress } from '../../src/bittensor/dendrite/signRequest.ts';
import { pythonOf } from './pythonOf.ts';
import type { SdkRelease } from './sdkReleases.ts';
import { startPython } from './startPython.ts';

const axonSchema = z.object({ port: z.int(), hotkey: z.string(), version: z.int() });

export interface PythonAxon {
  /** On 127.0.0.1, as miner //Bob. */
  address: AxonAddress;
  /** Of the SDK, as its dendrites write it. */
  version: number;
  stop(): Promise<void>;
}

/** Starts an axon of the real SDK, never announced on a chain, whose miner does what the image says (serve_axon.py). */
export async function startPythonAxon(release: SdkRelease): Promise<PythonAxon> {
  const peer = await startPython(pythonOf(release.variable), 'serve_axon.py');
  const { port, hotkey, version } = axonSchema.parse(await peer.ask({}));
  return { address: { ip: '127.0.0.1', port, hotkey }, version, stop: () => peer.stop() };
}
