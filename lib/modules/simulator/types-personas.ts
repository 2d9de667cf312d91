/** Leads made up to try a scorer on; what each did is in personas.ts. */
export const PERSONAS = [
  { id: "student", name: "Curious student", detail: "Reads docs and guides for a thesis, buys nothing" },
  { id: "director", name: "Busy director", detail: "Decides, looked at pricing twice, has no time" },
  { id: "trial", name: "Trial explorer", detail: "A manager five days into a trial" },
  { id: "faded", name: "Faded interest", detail: "A VP who asked for a demo ten weeks ago, then went quiet" },
] as const;

export type PersonaId = (typeof PERSONAS)[number]["id"];

export const isPersonaId = (text: string): text is PersonaId => PERSONAS.some(({ id }) => id === text);
