import { type ListeningSocket, openListeningSocket } from './openListeningSocket.ts';
import type { InheritedSocket } from './readInheritedSockets.ts';

/** Where each port is to be opened. */
export type WantedSockets = Readonly<Record<string, { readonly host: string; readonly port: number } | null>>;

/**
 * Opens the ports of all processes, or takes those that a service manager opened, by their names; a single one without
 * a name is the first that is wanted.
 * @throws RC_AXON_PORT_IN_USE, RC_AXON_PORT_FORBIDDEN, RC_AXON_LISTEN_FAILED; then none stays open
 */
export async function openSupervisorSockets<Wanted extends WantedSockets>(
  wanted: Wanted,
  inherited: readonly InheritedSocket[],
): Promise<{
  readonly [Name in keyof Wanted]: null extends Wanted[Name] ? ListeningSocket | null : ListeningSocket;
}> {
  const [first = ''] = Object.keys(wanted);
  const fdOf = (name: string): number | undefined =>
    inherited.find((socket) => socket.name === name)?.fd ??
    (name === first && inherited.length === 1 ? inherited[0]?.fd : undefined);
  const opened: Record<string, ListeningSocket | null> = {};
  try {
    for (const [name, where] of Object.entries(wanted)) {
      const fd = where === null ? undefined : fdOf(name);
      opened[name] = where === null ? null : await openListeningSocket(fd === undefined ? where : { fd });
    }
  } catch (error) {
    for (const socket of Object.values(opened)) socket?.close();
    throw error;
  }
  return opened as Awaited<ReturnType<typeof openSupervisorSockets<Wanted>>>;
}
