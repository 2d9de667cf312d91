import { z } from "zod";
import type { DeliveryLine } from "@/lib/modules/deliveries/types";
import type { WorkingHours } from "@/lib/modules/workspaces/types";
import { FIGURES, ROUTING_MODES, webAddress, workingHoursSchema } from "./types";

/** What is saved together, a page each. */
export const SETTINGS_PARTS = ["hours", "routing", "alerts", "nurture", "queue"] as const;
export type SettingsPart = (typeof SETTINGS_PARTS)[number];

/** Names what was on the screen when somebody began to change it. */
const version = z.string().min(1).max(64);

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

export const hoursInput = z.strictObject({
  version,
  timeZone: z.string().max(80).refine(isTimeZone, "Choose a time zone from the list."),
  workingHours: workingHoursSchema,
});
export type HoursInput = z.infer<typeof hoursInput>;

const MOST_TERRITORIES = 60;

/** How routing sees one person. Territories are compared without case. */
const routedPerson = z.strictObject({
  userId: z.uuid(),
  territories: z
    .array(z.string().trim().toLowerCase().min(1).max(80, "A territory has at most 80 characters."))
    .max(MOST_TERRITORIES, `At most ${MOST_TERRITORIES} territories a person.`)
    .transform((names) => [...new Set(names)].sort()),
  capacity: z
    .int("Write a whole number of leads, or nothing for no limit.")
    .min(1, "Write at least 1, or nothing for no limit.")
    .max(10_000, "Write at most 10,000, or nothing for no limit.")
    .nullable(),
  takesLeads: z.boolean(),
});
export type RoutedPerson = Readonly<Omit<z.infer<typeof routedPerson>, "territories">> & {
  readonly territories: readonly string[];
};

export const routingInput = z.strictObject({
  version,
  mode: z.enum(ROUTING_MODES, "Choose how leads are given."),
  byTerritory: z.boolean(),
  workingHoursOnly: z.boolean(),
  fallbackUserId: z.uuid().nullable(),
  people: z.array(routedPerson).max(500),
});
export type RoutingInput = z.infer<typeof routingInput>;

/** An address never comes back from the server: absent keeps the one there is, null takes it away. */
const addressChange = webAddress.nullable().optional();

export const alertsInput = z.strictObject({
  version,
  hot: z.boolean(),
  email: z.boolean(),
  coolingHours: FIGURES.coolingHours,
  slackUrl: addressChange,
  slackBands: z.boolean(),
  slackOverrides: z.boolean(),
});
export type AlertsInput = z.infer<typeof alertsInput>;

export const nurtureInput = z.strictObject({
  version,
  enabled: z.boolean(),
  afterDays: FIGURES.afterDays,
  webhookUrl: addressChange,
});
export type NurtureInput = z.infer<typeof nurtureInput>;

export const queueInput = z.strictObject({
  version,
  minutesPerCall: FIGURES.minutesPerCall,
  noAnswerMinutes: FIGURES.noAnswerMinutes,
  voicemailDays: FIGURES.voicemailDays,
  defaultDays: FIGURES.defaultDays,
});
export type QueueInput = z.infer<typeof queueInput>;

/** What a settings form gets back. */
export type SaveResult =
  | {
      readonly ok: true;
      readonly version: string;
      /** What else it brought about, in words; null where nothing. */
      readonly effect: string | null;
    }
  | {
      readonly ok: false;
      readonly code: "signed_out" | "forbidden" | "refused";
      readonly message: string;
    }
  /** By the path of the field, dots between: "workingHours.to", "people.0.capacity". */
  | {
      readonly ok: false;
      readonly code: "invalid";
      readonly message: string;
      readonly fields: Readonly<Record<string, string>>;
    }
  /** Somebody else saved meanwhile; `version` names theirs, and saving with it replaces theirs. */
  | {
      readonly ok: false;
      readonly code: "changed";
      readonly message: string;
      readonly version: string;
    };

/** Everything wrong with a form at once, each at its field. */
export function problemsOf(error: z.ZodError): SaveResult {
  const fields: Record<string, string> = {};
  for (const issue of error.issues) fields[issue.path.join(".")] ??= issue.message;
  const count = Object.keys(fields).length;
  return {
    ok: false,
    code: "invalid",
    message:
      count === 1
        ? "One field needs another value. Nothing was saved."
        : `${count} fields need another value. Nothing was saved.`,
    fields,
  };
}

/** A band that is to be called, for examples. */
export interface CalledBand {
  readonly name: string;
  readonly minutes: number;
}

export interface HoursPage {
  readonly version: string;
  readonly timeZone: string;
  readonly workingHours: WorkingHours;
  readonly timeZones: readonly string[];
  /** Best first; empty where no band promises a call. */
  readonly called: readonly CalledBand[];
  /** Epoch ms. */
  readonly now: number;
}

export interface QueuePage extends Omit<QueueInput, "version"> {
  readonly version: string;
}

/** Where leads come from, as routing compares it. */
export interface Place {
  /** Lower-cased. */
  readonly value: string;
  readonly label: string;
  readonly kind: "country" | "territory";
  readonly count: number;
}

/** A rep as routing sees them now. */
export interface RoutingPerson extends RoutedPerson {
  readonly name: string;
  /** Open leads that want something soon. */
  readonly load: number;
  /** Epoch ms; null: never given one. */
  readonly lastAssignedAt: number | null;
}

export interface RoutingPage extends Omit<RoutingInput, "version" | "people"> {
  readonly version: string;
  readonly people: readonly RoutingPerson[];
  /** Who may get what nobody else can take. */
  readonly workers: readonly { readonly userId: string; readonly name: string }[];
  readonly places: readonly Place[];
  /** Name of the best band. */
  readonly band: string;
  /** Epoch ms when routing goes on; null where people work now. */
  readonly opensAt: number | null;
  readonly timeZone: string;
}

/** The alerts' page. An address is only ever shown masked. */
export interface AlertsSettingsPage {
  readonly version: string;
  readonly hot: boolean;
  readonly email: boolean;
  readonly coolingHours: number;
  readonly slack: string | null;
  readonly slackBands: boolean;
  readonly slackOverrides: boolean;
  /** null: this installation sends no mail. */
  readonly mail: { readonly host: string; readonly from: string } | null;
  /** Where a test mail would go: to whoever asks. */
  readonly myEmail: string;
  readonly band: string;
  readonly deliveries: readonly DeliveryLine[];
}

export interface NurtureSettingsPage {
  readonly version: string;
  readonly enabled: boolean;
  readonly afterDays: number;
  readonly webhook: string | null;
  /** Name of the band whose leads are enrolled. */
  readonly band: string;
  readonly enrolled: number;
}
