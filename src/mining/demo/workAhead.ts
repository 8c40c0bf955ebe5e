/**
 * Works on items before their results are asked for, and hands the results out in the order of the items.
 * @param ahead how many items, at most, are in work or waiting beyond the one that is asked for; 0 or more. It bounds
 *   the memory that finished results take.
 * @throws what `work` threw, at the place of its item
 */
export async function* workAhead<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
  ahead: number,
): AsyncGenerator<Result, void, undefined> {
  const begun: Promise<Result>[] = [];
  let next = 0;
  for (let index = 0; index < items.length; index += 1) {
    for (; next < items.length && next <= index + ahead; next += 1) {
      const result = work(items[next] as Item);
      // Whoever comes to its place gets the error; a run that ends before never does.
      result.catch(() => {});
      begun.push(result);
    }
    yield await (begun.shift() as Promise<Result>);
  }
}
