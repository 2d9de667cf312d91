import { z } from "zod";
import type { CompiledSignals } from "@/lib/core/signals/compile";
import type { SignalValue } from "@/lib/core/signals/types";
import { canBe } from "@/lib/core/simulation/controls";
import { type Edits, MOST_QUIET_DAYS } from "@/lib/core/simulation/types";
import { isPersonaId, type PersonaId } from "./types-personas";

/** The whole state of the simulator, as its address keeps it. */
export interface SimulatorState {
  readonly start: StartRef;
  /** The version that scores; null: the one in use. */
  readonly scorer: string | null;
  /** What is tried beside the start as it is; C is there once it was added. */
  readonly b: VariantState;
  readonly c: VariantState | null;
  /** The variant that the controls set. */
  readonly on: VariantName;
  /** The signal whose curve is drawn; null: none was touched yet. */
  readonly signal: string | null;
  /** The saved what-if that this began as. */
  readonly saved: string | null;
}

export type VariantName = "b" | "c";

export type StartRef =
  | { readonly kind: "blank" }
  | { readonly kind: "persona"; readonly id: PersonaId }
  | { readonly kind: "lead"; readonly id: string };

export interface VariantState {
  /** Values as text, by signal: what they mean is read once the signals are known. */
  readonly edits: Readonly<Record<string, string>>;
  readonly quietDays: number;
  /** Another version than the state's; null: the same. */
  readonly scorer: string | null;
}

export const UNCHANGED: VariantState = { edits: {}, quietDays: 0, scorer: null };

export const EMPTY_STATE: SimulatorState = {
  start: { kind: "blank" },
  scorer: null,
  b: UNCHANGED,
  c: null,
  on: "b",
  signal: null,
  saved: null,
};

/** What of an address could not be read: it counts as absent, and the page says so. */
export type QueryProblem = "lead" | "persona" | "scorer" | "edit" | "quiet" | "signal";

export interface ParsedQuery {
  readonly state: SimulatorState;
  readonly problems: readonly QueryProblem[];
}

const MOST_EDITS = 60;
const MOST_TEXT = 200;
const SIGNAL_KEY = /^[a-z0-9_]{1,80}$/;

type RawParams = Readonly<Record<string, string | string[] | undefined>>;

/** Reads an address; whatever does not hold is left out and named. Parameters of others are none of its business. */
export function parseSimulatorQuery(params: RawParams | URLSearchParams): ParsedQuery {
  const problems = new Set<QueryProblem>();
  const entries =
    params instanceof URLSearchParams
      ? [...params]
      : Object.entries(params).flatMap(([key, raw]) =>
          raw === undefined ? [] : [[key, typeof raw === "string" ? raw : (raw[0] ?? "")] as const],
        );
  const given = new Map<string, string>(entries.map(([key, value]) => [key, value] as const));
  const uuid = (name: string, problem: QueryProblem): string | null => {
    const text = given.get(name);
    if (text === undefined) return null;
    const id = z.uuid().safeParse(text).data ?? null;
    if (id === null) problems.add(problem);
    return id;
  };
  const variant = (name: VariantName): VariantState => {
    const edits: Record<string, string> = {};
    for (const [key, value] of given) {
      if (!key.startsWith(`${name}.`)) continue;
      const signal = key.slice(name.length + 1);
      const fits = SIGNAL_KEY.test(signal) && value.length > 0 && value.length <= MOST_TEXT;
      if (!fits || Object.keys(edits).length >= MOST_EDITS || hasControls(value)) problems.add("edit");
      else edits[signal] = value;
    }
    const quiet = given.get(`${name}-quiet`);
    const days = quiet !== undefined && /^\d{1,3}$/.test(quiet) ? Number(quiet) : 0;
    if (quiet !== undefined && (!/^\d{1,3}$/.test(quiet) || days > MOST_QUIET_DAYS)) problems.add("quiet");
    return {
      edits,
      quietDays: days > MOST_QUIET_DAYS ? 0 : days,
      scorer: uuid(`${name}-scorer`, "scorer"),
    };
  };
  const lead = uuid("lead", "lead");
  const persona = given.get("persona");
  if (persona !== undefined && !isPersonaId(persona)) problems.add("persona");
  const c = given.get("c") === "1" ? variant("c") : null;
  const signal = given.get("signal");
  if (signal !== undefined && !SIGNAL_KEY.test(signal)) problems.add("signal");
  const start: StartRef =
    lead !== null
      ? { kind: "lead", id: lead }
      : persona !== undefined && isPersonaId(persona)
        ? { kind: "persona", id: persona }
        : { kind: "blank" };
  const state: SimulatorState = {
    start,
    scorer: uuid("scorer", "scorer"),
    b: { ...variant("b"), scorer: null },
    c,
    on: c !== null && given.get("on") === "c" ? "c" : "b",
    signal: signal !== undefined && SIGNAL_KEY.test(signal) ? signal : null,
    saved: z.uuid().safeParse(given.get("saved")).data ?? null,
  };
  return { state, problems: [...problems] };
}

