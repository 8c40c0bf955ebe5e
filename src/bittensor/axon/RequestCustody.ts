import type { Socket } from 'node:net';

/** A request as far as it was read, so that another process can go on with it. */
export interface HeldRequest {
  /**
   * Request line and headers as they came, in their order and case, with the empty line behind them. An `Expect` is
   * left out: it was answered.
   */
  readonly head: Buffer;
  /** Of the connection, as TCP and the PROXY protocol tell it. */
  readonly address: string;
  /** Nanoseconds since 1970 at which the headers were complete. */
  readonly receivedNs: bigint;
}

/**
 * Keeps a copy of every verified request until it is answered, outside of this process: if this one dies, the next
 * one can `adopt` them on the same connections, and no validator notices. None of these may throw or wait.
 */
export interface RequestCustody {
  /**
   * Called as soon as a request was let in: signature verified, nonce claimed. Only for requests that say their length.
   * @param id unique within this axon
   */
  admitted(id: number, socket: Socket, request: HeldRequest): void;
  /** A piece of the body, in the tick in which it was read. It must not be changed. */
  chunk(id: number, bytes: Uint8Array): void;
  /** The reply is about to be written, or nobody waits for one. */
  released(id: number): void;
}
