"use client";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { deliveryAction, sendTestAction } from "@/lib/modules/deliveries/actions";
import type { DeliveryState, TestTarget } from "@/lib/modules/deliveries/types";
import { testText } from "@/lib/present/delivery-words";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";

const PAUSE_MS = 700;
const MOST_ASKED = 20;
const NO_ANSWER = "No answer from the server. Try again.";

/** Asks until a message has arrived, was given up, or has been tried in vain for the first time. */
export async function followDelivery(first: DeliveryState): Promise<DeliveryState> {
  let state = first;
  for (let asked = 0; asked < MOST_ASKED && state.status === "waiting" && !state.lastError; asked += 1) {
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    const answer = await deliveryAction({ id: state.id });
    if (!answer.ok) return state;
    state = answer.delivery;
  }
  return state;
}

/** Sends a test to a saved address and says how it went. */
export function TestButton({
  target,
  label,
  className,
}: {
  target: TestTarget;
  label: string;
  className?: string | undefined;
}) {
  const router = useRouter();
  const [isBusy, start] = useTransition();
  const [told, setTold] = useState<{ readonly text: string; readonly isGood: boolean } | null>(null);

  function test() {
    if (isBusy) return;
    setTold(null);
    start(async () => {
      try {
        const answer = await sendTestAction({ target });
        if (!answer.ok) {
          setTold({ text: answer.message, isGood: false });
          return;
        }
        const state = await followDelivery(answer.delivery);
        setTold({ text: testText(state), isGood: state.status === "sent" });
        router.refresh();
      } catch {
        setTold({ text: NO_ANSWER, isGood: false });
      }
    });
  }

  return (
    <div className={cn("flex flex-wrap items-center gap-3", className)}>
      <Button onClick={test} busy={isBusy} busyText="Sending">
        {label}
      </Button>
      <span
        role="status"
        className={cn("min-w-0 text-12", told?.isGood === false ? "text-danger" : "text-ink-2")}
      >
        {told?.text}
      </span>
    </div>
  );
}
