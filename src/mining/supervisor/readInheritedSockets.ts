/** A socket that a service manager opened before this process began. */
export interface InheritedSocket {
  readonly fd: number;
  /** `FileDescriptorName=` of the socket unit; `unknown` without one. */
  readonly name: string;
}

/**
 * The sockets of systemd's socket activation (sd_listen_fds(3)): from file descriptor 3 on, when `LISTEN_PID` says
 * that they are meant for this process.
 */
export function readInheritedSockets(
  env: Readonly<Record<string, string | undefined>>,
  pid: number,
): InheritedSocket[] {
  const { LISTEN_PID, LISTEN_FDS, LISTEN_FDNAMES } = env;
  if (LISTEN_PID !== String(pid) || !/^\d{1,3}$/.test(LISTEN_FDS ?? '')) return [];
  const names = (LISTEN_FDNAMES ?? '').split(':');
  return Array.from({ length: Number(LISTEN_FDS) }, (_, index) => ({
    fd: 3 + index,
    name: names[index] || 'unknown',
  }));
}
