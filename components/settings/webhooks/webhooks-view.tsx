"use client";
import { Plus } from "lucide-react";
import { useState } from "react";
import type { WebhookRow, WebhooksPage } from "@/lib/modules/webhooks/types";
import { Button } from "../../ui/button";
import { EmptyState } from "../../ui/empty-state";
import { PageBar } from "../../ui/page-bar";
import { SettingsTabs } from "../settings-nav";
import { SettingsSection } from "../settings-page";
import { HowSigned } from "./how-signed";
import { MessagesList } from "./messages-list";
import { SecretDialog } from "./secret-dialog";
import { WebhookDialog } from "./webhook-dialog";
import { WebhookItem } from "./webhook-item";

/** Where events are sent, what became of them, and what they look like. */
export function WebhooksView({ page }: { page: WebhooksPage }) {
  const [form, setForm] = useState<{ readonly webhook: WebhookRow | null } | null>(null);
  const [secret, setSecret] = useState<{ readonly text: string; readonly isNew: boolean } | null>(null);
  return (
    <>
      <PageBar
        title="Webhooks"
        actions={
          <Button
            variant="primary"
            icon={<Plus aria-hidden="true" />}
            onClick={() => setForm({ webhook: null })}
          >
            Add a webhook
          </Button>
        }
      />
      <SettingsTabs />
      <div className="max-w-[1040px] px-8 pb-16 pt-6 max-xl:px-6 max-md:px-4">
        <p className="max-w-[640px] text-13 text-ink-2">
          Other systems are told what happens to scores: signed messages to an address of yours, the moment it
          happens.
        </p>
        {page.webhooks.length === 0 ? (
          <EmptyState title="Nobody is told yet" className="mt-6">
            Add the address of a system that should know when a lead changes its band, turns hot or is
            overridden.
          </EmptyState>
        ) : (
          <ul aria-label="Webhooks" className="mt-6 divide-y divide-line border-t border-line">
            {page.webhooks.map((webhook) => (
              <WebhookItem
                key={webhook.id}
                webhook={webhook}
                onEdit={() => setForm({ webhook })}
                onSecret={(text) => setSecret({ text, isNew: false })}
              />
            ))}
          </ul>
        )}
        {page.webhooks.length > 0 ? <MessagesList page={page} /> : null}
        <SettingsSection
          title="What a receiver gets"
          claim="A POST with a JSON body, by the Standard Webhooks specification."
        >
          <HowSigned examples={page.examples} />
        </SettingsSection>
      </div>
      {form ? (
        <WebhookDialog
          webhook={form.webhook}
          onClose={() => setForm(null)}
          onSecret={(text) => {
            setForm(null);
            setSecret({ text, isNew: true });
          }}
        />
      ) : null}
      {secret ? (
        <SecretDialog secret={secret.text} isNew={secret.isNew} onClose={() => setSecret(null)} />
      ) : null}
    </>
  );
}
