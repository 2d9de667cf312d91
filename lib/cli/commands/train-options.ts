import { outcomeOf as recordedOutcome } from "@/lib/core/outcomes/presets";
import type { OutcomeDefinition, PredictionMoment } from "@/lib/core/outcomes/types";
import { slugOf } from "@/lib/core/signals/own-signals";
import type { SignalDefinition } from "@/lib/core/signals/types";
import type { WorkspaceOutcome } from "@/lib/modules/outcomes/types";
import { type TrainingSettings, trainingSettingsSchema } from "@/lib/modules/training/types";
import { UsageError } from "./import-options";

export interface TrainOptions {
  readonly moment?: string;
  readonly window?: string;
  readonly order?: string;
  readonly "leave-out"?: string;
  readonly outcome?: string;
  readonly anchor?: string;
  readonly seed?: string;
}

export interface TrainDefaults {
  /** Outcome kinds the workspace has recorded, the commonest first. */
  readonly outcomes: readonly string[];
  /** What the workspace predicts, and from when. */
  readonly predicted: WorkspaceOutcome;
  readonly definitions: readonly SignalDefinition[];
}

/** What the call asks for, with what the workspace's data suggests where it says nothing. */
export function settingsFromOptions(options: TrainOptions, defaults: TrainDefaults): TrainingSettings {
  const moment = momentOf(options.moment, defaults.predicted.moment);
  return trainingSettingsSchema.parse({
    outcome: outcomeOf(options, defaults, moment),
    moment,
    order: orderOf(options.order),
    leaveOut: keysOf(options["leave-out"], defaults.definitions),
    ...(options.seed === undefined ? {} : { seed: wholeNumber("--seed", options.seed) }),
  });
}

function outcomeOf(
  { outcome, anchor, window }: TrainOptions,
  { outcomes, predicted }: TrainDefaults,
  moment: PredictionMoment,
): OutcomeDefinition {
  const chosen = predicted.source === "default" ? null : predicted.outcome;
  const kind = outcome ?? chosen?.outcome ?? outcomes[0];
  if (kind === undefined)
    throw new UsageError(
      "No outcome is known in this workspace. Import a file with one: --outcome COL=VALUE.",
    );
  if (!outcomes.includes(kind))
    throw new UsageError(`No outcome "${kind}" is known here. Known: ${outcomes.join(", ") || "none"}.`);
  const base = chosen?.outcome === kind ? chosen : recordedOutcome(kind);
  const anchors = {
    created: "lead_created",
    first_touch: "first_touch",
    moment: "prediction_moment",
  } as const;
  if (anchor !== undefined && !(anchor in anchors))
    throw new UsageError(`--anchor is created, first_touch or moment, not "${anchor}".`);
  const windowDays =
    window === undefined ? (moment.kind === "as_imported" ? null : base.windowDays) : daysOf(window);
  return {
    ...base,
    windowDays,
    ...(anchor === undefined ? {} : { anchor: anchors[anchor as keyof typeof anchors] }),
  };
}

/** "90d" or "90"; "none" for whenever it was decided. */
function daysOf(text: string): number | null {
  if (text === "none") return null;
  const days = /^(\d+)d?$/.exec(text)?.[1];
  if (days === undefined || Number(days) < 1)
    throw new UsageError(`--window is days such as 90d, or none, not "${text}".`);
  return Number(days);
}

/** "created+24h", "created+7d", "created", "first-session", "imported", "2026-01-31". */
export function momentOf(text: string | undefined, usual: PredictionMoment): PredictionMoment {
  if (text === undefined) return usual;
  if (text === "created") return { kind: "created_plus", hours: 0 };
  if (text === "first-session") return { kind: "first_session_end" };
  if (text === "imported") return { kind: "as_imported" };
  const [, count, unit] = /^created\+(\d+)([hd])$/.exec(text) ?? [];
  if (count !== undefined) return { kind: "created_plus", hours: Number(count) * (unit === "d" ? 24 : 1) };
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (Number.isFinite(at)) return { kind: "calendar", at };
  throw new UsageError(
    `--moment is created+24h, created+7d, created, first-session, imported or a day such as 2026-01-31, not "${text}".`,
  );
}

function orderOf(text: string | undefined): TrainingSettings["order"] {
  if (text === undefined) return "auto";
  if (text === "time" || text === "rows" || text === "none") return text;
  throw new UsageError(`--order is time, rows or none, not "${text}".`);
}

/** Columns by the name of the file, the label on screens, or the signal's key; an unknown one is an error. */
export function keysOf(text: string | undefined, definitions: readonly SignalDefinition[]): string[] {
  const names = (text ?? "")
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
  return names.flatMap((name) => {
    const slug = slugOf(name);
    const found = definitions.filter(
      ({ key, label, source }) =>
        key === name ||
        slugOf(label) === slug ||
        key === slug ||
        (source.kind === "attribute" && slugOf(source.attribute) === slug),
    );
    if (found.length === 0) throw new UsageError(`There is no signal or column "${name}" in this workspace.`);
    return found.map(({ key }) => key);
  });
}

export function wholeNumber(option: string, text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new UsageError(`${option} is a whole number, not "${text}".`);
  return Number(text);
}
