"use client";
import { Plus, X } from "lucide-react";
import { saveCrmAction } from "@/lib/modules/crm/actions";
import {
  CRM_KINDS,
  CRMS,
  type CrmPage,
  EVERY_MINUTES,
  FIELD_WORDS,
  OUR_FIELDS,
  type OurField,
} from "@/lib/modules/crm/types";
import { Button } from "../../ui/button";
import { Field, FieldError } from "../../ui/field";
import { IconButton } from "../../ui/icon-button";
import { Input } from "../../ui/input";
import { SegmentedLinks } from "../../ui/segmented-links";
import { Select } from "../../ui/select";
import { SettingsPage, SettingsSection } from "../settings-page";
import { useSettingsForm } from "../use-settings-form";
import { AnyOther } from "./any-other";
import { CrmRuns } from "./crm-runs";
import { Disconnect } from "./disconnect";

const EVERY_WORDS: Readonly<Record<(typeof EVERY_MINUTES)[number], string>> = {
  5: "At most every 5 minutes",
  15: "At most every 15 minutes",
  60: "At most every hour",
  360: "At most every 6 hours",
  1440: "At most once a day",
};
const BY_HAND = "hand";

/** Where scores are written back to: access, what goes into which field, when; and what came of it. */
export function CrmForm({ page }: { page: CrmPage }) {
  const { kind } = page;
  const crm = CRMS[kind];
  const form = useSettingsForm({
    stored: { ...page.form, clientId: page.form.clientId ?? "", secret: "" },
    version: page.version,
    toWish: ({ secret, clientId, mapping, ...rest }) => ({
      ...rest,
      kind,
      clientId: rest.auth === "client" ? clientId : null,
      mapping: [...mapping],
      ...(secret.trim() === "" ? {} : { secret }),
    }),
    save: saveCrmAction,
    savedText: `${crm.name} saved`,
  });
  const { value, set, errors } = form;
  const isClient = value.auth === "client";
  const secretLabel = isClient ? "Consumer secret" : crm.tokenLabel;
  return (
    <SettingsPage
      title="CRM"
      claim="Scores, bands and reasons are written onto the records of your CRM, where people work. Records are found, never made."
      form={form}
    >
      <SegmentedLinks
        label="Which CRM"
        className="mt-4"
        items={CRM_KINDS.map((each) => ({
          href: `/settings/crm?kind=${each}`,
          label: CRMS[each].name,
          current: each === kind,
        }))}
      />
      <SettingsSection title="Access">
        <div className="mt-3 max-w-[560px] space-y-4">
          <Field
            label="Address"
            hint={kind === "salesforce" ? "Your My Domain: https://example.my.salesforce.com" : undefined}
            error={errors.baseUrl}
          >
            <Input
              type="url"
              autoComplete="off"
              spellCheck={false}
              placeholder={kind === "salesforce" ? "https://example.my.salesforce.com" : crm.baseUrl}
              value={value.baseUrl}
              onChange={(event) => set({ baseUrl: event.target.value })}
            />
          </Field>
          {crm.auths.length > 1 ? (
            <Field label="How access is had" error={errors.auth}>
              <Select
                size="md"
                options={[
                  { value: "client", label: "A connected app asks for it (client credentials)" },
                  { value: "token", label: "An access token" },
                ]}
                value={value.auth}
                onValueChange={(auth) => set({ auth: auth as "client" | "token" })}
              />
            </Field>
          ) : null}
          {isClient ? (
            <Field label="Consumer key" error={errors.clientId}>
              <Input
                autoComplete="off"
                spellCheck={false}
                value={value.clientId}
                onChange={(event) => set({ clientId: event.target.value })}
              />
            </Field>
          ) : null}
          <Field
            label={secretLabel}
            hint={
              page.secretShown
                ? `One is saved, ${page.secretShown}. It is never shown again; what you enter here replaces it.`
                : isClient
                  ? "Encrypted once it is saved, and never shown again."
                  : `${crm.tokenHint} Encrypted once it is saved, and never shown again.`
            }
            error={errors.secret}
          >
            <Input
              type="password"
              autoComplete="new-password"
              value={value.secret}
              onChange={(event) => set({ secret: event.target.value })}
            />
          </Field>
        </div>
      </SettingsSection>
      <SettingsSection
        title="Which record is which lead"
        claim="A lead is written where exactly one record has the same value. Nobody’s record is made or deleted."
      >
        <div className="mt-3 grid max-w-[760px] gap-4 md:grid-cols-3">
          {crm.objects.length > 1 ? (
            <Field label="Write to" error={errors.object}>
              <Select
                size="md"
                options={crm.objects.map((each) => ({ value: each, label: each }))}
                value={value.object}
                onValueChange={(object) => set({ object })}
              />
            </Field>
          ) : null}
          <Field label="Our value" error={errors.matchOurs}>
            <Select
              size="md"
              options={[
                { value: "email", label: "E-mail address" },
                { value: "external_id", label: "External id" },
              ]}
              value={value.matchOurs}
              onValueChange={(matchOurs) => set({ matchOurs: matchOurs as "email" | "external_id" })}
            />
          </Field>
          <Field label={`Their field in ${crm.name}`} error={errors.matchTheirs}>
            <Input
              autoComplete="off"
              spellCheck={false}
              className="font-mono"
              value={value.matchTheirs}
              onChange={(event) => set({ matchTheirs: event.target.value })}
            />
          </Field>
        </div>
      </SettingsSection>
      <SettingsSection
        title="What is written where"
        claim={`The API names of fields that exist in ${crm.name}. A trial says which do not.`}
      >
        <ul aria-label="Mapped fields" className="mt-3 max-w-[760px] space-y-3 md:space-y-2">
          {value.mapping.map((row, index) => (
            <MappedField
              // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place
              key={index}
              row={row}
              place={index + 1}
              error={errors[`mapping.${index}.theirs`] ?? errors[`mapping.${index}.ours`]}
              onChange={(change) =>
                set({
                  mapping: value.mapping.map((each, at) => (at === index ? { ...each, ...change } : each)),
                })
              }
              onRemove={() => set({ mapping: value.mapping.filter((_each, at) => at !== index) })}
            />
          ))}
        </ul>
        {errors.mapping ? <FieldError>{errors.mapping}</FieldError> : null}
        <Button
          className="mt-3"
          icon={<Plus aria-hidden="true" />}
          onClick={() =>
            set({
              mapping: [
                ...value.mapping,
                {
                  ours:
                    OUR_FIELDS.find((each) => !value.mapping.some(({ ours }) => ours === each)) ?? "score",
                  theirs: "",
                },
              ],
            })
          }
        >
          Map another field
        </Button>
      </SettingsSection>
      <SettingsSection
        title="When"
        claim="Leads whose values changed since they were written last, 200 at a time."
      >
        <Field label="Written by itself" error={errors.everyMinutes} className="mt-3 max-w-[360px]">
          <Select
            size="md"
            options={[
              { value: BY_HAND, label: "Not by itself" },
              ...EVERY_MINUTES.map((minutes) => ({ value: String(minutes), label: EVERY_WORDS[minutes] })),
            ]}
            value={value.everyMinutes === null ? BY_HAND : String(value.everyMinutes)}
            onValueChange={(every) => set({ everyMinutes: every === BY_HAND ? null : Number(every) })}
          />
        </Field>
      </SettingsSection>
      {page.secretShown === null ? null : <CrmRuns page={page} isChanged={form.isChanged} />}
      <AnyOther />
      {page.secretShown === null ? null : <Disconnect kind={kind} />}
    </SettingsPage>
  );
}

function MappedField({
  row,
  place,
  error,
  onChange,
  onRemove,
}: {
  row: CrmPage["form"]["mapping"][number];
  place: number;
  error: string | undefined;
  onChange: (change: Partial<{ ours: OurField; theirs: string }>) => void;
  onRemove: () => void;
}) {
  return (
    <li className="flex items-start gap-2">
      <div className="grid min-w-0 flex-1 gap-2 md:grid-cols-2">
        <Field label={`What is written, ${place}`} hideLabel>
          <Select
            size="md"
            options={OUR_FIELDS.map((each) => ({ value: each, label: FIELD_WORDS[each] }))}
            value={row.ours}
            onValueChange={(ours) => onChange({ ours: ours as OurField })}
          />
        </Field>
        <Field label={`Their field, ${place}`} hideLabel error={error}>
          <Input
            autoComplete="off"
            spellCheck={false}
            className="font-mono"
            value={row.theirs}
            onChange={(event) => onChange({ theirs: event.target.value })}
          />
        </Field>
      </div>
      <IconButton label={`Remove field ${place}`} icon={<X aria-hidden="true" />} onClick={onRemove} />
    </li>
  );
}
