import { z } from 'zod';
import type { AxonAddress } from '../../src/bittensor/dendrite/signRequest.ts';
import { pythonOf } from './pythonOf.ts';
import type { SdkRelease } from './sdkReleases.ts';
import { startPython } from './startPython.ts';

const identitySchema = z.object({
  hotkey: z.string(),
  uuid: z.string(),
  version: z.int(),
  external_ip: z.string(),
});
const replySchema = z.object({
  /** The fields of the synapse's own class, `image` left out. */
  values: z.record(z.string(), z.unknown()),
  status: z.int().nullable(),
  message: z.string().nullable(),
  is_success: z.boolean(),
  process_time: z.number().nullable(),
  axon: z.object({
    status_code: z.int().nullable(),
    status_message: z.string().nullable(),
    process_time: z.number().nullable(),
  }),
});

/** What the caller's Python code sees after a call. */
export type PythonReply = z.output<typeof replySchema>;

export interface PythonCall {
  /** Name under which the dendrite was opened. */
  dendrite: string;
  axon: AxonAddress;
  synapse?: 'Synapse' | 'ImageSynapse' | 'HashedSynapse';
  /** An object, or its JSON text where numbers must arrive exactly. */
  values?: Readonly<Record<string, unknown>> | string;
  /** Seconds. */
  timeout?: number;
}

export interface PythonDendrites {
  open(options: {
    dendrite: string;
    uri: string;
    /** Leaves the SDK's own session alone when absent. */
    session?: {
      local_address?: string;
      headers?: Readonly<Record<string, string>>;
      /** Arguments that aiohttp takes for one request, e.g. `{ chunked: true }`. */
      request?: Readonly<Record<string, unknown>>;
    };
  }): Promise<z.output<typeof identitySchema>>;
  call(call: PythonCall): Promise<PythonReply>;
  /** All calls leave at once; the next round follows when they are back. @returns replies by round */
  gather(rounds: number, calls: readonly PythonCall[]): Promise<PythonReply[][]>;
  stop(): Promise<void>;
}

/** Starts a Python process in which dendrites of the real SDK live. */
export async function startPythonDendrites(release: SdkRelease): Promise<PythonDendrites> {
  const peer = await startPython(pythonOf(release.variable), 'call_axon.py');
  return {
    open: async (options) => identitySchema.parse(await peer.ask({ do: 'open', ...options })),
    call: async (call) => replySchema.parse(await peer.ask({ do: 'call', ...call })),
    gather: async (rounds, calls) =>
      z.array(z.array(replySchema)).parse(await peer.ask({ do: 'gather', rounds, calls })),
    stop: () => peer.stop(),
  };
}
