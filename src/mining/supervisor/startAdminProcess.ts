import type { Clock } from '../../support/clock/Clock.ts';
import type { AdminSettings, FromAdmin, ToAdmin } from './adminProcess.ts';
import { type RunningProgram, startProgram } from './startProgram.ts';

/** What the admin process asks for. */
export type Wanted = Extract<FromAdmin, { kind: 'want' }>['what'];

/** Starts the admin process: metrics, health and status on the loopback. */
export function startAdminProcess(options: {
  readonly settings: AdminSettings;
  readonly clock: Clock;
  readonly want: (what: Wanted) => Promise<unknown>;
}): RunningProgram<ToAdmin> {
  const { settings, clock, want } = options;
  const admin = startProgram<ToAdmin, FromAdmin>({
    ...{ name: 'admin', program: new URL('./adminProcess.ts', import.meta.url), clock, fds: [settings.fd] },
    first: { kind: 'open', settings: { ...settings, fd: 4 } },
    onMessage(message) {
      if (message.kind !== 'want') return;
      const { id, what } = message;
      want(what).then(
        (value) => admin.tell({ kind: 'told', id, value }),
        // It waits for a while, and then says that nobody answers.
        () => {},
      );
    },
  });
  return admin;
}
