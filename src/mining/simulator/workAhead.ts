/**
 * Works on items before their results are asked for, and hands the results out in the order of the items.
 * @param nextItem asked again after each result, also when it gave none before
 * @param ahead how many items, at most, are in work or waiting beyond the one that is asked for; 0 or more. It bounds
 *   the memory that finished results take.
 * @throws what `work` threw, at the place of its item
 */
export async function* workAhead<Item, Result>(
  nextItem: () => Item | undefined,
  work: (item: Item) => Promise<Result>,
  ahead: number,
): AsyncGenerator<Result, void, undefined> {
  const begun: Promise<Result>[] = [];
  for (;;) {
    while (begun.length <= ahead) {
      const item = nextItem();
      if (item === undefined) break;
      const result = work(item);
      // Whoever comes to its place gets the error; a run that ends before never does.
      result.catch(() => {});
      begun.push(result);
    }
    const first = begun.shift();
    if (first === undefined) return;
    yield await first;
  }
}
