/** How many events wait in this process to be stored. */
let waiting = 0;

export const eventsWaiting = (): number => waiting;

/** Counts events while they wait. @returns to be called once they are stored, or refused */
export function countWaiting(events: number): () => void {
  waiting += events;
  return () => {
    waiting -= events;
  };
}
