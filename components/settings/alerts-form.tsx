"use client";
import { saveAlertsAction } from "@/lib/modules/workflow/actions";
import type { AlertsSettingsPage } from "@/lib/modules/workflow/types-settings";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { AddressField, addressWish } from "./address-field";
import { DeliveriesList } from "./deliveries-list";
import { SettingsPage, SettingsSection, SwitchRow } from "./settings-page";
import { TestButton } from "./test-button";
import { useSettingsForm, wholeNumber } from "./use-settings-form";

/** Who is told of a lead that turns hot, and by what. */
export function AlertsForm({ page }: { page: AlertsSettingsPage }) {
  const form = useSettingsForm({
    stored: {
      hot: page.hot,
      email: page.email,
      coolingHours: String(page.coolingHours),
      slackUrl: undefined as string | undefined,
      slackBands: page.slackBands,
      slackOverrides: page.slackOverrides,
    },
    version: page.version,
    toWish: ({ slackUrl, coolingHours, ...switches }) => ({
      ...switches,
      coolingHours: wholeNumber(coolingHours),
      slackUrl: addressWish(slackUrl),
    }),
    save: saveAlertsAction,
    savedText: "Alerts saved",
  });
  const { value, set, errors } = form;
  return (
    <SettingsPage
      title="Alerts"
      claim={`When a lead turns ${page.band}, its owner is told; while it is nobody’s, every rep who takes leads is.`}
      form={form}
    >
      <SettingsSection title="By what" className="[&>*]:max-w-[640px]">
        <div className="mt-2">
          <SwitchRow
            label="In the product"
            hint="At the bell, for the person alone."
            checked={value.hot}
            onChange={(hot) => set({ hot })}
          />
          <SwitchRow
            label="By mail"
            hint={
              page.mail
                ? `Mail is sent through ${page.mail.host}, from ${page.mail.from}.`
                : "No mail leaves this installation: no SMTP address is set. Set SMTP_URL on the server."
            }
            checked={value.email}
            onChange={(email) => set({ email })}
            disabled={page.mail === null}
          />
          {page.mail ? <TestButton target="email" label={`Send a test to ${page.myEmail}`} /> : null}
        </div>
        <div className="mt-4">
          <AddressField
            label="Chat webhook"
            hint="An incoming webhook of Slack, or of what is compatible with it. Whoever knows the address can post there, so it is never shown again."
            placeholder="https://hooks.slack.com/services/…"
            saved={page.slack}
            value={value.slackUrl}
            onChange={(slackUrl) => set({ slackUrl })}
            error={errors.slackUrl}
            test="slack"
          />
        </div>
        {page.slack !== null || value.slackUrl ? (
          <div className="mt-2">
            <SwitchRow
              label="Band changes in the chat"
              hint="Every lead that something happened to and that is in another band now, one message each."
              checked={value.slackBands}
              onChange={(slackBands) => set({ slackBands })}
            />
            <SwitchRow
              label="Overrides in the chat"
              hint="Who set what and why, and when it ends."
              checked={value.slackOverrides}
              onChange={(slackOverrides) => set({ slackOverrides })}
            />
          </div>
        ) : null}
      </SettingsSection>
      <SettingsSection title="How often">
        <Field
          label="Cooling time"
          hint="A lead that turns hot again within this time is not announced again. 0 announces every time."
          error={errors.coolingHours}
          className="mt-3"
        >
          <Input
            inputMode="numeric"
            autoComplete="off"
            value={value.coolingHours}
            trailing="hours"
            inputClassName="pr-14"
            className="max-w-40"
            onChange={(event) => set({ coolingHours: event.target.value })}
          />
        </Field>
      </SettingsSection>
      <SettingsSection title="Last deliveries" claim="The last 20 messages by mail, chat and webhook.">
        <DeliveriesList deliveries={page.deliveries} />
      </SettingsSection>
    </SettingsPage>
  );
}
