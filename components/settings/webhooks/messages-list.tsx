"use client";
import { ChevronRight } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { replayAllAction, replayMessageAction } from "@/lib/modules/webhooks/actions";
import type { WebhookMessage, WebhooksPage } from "@/lib/modules/webhooks/types";
import { formatCount } from "@/lib/present/format";
import { Button, ButtonLink } from "../../ui/button";
import { cn } from "../../ui/cn";
import { EmptyState } from "../../ui/empty-state";
import { SegmentedLinks } from "../../ui/segmented-links";
import { TextLink } from "../../ui/text-link";
import { useToast } from "../../ui/toast";
import { SettingsSection } from "../settings-page";
import { Code } from "../tracker/code";
import { followMessage } from "./follow-message";

const PAGE = "/settings/webhooks";
const NO_ANSWER = "No answer from the server. Load the page again to see what is so.";

/** Messages with what became of them; what was given up can be sent again. */
export function MessagesList({ page }: { page: WebhooksPage }) {
  const { messages, show, older, isFirst, webhooks } = page;
  const failing = webhooks.filter(({ failed, isOn }) => failed > 0 && isOn);
  const failed = webhooks.reduce((sum, each) => sum + each.failed, 0);
  const query = show === "failed" ? "show=failed&" : "";
  return (
    <SettingsSection
      title="Messages"
      claim="Tried nine times over 28 hours, then given up and kept here for 90 days. Those that arrived are kept for 35."
    >
      <div className="mt-3 flex flex-wrap items-center justify-between gap-3">
        <SegmentedLinks
          label="Which messages"
          items={[
            { href: PAGE, label: "All", current: show === "all" },
            { href: `${PAGE}?show=failed`, label: `Given up ${failed}`, current: show === "failed" },
          ]}
        />
        <div className="flex flex-wrap gap-2">
          {failing.map((webhook) => (
            <ReplayAll
              key={webhook.id}
              id={webhook.id}
              name={failing.length > 1 ? webhook.description || webhook.url : null}
              count={webhook.failed}
            />
          ))}
        </div>
      </div>
      {messages.length === 0 ? (
        <EmptyState
          title={show === "failed" ? "Nothing was given up" : "Nothing has been sent yet"}
          className="mt-4"
        >
          {show === "failed"
            ? "Every message arrived, or is still being tried."
            : "Send a test, or wait for a lead to move."}
        </EmptyState>
      ) : (
        <ul aria-label="Messages" className="mt-3 border-t border-line">
          {messages.map((message) => (
            <Message key={message.id} message={message} />
          ))}
        </ul>
      )}
      {older || !isFirst ? (
        <nav aria-label="Pages of messages" className="mt-3 flex gap-2">
          {isFirst ? null : <ButtonLink href={`${PAGE}?${query}`}>Newest</ButtonLink>}
          {older ? <ButtonLink href={`${PAGE}?${query}before=${older}`}>Older</ButtonLink> : null}
        </nav>
      ) : null}
    </SettingsSection>
  );
}

function ReplayAll({ id, name, count }: { id: string; name: string | null; count: number }) {
  const toast = useToast();
  const [isBusy, start] = useTransition();
  return (
    <Button
      busy={isBusy}
      busyText="Sending"
      onClick={() =>
        start(async () => {
          const answer = await replayAllAction({ id }).catch(() => null);
          if (answer?.ok) toast({ title: `${formatCount(answer.count, "message")} on the way again` });
          else toast({ title: answer?.message ?? NO_ANSWER, tone: "error" });
        })
      }
    >
      {`Send ${count === 1 ? "the one" : `all ${count}`} again${name ? ` to ${name}` : ""}`}
    </Button>
  );
}

const columns = "lg:grid lg:grid-cols-[112px_minmax(0,1.3fr)_minmax(0,1fr)_minmax(0,1.4fr)_96px] lg:gap-x-4";

function Message({ message }: { message: WebhookMessage }) {
  const router = useRouter();
  const toast = useToast();
  const [isBusy, start] = useTransition();
  const [isOpen, setIsOpen] = useState(false);

  function again() {
    if (isBusy) return;
    start(async () => {
      try {
        const answer = await replayMessageAction({ id: message.id });
        if (!answer.ok) return toast({ title: answer.message, tone: "error" });
        const state = await followMessage(answer.message);
        toast({
          title: state.status === "sent" ? "Message sent" : state.state,
          tone: state.status === "sent" ? "done" : "error",
        });
        router.refresh();
      } catch {
        toast({ title: NO_ANSWER, tone: "error" });
      }
    });
  }

  return (
    <li className="border-b border-line py-2 text-13 lg:py-1.5">
      <div className={cn("items-center lg:min-h-8", columns)}>
        <span className="block text-12 text-ink-3 lg:text-ink-2">{message.when}</span>
        <span className="block min-w-0 truncate font-medium text-ink">
          {message.href ? (
            <TextLink href={message.href} className="text-ink">
              {message.what}
            </TextLink>
          ) : (
            message.what
          )}
        </span>
        <span className="block min-w-0 truncate text-12 text-ink-2">{message.to}</span>
        <span
          className={cn(
            "block min-w-0 text-12 [overflow-wrap:anywhere]",
            message.status === "failed" ? "text-danger" : "text-ink-2",
          )}
        >
          {message.state}
        </span>
        <span className="flex justify-end gap-1 max-lg:mt-1 max-lg:-ml-4 max-lg:justify-start">
          <Button
            variant="quiet"
            aria-expanded={isOpen}
            aria-label={`What was sent: ${message.what}, ${message.when}`}
            icon={<ChevronRight aria-hidden="true" className={isOpen ? "rotate-90" : undefined} />}
            onClick={() => setIsOpen(!isOpen)}
          >
            Look
          </Button>
        </span>
      </div>
      {isOpen ? (
        <div className="mt-2 space-y-2 pb-2">
          {message.status === "failed" ? (
            <Button
              onClick={again}
              busy={isBusy}
              busyText="Sending"
              aria-label={`Send again: ${message.what}, ${message.when}`}
            >
              Send again
            </Button>
          ) : null}
          {message.answer ? (
            <div>
              <p className="mb-1 text-12 font-medium text-ink-2">Answered {message.answer.status}</p>
              <Code
                label={`Answered ${message.answer.status}`}
                text={message.answer.text || "(an empty answer)"}
              />
            </div>
          ) : null}
          <div>
            <p className="mb-1 text-12 font-medium text-ink-2">
              Body, as webhook-id{" "}
              <span className="font-mono font-normal [overflow-wrap:anywhere]">{message.id}</span>
            </p>
            <Code label="Body" text={message.body} />
          </div>
        </div>
      ) : null}
    </li>
  );
}
