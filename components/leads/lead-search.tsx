"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import { type LeadQuery, leadsHref } from "@/lib/modules/leads/query-url";
import { SearchInput } from "../ui/input";
import { useListNavigation } from "./list-navigation";
import { usePageKey } from "./use-page-key";

const PAUSE_MS = 220;

interface LeadSearchProps {
  query: LeadQuery;
  autoFocus?: boolean | undefined;
  className?: string | undefined;
}

/** Searches as one types, after a short pause; "/" goes into it, Esc empties and leaves it. */
export function LeadSearch({ query, autoFocus, className }: LeadSearchProps) {
  const { go } = useListNavigation();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(query.text);
  const asked = useRef(query.text);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  // Somebody cleared the filters or went back: the field follows, unless it is being typed in.
  useEffect(() => {
    if (query.text === asked.current) return;
    asked.current = query.text;
    setText(query.text);
  }, [query.text]);
  useEffect(() => () => clearTimeout(timer.current), []);
  usePageKey(
    "/",
    useCallback(() => input.current?.focus(), []),
  );

  function ask(next: string) {
    clearTimeout(timer.current);
    const wanted = next.trim();
    if (wanted === asked.current) return;
    asked.current = wanted;
    go(leadsHref(query, { text: wanted }), { replace: true });
  }

  return (
    <search className={className}>
      <SearchInput
        ref={input}
        aria-label="Search leads by name, company or e-mail"
        placeholder="Name, company, e-mail"
        kbd="/"
        value={text}
        maxLength={100}
        autoFocus={autoFocus}
        onChange={(event) => {
          const next = event.target.value;
          setText(next);
          clearTimeout(timer.current);
          timer.current = setTimeout(() => ask(next), PAUSE_MS);
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter") ask(text);
          if (event.key === "Escape") {
            setText("");
            ask("");
            event.currentTarget.blur();
          }
        }}
      />
    </search>
  );
}
