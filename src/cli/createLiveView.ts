import { createStandings } from '../mining/simulator/report/createStandings.ts';
import { formatLiveTable } from '../mining/simulator/report/formatLiveTable.ts';
import type { SimulatedAnswer } from '../mining/simulator/SimulationReport.ts';
import type { Clock } from '../support/clock/Clock.ts';
import type { Output } from './command.ts';

/** A table on a terminal that is drawn over again as answers come. */
export interface LiveView {
  show(answer: SimulatedAnswer): void;
  /** Draws what is still due and leaves it there. */
  end(): void;
}

const shownAnswers = 10;
const usualWidth = 100;
/** Nobody reads faster, and slow terminals hold up what writes to them. */
const everyNs = 100_000_000n;

/** @param terminal that somebody watches */
export function createLiveView(terminal: Output, clock: Clock): LiveView {
  const standings = createStandings();
  const answers: SimulatedAnswer[] = [];
  let drawnLines = 0;
  let drawnNs: bigint | null = null;
  const draw = () => {
    const table = formatLiveTable({ answers, standings: standings.list() }, terminal.columns ?? usualWidth);
    const back = drawnLines === 0 ? '' : `\u001b[${drawnLines}A\r\u001b[0J`;
    terminal.write(`${back}${table}\n`);
    drawnLines = table.split('\n').length;
    drawnNs = clock.monotonicNs();
  };
  return {
    show(answer) {
      standings.record(answer);
      answers.push(answer);
      if (answers.length > shownAnswers) answers.shift();
      if (drawnNs === null || clock.monotonicNs() - drawnNs >= everyNs) draw();
    },
    end() {
      if (answers.length === 0) return;
      draw();
      terminal.write('\n');
    },
  };
}
