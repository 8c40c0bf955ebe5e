/** Single calls of one part, milliseconds: by the clock, and of all threads of the process that ran it. */
export interface Times {
  readonly wall: number[];
  /** Hardly grows when others take the core in between. */
  readonly cpu: number[];
}

const now = () => {
  const wall = performance.now();
  const { user, system } = process.cpuUsage();
  return { wall, cpu: (user + system) / 1000 };
};

/**
 * Times calls of `work`, the first fifth of the time only to warm up.
 * @param work calls `mark` at the end of each of its parts
 * @param seconds how long, in all
 * @returns by part; three calls at least
 */
export async function timeCalls(
  work: (mark: (part: string) => void) => unknown,
  seconds: number,
): Promise<Readonly<Record<string, Times>>> {
  const parts: Record<string, Times> = {};
  const startMs = performance.now();
  const warmMs = startMs + seconds * 200;
  const endMs = startMs + seconds * 1000;
  for (let measured = 0; measured < 3 || performance.now() < endMs; ) {
    let last = now();
    const isWarm = last.wall >= warmMs;
    await work((part) => {
      const end = now();
      const times = parts[part] ?? { wall: [], cpu: [] };
      parts[part] = times;
      if (isWarm) {
        times.wall.push(end.wall - last.wall);
        times.cpu.push(end.cpu - last.cpu);
      }
      last = now();
    });
    if (isWarm) measured += 1;
  }
  return parts;
}