/** Characters that print nothing have no place in a value. */
const hasControls = (text: string): boolean => /[\p{Cc}\p{Cs}]/u.test(text);

/** The one way a state is written, without "?". */
export function simulatorQuery(state: SimulatorState): string {
  const params = new URLSearchParams();
  if (state.start.kind === "lead") params.set("lead", state.start.id);
  if (state.start.kind === "persona") params.set("persona", state.start.id);
  if (state.scorer !== null) params.set("scorer", state.scorer);
  const write = (name: VariantName, { edits, quietDays, scorer }: VariantState) => {
    if (scorer !== null) params.set(`${name}-scorer`, scorer);
    for (const key of Object.keys(edits).sort()) params.set(`${name}.${key}`, edits[key]!);
    if (quietDays > 0) params.set(`${name}-quiet`, String(quietDays));
  };
  write("b", state.b);
  if (state.c !== null) {
    params.set("c", "1");
    write("c", state.c);
  }
  if (state.on === "c") params.set("on", "c");
  if (state.signal !== null) params.set("signal", state.signal);
  if (state.saved !== null) params.set("saved", state.saved);
  return params.toString();
}

export function simulatorHref(state: Partial<SimulatorState> = {}): string {
  const query = simulatorQuery({ ...EMPTY_STATE, ...state });
  return query ? `/simulator?${query}` : "/simulator";
}

const UNKNOWN = "~";

/** A value as an address keeps it: "3", "yes", "director", "~" for unknown. */
export function valueText(value: SignalValue): string {
  if (value === null) return UNKNOWN;
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "number") return String(value);
  return value.startsWith(UNKNOWN) ? UNKNOWN + value : value;
}

export interface ReadEdits {
  readonly edits: Edits;
  /** Signals that these definitions do not have, or that cannot be what the address says. */
  readonly dropped: readonly string[];
}

/** The values that texts stand for, by the types of their signals. */
export function readEdits(compiled: CompiledSignals, texts: VariantState["edits"]): ReadEdits {
  const edits: Record<string, SignalValue> = {};
  const dropped: string[] = [];
  for (const [key, text] of Object.entries(texts)) {
    const definition = compiled.definitions[compiled.indexByKey.get(key) ?? -1];
    const value = definition === undefined ? undefined : typedValue(definition.type, text);
    if (definition === undefined || value === undefined || !canBe(definition, value)) dropped.push(key);
    else edits[key] = value;
  }
  return { edits, dropped };
}

function typedValue(type: "number" | "boolean" | "category", text: string): SignalValue | undefined {
  if (text === UNKNOWN) return null;
  if (type === "boolean") return text === "yes" ? true : text === "no" ? false : undefined;
  if (type === "category") return text.startsWith(UNKNOWN) ? text.slice(1) : text;
  return /^-?\d{1,15}(\.\d{1,15})?(e-?\d{1,2})?$/.test(text) ? Number(text) : undefined;
}

export const editTexts = (edits: Edits): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(edits).map(([key, value]) => [key, valueText(value)]));
