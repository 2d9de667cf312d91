/** Where the tracker is served from. */
export const SERVED: string;
/** The tracker as browsers get it. */
export function minifiedTracker(): string;
