"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { retryDeliveryAction } from "@/lib/modules/deliveries/actions";
import type { DeliveryLine } from "@/lib/modules/deliveries/types";
import { deliveryState } from "@/lib/present/delivery-words";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";
import { EmptyState } from "../ui/empty-state";
import { TextLink } from "../ui/text-link";
import { useToast } from "../ui/toast";
import { followDelivery } from "./test-button";

const columns =
  "lg:grid lg:grid-cols-[128px_minmax(0,1.2fr)_minmax(0,1.2fr)_minmax(0,1.4fr)_88px] lg:gap-x-4";

/** The last messages that left the product, and what became of each. */
export function DeliveriesList({ deliveries }: { deliveries: readonly DeliveryLine[] }) {
  const router = useRouter();
  const toast = useToast();
  const [retrying, setRetrying] = useState<string | null>(null);

  async function retry({ id }: DeliveryLine) {
    setRetrying(id);
    try {
      const answer = await retryDeliveryAction({ id });
      if (answer.ok) {
        const state = await followDelivery(answer.delivery);
        toast({
          title: state.status === "sent" ? "Message sent" : deliveryState(state),
          tone: state.status === "failed" ? "error" : "done",
        });
        router.refresh();
      } else toast({ title: answer.message, tone: "error" });
    } catch {
      toast({ title: "No answer from the server. Nothing was sent.", tone: "error" });
    }
    setRetrying(null);
  }

  if (deliveries.length === 0)
    return (
      <EmptyState title="Nothing has been sent yet" className="mt-4">
        Mails and messages appear here with what became of them.
      </EmptyState>
    );
  return (
    <div className="mt-3">
      <div
        aria-hidden="true"
        className={cn("hidden border-b border-line py-1.5 text-12 font-medium text-ink-2", columns)}
      >
        <span>When</span>
        <span>What</span>
        <span>To</span>
        <span>State</span>
      </div>
      <ul aria-label="Last deliveries">
        {deliveries.map((line) => (
          <li
            key={line.id}
            className={cn("items-center border-b border-line py-2 text-13 lg:min-h-11 lg:py-1.5", columns)}
          >
            <span className="block text-12 text-ink-3 lg:text-13 lg:text-ink-2">{line.when}</span>
            <span className="block min-w-0 truncate font-medium text-ink">
              {line.href ? (
                <TextLink href={line.href} className="text-ink">
                  {line.what}
                </TextLink>
              ) : (
                line.what
              )}
            </span>
            <span className="block min-w-0 truncate text-ink-2">{line.to}</span>
            <span
              className={cn(
                "block min-w-0 [overflow-wrap:anywhere]",
                line.status === "failed"
                  ? "text-danger"
                  : line.status === "waiting"
                    ? "text-ink-3"
                    : "text-ink-2",
              )}
            >
              {deliveryState(line)}
            </span>
            <span className="block text-right max-lg:mt-1 max-lg:text-left">
              {line.status === "failed" ? (
                <Button
                  onClick={() => void retry(line)}
                  busy={retrying === line.id}
                  busyText="Sending"
                  aria-label={`Retry ${line.what}, ${line.when}`}
                >
                  Retry
                </Button>
              ) : null}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
