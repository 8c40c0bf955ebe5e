const numbers = /(?<![\w.:])\d+(?:\.\d+)?(?![\w:]|\.\d)/g;

/** Reasons that differ in their numbers alone. */
interface Group {
  /** One of them. */
  readonly example: string;
  /** Least and greatest of each number, as they were written. */
  readonly ranges: { least: string; greatest: string }[];
  count: number;
}

function describeGroup({ example, ranges }: Group): string {
  let index = 0;
  return example.replace(numbers, (same) => {
    const { least, greatest } = ranges[index++] ?? { least: same, greatest: same };
    return least === greatest ? same : `${least} to ${greatest}`;
  });
}

/**
 * Counts reasons, those that differ in a number alone as one: "The nonce is 60.01 s old" and "The nonce is 63.2 s
 * old" become "The nonce is 60.01 to 63.2 s old". Numbers within words, addresses and versions are left alone.
 * @returns reasons and their counts, the most frequent first
 */
export function groupReasons(reasons: Iterable<string>): Record<string, number> {
  const groups = new Map<string, Group>();
  for (const reason of reasons) {
    const found = reason.match(numbers) ?? [];
    const shape = reason.replace(numbers, '\0');
    const group: Group = groups.get(shape) ?? {
      example: reason,
      ranges: found.map((text) => ({ least: text, greatest: text })),
      count: 0,
    };
    groups.set(shape, group);
    group.count += 1;
    for (const [index, text] of found.entries()) {
      const range = group.ranges[index];
      if (range === undefined) continue;
      if (Number(text) < Number(range.least)) range.least = text;
      if (Number(text) > Number(range.greatest)) range.greatest = text;
    }
  }
  const counts = new Map<string, number>();
  for (const group of [...groups.values()].sort((a, b) => b.count - a.count)) {
    const text = describeGroup(group);
    // A stranger's reason may read like a range of others.
    counts.set(text, (counts.get(text) ?? 0) + group.count);
  }
  return Object.fromEntries(counts);
}
