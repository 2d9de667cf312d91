"use client";
import type { OutcomeDefinition, PredictionMoment } from "@/lib/core/outcomes/types";
import { saveOutcomeAction } from "@/lib/modules/outcomes/actions";
import type { OutcomePage } from "@/lib/modules/outcomes/types";
import { capital } from "@/lib/present/format";
import { momentSentence, outcomeSentence } from "@/lib/present/outcome-words";
import { choiceOf, type MomentChoice } from "../models/training/moment-choice";
import { MomentFields } from "../models/training/moment-fields";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { RadioGroup } from "../ui/radio-group";
import { Select } from "../ui/select";
import { OutcomePreviewAside } from "./outcome-preview";
import { SettingsPage, SettingsSection } from "./settings-page";
import { useSettingsForm, wholeNumber } from "./use-settings-form";

const ANCHORS: readonly { value: OutcomeDefinition["anchor"]; label: string }[] = [
  { value: "lead_created", label: "The lead is created" },
  { value: "first_touch", label: "First touch" },
  { value: "prediction_moment", label: "The moment of scoring" },
];

interface Typed {
  readonly mode: "follow" | "set";
  readonly outcome: OutcomeDefinition;
  readonly windowDays: string;
  readonly moment: MomentChoice;
}

/** What the workspace predicts and when leads are looked at, with what that means on the leads there are. */
export function OutcomeForm({ page }: { page: OutcomePage }) {
  const shown = page.set ?? page.followed;
  // A model may have been taught on one calendar day; a workspace cannot: it would be past for ever.
  const start: PredictionMoment =
    shown.moment.kind === "calendar" ? { kind: "created_plus", hours: 24 } : shown.moment;
  const form = useSettingsForm<Typed, { predicted: unknown }>({
    stored: {
      mode: page.set ? "set" : "follow",
      outcome: shown.outcome,
      windowDays: String(shown.outcome.windowDays ?? ""),
      moment: choiceOf(page.isDated ? start : { kind: "as_imported" }, page.eventTypes),
    },
    version: page.version,
    toWish: (typed) => ({ predicted: predictedOf(typed) }),
    save: saveOutcomeAction,
    savedText: "Outcome saved",
  });
  const { value, set } = form;
  const errors = Object.fromEntries(
    Object.entries(form.errors).map(([path, message]) => [path.replace(/^predicted\./, ""), message]),
  );
  const isImported = value.moment.kind === "as_imported";
  const follows = value.mode === "follow";
  return (
    <SettingsPage
      title="Outcome"
      claim="What a score foretells, and the moment a lead is looked at. Training, backtests and the ledger of overrides count by it; models in use keep what they were taught."
      form={form}
    >
      <div className="mt-6 grid gap-x-12 gap-y-6 border-t border-line pt-6 xl:grid-cols-[minmax(0,560px)_minmax(0,1fr)]">
        <div>
          <RadioGroup<Typed["mode"]>
            label="Who decides"
            value={value.mode}
            onValueChange={(mode) => set({ mode })}
            options={[
              {
                value: "follow",
                label:
                  page.followedBecause === "model"
                    ? "What the model in use was taught"
                    : "The outcome most recorded",
                hint: `${capital(outcomeSentence(page.followed.outcome))}, looked at ${momentSentence(page.followed.moment)}`,
              },
              { value: "set", label: "What is set here", hint: "Holds whichever version is in use" },
            ]}
          />
          {follows ? null : (
            <>
              <SettingsSection title="What to predict">
                <RadioGroup
                  label="Outcome"
                  className="mt-3"
                  value={value.outcome.outcome}
                  onValueChange={(key) => {
                    const { settings } = page.offered.find((each) => each.settings.outcome === key)!;
                    set({ outcome: settings, windowDays: String(settings.windowDays ?? "") });
                  }}
                  options={page.offered.map(({ settings, hint }) => ({
                    value: settings.outcome,
                    label: capital(settings.outcome.replaceAll("_", " ")),
                    hint,
                  }))}
                />
                <div className="mt-5 grid gap-4 md:grid-cols-3">
                  <Field
                    label="Called"
                    hint="As sentences name it"
                    error={errors["outcome.name"]}
                    className="md:col-span-3"
                  >
                    <Input
                      value={value.outcome.name}
                      maxLength={80}
                      className="max-w-80"
                      onChange={(event) => set({ outcome: { ...value.outcome, name: event.target.value } })}
                    />
                  </Field>
                  {isImported ? null : (
                    <>
                      <Field
                        label="Within days"
                        hint="Empty: whenever it was decided"
                        error={errors["outcome.windowDays"]}
                      >
                        <Input
                          inputMode="numeric"
                          value={value.windowDays}
                          onChange={(event) => set({ windowDays: event.target.value })}
                        />
                      </Field>
                      <Field label="Counted from">
                        <Select
                          size="md"
                          value={value.outcome.anchor}
                          options={ANCHORS}
                          onValueChange={(anchor) =>
                            set({
                              outcome: {
                                ...value.outcome,
                                anchor: ANCHORS.find((each) => each.value === anchor)!.value,
                              },
                            })
                          }
                        />
                      </Field>
                    </>
                  )}
                </div>
              </SettingsSection>
              <SettingsSection title="Looked at when" claim="Signals as of this moment, never later.">
                <MomentFields
                  value={value.moment}
                  onChange={(moment) => set({ moment })}
                  data={page}
                  calendar={false}
                  errors={{ hours: errors["moment.hours"], count: errors["moment.count"] }}
                />
              </SettingsSection>
            </>
          )}
        </div>
        <OutcomePreviewAside predicted={predictedOf(value)} isFollowed={follows} />
      </div>
    </SettingsPage>
  );
}

/** As it is sent: figures that are none become null, and the server says what they should be. */
function predictedOf({ mode, outcome, windowDays, moment }: Typed) {
  if (mode === "follow") return null;
  const days = windowDays.trim() === "" ? null : (wholeNumber(windowDays) ?? -1);
  return { outcome: { ...outcome, windowDays: days }, moment: wishedMoment(moment) };
}

function wishedMoment({ kind, hours, types, count }: MomentChoice) {
  switch (kind) {
    case "created":
      return { kind: "created_plus" as const, hours: 0 };
    case "day":
      return { kind: "created_plus" as const, hours: 24 };
    case "hours":
      return { kind: "created_plus" as const, hours: Number.isFinite(hours) ? hours : null };
    case "behaviour":
      return { kind, types, count: Number.isFinite(count) ? count : null };
    case "first_session_end":
      return { kind };
    default:
      return { kind: "as_imported" as const };
  }
}
