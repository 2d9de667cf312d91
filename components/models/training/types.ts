/** What a person decided about the findings, by signal key. */
export interface Choices {
  readonly leaveOut: ReadonlySet<string>;
  readonly keepSuspects: ReadonlySet<string>;
  /** With the reason. */
  readonly keepLeaks: ReadonlyMap<string, string>;
}

export const NO_CHOICES: Choices = { leaveOut: new Set(), keepSuspects: new Set(), keepLeaks: new Map() };

export type SuspectChoice = "open" | "out" | "keep";

export function choiceOf(choices: Choices, key: string): SuspectChoice {
  return choices.leaveOut.has(key) ? "out" : choices.keepSuspects.has(key) ? "keep" : "open";
}

export function withChoice(choices: Choices, key: string, choice: SuspectChoice): Choices {
  const leaveOut = new Set(choices.leaveOut);
  const keepSuspects = new Set(choices.keepSuspects);
  leaveOut.delete(key);
  keepSuspects.delete(key);
  if (choice === "out") leaveOut.add(key);
  if (choice === "keep") keepSuspects.add(key);
  return { ...choices, leaveOut, keepSuspects };
}
