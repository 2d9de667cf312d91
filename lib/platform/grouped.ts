/**
 * Group commit: while one piece of work is under way, what is asked meanwhile waits and goes together in the next. So a
 * thousand requests of one moment cost a round trip or two, and a single one waits for nobody.
 *
 * @param work gets the items of one group, at most `most`, and answers one result each, in their order
 * @param lanes how many groups may be under way at once; 1 keeps the order between groups
 * @returns asks for one item; rejects where the work of its group failed
 */
export function grouped<Item, Result>(
  work: (items: readonly Item[]) => Promise<readonly Result[]>,
  { most = 500, lanes = 1 }: { readonly most?: number; readonly lanes?: number } = {},
): (item: Item) => Promise<Result> {
  interface Waiting {
    readonly item: Item;
    readonly resolve: (result: Result) => void;
    readonly reject: (error: unknown) => void;
  }
  let waiting: Waiting[] = [];
  let underWay = 0;
  let isPlanned = false;

  function begin(): void {
    isPlanned = false;
    while (waiting.length > 0 && underWay < lanes) {
      const group = waiting.length <= most ? waiting : waiting.slice(0, most);
      waiting = waiting.length <= most ? [] : waiting.slice(most);
      underWay += 1;
      void run(group);
    }
  }

  async function run(group: readonly Waiting[]): Promise<void> {
    try {
      const results = await work(group.map(({ item }) => item));
      if (results.length !== group.length) throw new Error("grouped: one result an item");
      for (const [at, { resolve }] of group.entries()) resolve(results[at]!);
    } catch (error) {
      for (const { reject } of group) reject(error);
    } finally {
      underWay -= 1;
      begin();
    }
  }

  return (item) =>
    new Promise<Result>((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (isPlanned || underWay >= lanes) return;
      // Whatever else this turn of the loop brings goes along.
      isPlanned = true;
      setImmediate(begin);
    });
}
