import type { Output } from './command.ts';

/** Text on a terminal that is drawn again in place. */
export interface LiveView {
  /** Width of the terminal, characters; longer lines would wrap and leave traces. */
  readonly width: number;
  /** Replaces what was shown before. @param text without a newline at the end */
  show(text: string): void;
  /** Leaves what was shown last where it is. */
  end(): void;
}

const defaultWidth = 80;
const control = '\u001b[';

/** @param output a terminal */
export function createLiveView(output: Output): LiveView {
  let lines = 0;
  return {
    get width() {
      return output.columns ?? defaultWidth;
    },
    show(text) {
      // To the first line of the last text, then clear from there to the end of the screen.
      const back = lines === 0 ? '' : `\r${lines > 1 ? `${control}${lines - 1}A` : ''}${control}J`;
      output.write(`${back}${text}`);
      lines = text.split('\n').length;
    },
    end() {
      if (lines > 0) output.write('\n');
      lines = 0;
    },
  };
}
