"use client";
import { Plus, X } from "lucide-react";
import { useState } from "react";
import { PAGE_KINDS, type PageKind } from "@/lib/core/signals/events";
import { saveTrackerAction } from "@/lib/modules/tracker/actions";
import type { TrackerPage } from "@/lib/modules/tracker/types";
import { Button } from "../../ui/button";
import { CopyButton } from "../../ui/copy-text";
import { Field, FieldError } from "../../ui/field";
import { IconButton } from "../../ui/icon-button";
import { Input } from "../../ui/input";
import { Select } from "../../ui/select";
import { TagInput } from "../../ui/tag-input";
import { SettingsPage, SettingsSection, SwitchRow } from "../settings-page";
import { useSettingsForm } from "../use-settings-form";
import { Code } from "./code";
import { HowTo } from "./how-to";
import { LiveEvents } from "./live-events";

const KINDS: Readonly<Record<PageKind, string>> = {
  home: "Home",
  product: "A product page",
  pricing: "Pricing",
  docs: "Documentation",
  careers: "Careers",
  blog: "Articles",
  demo: "The demo page",
  other: "Something else",
};
const KIND_OPTIONS = PAGE_KINDS.map((kind) => ({ value: kind, label: KINDS[kind] }));

/** What to put on a site, whether it works, and what its paths mean. */
export function TrackerForm({ page }: { page: TrackerPage }) {
  const [asksFirst, setAsksFirst] = useState(true);
  const form = useSettingsForm({
    stored: { ...page.settings, sendgridKey: page.settings.sendgridKey ?? "" },
    version: page.version,
    toWish: ({ sites, pages, sendgridKey }) => ({
      sites,
      pages: pages.filter(({ path }) => path.trim() !== ""),
      sendgridKey: sendgridKey.trim() === "" ? null : sendgridKey,
    }),
    save: saveTrackerAction,
    savedText: "Tracker settings saved",
  });
  const { value, set, errors } = form;
  const snippet = `<script async src="${page.origin}/t.js"\n  data-key="${page.writeKey}"${asksFirst ? '\n  data-consent="required"' : ""}></script>`;
  return (
    <SettingsPage
      title="Tracker"
      claim="What visitors of your site do becomes events of this workspace. First party, under 2 kB, no cookie, and never what people type."
      form={form}
    >
      <div className="mt-6 grid gap-x-12 gap-y-8 border-t border-line pt-6 xl:grid-cols-2">
        <section aria-labelledby="install" className="min-w-0">
          <h2 id="install" className="text-14 font-semibold text-ink">
            Install
          </h2>
          <p className="mb-3 mt-0.5 text-12 text-ink-2">One line before &lt;/head&gt; of every page.</p>
          <Code text={snippet} label="Snippet" action={<CopyButton text={snippet} />} />
          <div className="mt-2">
            <SwitchRow
              label="Ask for consent first"
              hint="Nothing is sent, and nothing stored, before your banner says yes."
              checked={asksFirst}
              onChange={setAsksFirst}
            />
          </div>
          <p className="mt-1 text-12 text-ink-3">
            Do Not Track and Global Privacy Control are always respected: nothing leaves such a browser.
          </p>
          <HowTo asksFirst={asksFirst} />
        </section>
        <LiveEvents seen={page.seen} now={page.now} timeZone={page.timeZone} />
      </div>

      <SettingsSection
        title="Allowed sites"
        claim="Whose pages may send with this key, their subdomains included. The key is public, so naming them keeps strangers’ pages out."
        className="[&>*]:max-w-[640px]"
      >
        <Field
          label="Hosts"
          className="mt-3"
          error={errors.sites ?? Object.entries(errors).find(([path]) => path.startsWith("sites."))?.[1]}
        >
          <TagInput
            label="Hosts"
            value={value.sites}
            onValueChange={(sites) => set({ sites })}
            suggestions={[]}
            placeholder="Any site; or write one like www.example.com"
            asTyped
          />
        </Field>
      </SettingsSection>

      <SettingsSection
        title="What your pages are about"
        claim="Paths such as /pricing, /docs and /careers are known. Name others here; a path stands for all below it."
        className="[&>*]:max-w-[640px]"
      >
        <ul className="mt-3 space-y-2">
          {value.pages.map((rule, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a rule has no name but its place
            <li key={index} className="flex flex-wrap items-start gap-2">
              <div className="min-w-0 flex-1">
                <Input
                  aria-label={`Path ${index + 1}`}
                  aria-invalid={errors[`pages.${index}.path`] ? true : undefined}
                  placeholder="/preise"
                  autoComplete="off"
                  value={rule.path}
                  onChange={(event) =>
                    set({ pages: value.pages.with(index, { ...rule, path: event.target.value }) })
                  }
                />
                {errors[`pages.${index}.path`] ? (
                  <FieldError>{errors[`pages.${index}.path`]}</FieldError>
                ) : null}
              </div>
              <Select
                aria-label={`What path ${index + 1} is about`}
                size="md"
                className="w-44 max-md:w-36"
                options={KIND_OPTIONS}
                value={rule.page}
                onValueChange={(kind) =>
                  set({ pages: value.pages.with(index, { ...rule, page: kind as PageKind }) })
                }
              />
              <IconButton
                label={`Remove path ${index + 1}`}
                icon={<X aria-hidden="true" />}
                onClick={() => set({ pages: value.pages.toSpliced(index, 1) })}
              />
            </li>
          ))}
        </ul>
        <Button
          className="mt-2"
          icon={<Plus aria-hidden="true" />}
          onClick={() => set({ pages: [...value.pages, { path: "", page: "pricing" }] })}
        >
          Add a path
        </Button>
      </SettingsSection>

      <SettingsSection
        title="E-mail events"
        claim="Deliveries, opens, clicks and bounces from SendGrid. Point its event webhook at this address, switch on its signature, and put the verification key here. Replies and calls come from your CRM through the API."
        className="[&>*]:max-w-[640px]"
      >
        <div className="mt-3">
          <Code
            text={`${page.origin}/api/v1/email-events/sendgrid?key=${page.writeKey}`}
            label="Address for SendGrid"
            action={<CopyButton text={`${page.origin}/api/v1/email-events/sendgrid?key=${page.writeKey}`} />}
          />
        </div>
        <Field
          label="Verification key"
          hint="Without it no e-mail event is taken."
          error={errors.sendgridKey}
          className="mt-3"
        >
          <Input
            autoComplete="off"
            spellCheck={false}
            placeholder="MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE…"
            inputClassName="font-mono text-12"
            value={value.sendgridKey}
            onChange={(event) => set({ sendgridKey: event.target.value })}
          />
        </Field>
      </SettingsSection>
    </SettingsPage>
  );
}
