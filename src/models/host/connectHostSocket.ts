import { connect } from 'node:net';
import { createFrameReader } from './createFrameReader.ts';
import { encodeFrame } from './encodeFrame.ts';
import { hostError } from './errors.ts';
import { type ClientMessage, type HostMessage, headerBytesLimit, hostMessageSchema } from './wireMessages.ts';

/** One connection to an inference process. */
export interface HostSocket {
  /** False while what was sent has not left yet. */
  readonly canTake: boolean;
  send(message: ClientMessage, image?: Uint8Array): void;
  close(): void;
}

export interface HostSocketEvents {
  readonly onMessage: (message: HostMessage) => void;
  /** It can take more again. */
  readonly onDrain: () => void;
  /** Called once; nothing comes afterwards. @param reason in words */
  readonly onClosed: (reason: string) => void;
}

/** So many bytes may wait in front of the socket: one large image, and small ones do not wait for each other. */
const waitingBytes = 2 ** 20;

/** Connects to the socket of `serveInference`. What is not a message of it ends the connection. */
export function connectHostSocket(path: string, events: HostSocketEvents): HostSocket {
  const socket = connect({ path });
  const reader = createFrameReader({ headerBytes: headerBytesLimit, attachmentBytes: 0 });
  let reason = 'the connection ended';

  socket.on('data', (chunk) => {
    try {
      for (const { header } of reader.push(chunk)) {
        const checked = hostMessageSchema.safeParse(header);
        if (!checked.success) {
          const [issue] = checked.error.issues;
          const problem = `${issue?.path.join('.')}: ${issue?.message}`;
          throw hostError('RC_INFERENCE_HOST_FRAME_INVALID', { reason: problem });
        }
        events.onMessage(checked.data);
      }
    } catch (error) {
      reason = error instanceof Error ? error.message : String(error);
      socket.destroy();
    }
  });
  socket.on('drain', events.onDrain);
  socket.on('error', (error) => {
    reason = error.message;
  });
  socket.on('close', () => events.onClosed(reason));

  return {
    get canTake() {
      return socket.writable && socket.writableLength <= waitingBytes;
    },
    send(message, image) {
      if (!socket.writable) return;
      socket.cork();
      for (const part of encodeFrame(message, image)) socket.write(part);
      socket.uncork();
    },
    close: () => socket.destroy(),
  };
}
