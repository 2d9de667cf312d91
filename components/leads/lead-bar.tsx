"use client";
import { ChevronDown, ChevronUp, Mail, Phone, SlidersHorizontal } from "lucide-react";
import { useRouter } from "next/navigation";
import { useCallback, useMemo } from "react";
import { simulatorHref } from "@/lib/modules/simulator/query";
import { type PageKey, usePageKeys } from "../shell/registry";
import { ButtonLink } from "../ui/button";
import { buttonClass } from "../ui/button-class";
import { IconButton } from "../ui/icon-button";
import { Kbd } from "../ui/kbd";
import { Tooltip } from "../ui/tooltip";
import { usePageKey } from "./use-page-key";

const MOVE: readonly PageKey[] = [
  { label: "Lead ranked below", keys: ["J"] },
  { label: "Lead ranked above", keys: ["K"] },
];

interface LeadBarProps {
  id: string;
  above: string | null;
  below: string | null;
  email: string | null;
  /** Ready to dial. */
  tel: string | null;
  /** Where a call is made and logged; null for who does not call. */
  callHref: string | null;
  /** "Scored 26 min ago" */
  age: string | null;
}

/** Right of the breadcrumb: the neighbours in the ranking, and the two ways to reach the lead. */
export function LeadBar({ id, above, below, email, tel, callHref, age }: LeadBarProps) {
  const router = useRouter();
  const go = useCallback((id: string | null) => id && router.push(`/leads/${id}`), [router]);
  usePageKey(
    "k",
    useCallback(() => go(above), [go, above]),
    above !== null,
  );
  usePageKey(
    "j",
    useCallback(() => go(below), [go, below]),
    below !== null,
  );
  usePageKey(
    "e",
    useCallback(() => window.location.assign(`mailto:${email}`), [email]),
    email !== null,
  );
  usePageKey(
    "c",
    useCallback(
      () => (callHref ? router.push(callHref) : window.location.assign(tel ?? "")),
      [callHref, tel, router],
    ),
    callHref !== null || tel !== null,
  );
  usePageKeys("Move", MOVE);
  usePageKeys(
    "Act on the lead",
    useMemo(
      () => [
        ...(callHref === null && tel === null
          ? []
          : [{ label: callHref === null ? "Call" : "Call and log", keys: ["C"] }]),
        ...(email === null ? [] : [{ label: "E-mail", keys: ["E"] }]),
      ],
      [tel, email, callHref],
    ),
  );
  const calls = callHref !== null || tel !== null;
  return (
    <>
      {age ? <span className="mr-2 text-12 text-ink-3 max-lg:hidden">{age}</span> : null}
      <Tooltip content="Ranked above" kbd="K" side="bottom">
        <IconButton
          label="Open the lead ranked above"
          icon={<ChevronUp aria-hidden="true" />}
          disabled={above === null}
          onClick={() => go(above)}
        />
      </Tooltip>
      <Tooltip content="Ranked below" kbd="J" side="bottom">
        <IconButton
          label="Open the lead ranked below"
          icon={<ChevronDown aria-hidden="true" />}
          disabled={below === null}
          onClick={() => go(below)}
        />
      </Tooltip>
      <ButtonLink
        href={simulatorHref({ start: { kind: "lead", id } })}
        icon={<SlidersHorizontal />}
        className="max-md:px-3"
      >
        What if
      </ButtonLink>
      {email ? (
        <a
          href={`mailto:${email}`}
          aria-keyshortcuts="E"
          className={buttonClass({ variant: calls ? "default" : "primary", className: "max-md:hidden" })}
        >
          <Mail aria-hidden="true" className="size-4" /> E-mail{" "}
          <Kbd tone={calls ? "default" : "on-accent"} className="-mr-1">
            E
          </Kbd>
        </a>
      ) : null}
      {callHref ? (
        <ButtonLink href={callHref} variant="primary" icon={<Phone />} kbd="C" className="max-md:hidden">
          Call and log
        </ButtonLink>
      ) : tel ? (
        <a
          href={tel}
          aria-keyshortcuts="C"
          className={buttonClass({ variant: "primary", className: "max-md:hidden" })}
        >
          <Phone aria-hidden="true" className="size-4" /> Call{" "}
          <Kbd tone="on-accent" className="-mr-1">
            C
          </Kbd>
        </a>
      ) : null}
    </>
  );
}
