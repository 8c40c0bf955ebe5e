import type { Times } from './timeCalls.ts';
import { watchCore } from './watchCore.ts';

/** Something that is timed as a whole and yields one or more parts. */
export interface Task {
  readonly name: string;
  /** Share of the time that a round gives to a model. */
  readonly share: number;
  readonly run: (seconds: number) => Promise<Readonly<Record<string, Times>>>;
}

/** One part over all rounds. */
export interface PartResult {
  readonly name: string;
  readonly rounds: readonly Times[];
  /** Share of the core that others had in the worst round. */
  readonly others: number;
}

/** Runs the tasks in turn, every other round backwards, so that no side always follows the same one. */
export async function runRounds(
  tasks: readonly Task[],
  options: { seconds: number; rounds: number; core: number; log: (line: string) => void },
): Promise<readonly PartResult[]> {
  const parts = new Map<string, { name: string; rounds: Times[]; others: number }>();
  for (let round = 1; round <= options.rounds; round += 1) {
    options.log(`round ${round} of ${options.rounds}`);
    for (const task of round % 2 === 1 ? tasks : tasks.toReversed()) {
      const others = watchCore(options.core);
      const measured = await task.run(options.seconds * task.share);
      const share = others();
      for (const [part, times] of Object.entries(measured)) {
        const name = `${task.name} ${part}`.trim();
        const known = parts.get(name) ?? { name, rounds: [], others: 0 };
        known.rounds.push(times);
        known.others = Math.max(known.others, share);
        parts.set(name, known);
      }
    }
  }
  return [...parts.values()];
}
