/** Resolves when the parent closes our stdin, also because it died: no server outlives the benchmark. */
export const untilStdinEnds = (): Promise<void> =>
  new Promise((resolve) => {
    process.stdin.once('end', resolve).once('close', resolve).resume();
  });
