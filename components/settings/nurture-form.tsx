"use client";
import { saveNurtureAction } from "@/lib/modules/workflow/actions";
import type { NurtureSettingsPage } from "@/lib/modules/workflow/types-settings";
import { formatCount } from "@/lib/present/format";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { TextLink } from "../ui/text-link";
import { AddressField, addressWish } from "./address-field";
import { SettingsPage, SettingsSection, SwitchRow } from "./settings-page";
import { useSettingsForm, wholeNumber } from "./use-settings-form";

/** When a lead that stays silent is handed to the mail tool. */
export function NurtureForm({ page }: { page: NurtureSettingsPage }) {
  const form = useSettingsForm({
    stored: {
      enabled: page.enabled,
      afterDays: String(page.afterDays),
      webhookUrl: undefined as string | undefined,
    },
    version: page.version,
    toWish: ({ enabled, afterDays, webhookUrl }) => ({
      enabled,
      afterDays: wholeNumber(afterDays),
      webhookUrl: addressWish(webhookUrl),
    }),
    save: saveNurtureAction,
    savedText: "Nurture saved",
  });
  const { value, set, errors } = form;
  return (
    <SettingsPage
      title="Nurture"
      claim={`${page.band} leads that were called or written to and stay silent go on a list for the mail tool. They leave it when they reply, change band or are closed.`}
      form={form}
    >
      <div className="mt-6 grid gap-x-12 gap-y-6 border-t border-line pt-6 xl:grid-cols-[minmax(0,560px)_minmax(0,1fr)]">
        <div>
          <SwitchRow
            label="Enrol silent leads"
            hint="Off: nobody enters any more; who is on the list stays until they leave."
            checked={value.enabled}
            onChange={(enabled) => set({ enabled })}
          />
          <Field
            label="After so many days without a reply"
            hint="Counted from the last call or mail."
            error={errors.afterDays}
            className="mt-3"
          >
            <Input
              inputMode="numeric"
              autoComplete="off"
              value={value.afterDays}
              trailing="days"
              inputClassName="pr-12"
              className="max-w-40"
              onChange={(event) => set({ afterDays: event.target.value })}
            />
          </Field>
        </div>
        <section aria-label="On the list now" className="h-fit border-l-2 border-accent py-1 pl-4">
          <p className="text-20 font-semibold text-ink">
            {formatCount(page.enrolled, "lead")} in nurture now
          </p>
          <p className="mt-1 text-13">
            <TextLink href="/leads/nurture">Open the list</TextLink>
          </p>
        </section>
      </div>
      <SettingsSection
        title="Webhook"
        claim="Each lead that enters or leaves is posted as JSON: type, time, reason, and the lead with its address, score and band."
      >
        <div className="mt-4 max-w-[640px]">
          <AddressField
            label="Nurture webhook"
            hint="Whoever knows the address can post there, so it is never shown again."
            placeholder="https://mail.example.com/hooks/…"
            saved={page.webhook}
            value={value.webhookUrl}
            onChange={(webhookUrl) => set({ webhookUrl })}
            error={errors.webhookUrl}
            test="webhook"
          />
        </div>
      </SettingsSection>
    </SettingsPage>
  );
}
