"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import {
  overrideFormAction,
  requestOverrideAction,
  setOverrideAction,
} from "@/lib/modules/overrides/actions";
import type { OverrideField } from "@/lib/modules/overrides/types";
import type { OverrideForm } from "@/lib/modules/overrides/types-form";
import { expiryOf, type Fields, firstFields, type Problems, problemsOf, valueOfFields } from "./fields";

export type Loaded =
  | { readonly is: "loading" }
  | { readonly is: "refused"; readonly message: string; readonly mayRetry: boolean }
  | { readonly is: "ready"; readonly form: OverrideForm; readonly fields: Fields };

const NO_ANSWER = "No answer from the server. Try again: it counts once, however often it is sent.";

/** The dialog's state: loaded when it opens, kept until it was sent or closed. */
export function useOverrideForm(
  leadId: string,
  open: boolean,
  onSent: (form: OverrideForm, fields: Fields) => void,
) {
  const [loaded, setLoaded] = useState<Loaded>({ is: "loading" });
  const [left, setLeft] = useState<ReadonlySet<OverrideField>>(new Set());
  const [refusal, setRefusal] = useState<{ field: OverrideField | null; message: string } | null>(null);
  const [busy, setBusy] = useState(false);
  const asked = useRef(0);

  const load = useCallback(async () => {
    asked.current += 1;
    const mine = asked.current;
    setLoaded({ is: "loading" });
    setLeft(new Set());
    setRefusal(null);
    setBusy(false);
    const answer = await overrideFormAction({ leadId }).catch(() => null);
    // A slower answer to an earlier question is nobody's any more.
    if (mine !== asked.current) return;
    if (answer?.ok) setLoaded({ is: "ready", form: answer.form, fields: firstFields(answer.form) });
    else
      setLoaded({
        is: "refused",
        message: answer?.message ?? "No answer from the server. Nothing was changed.",
        mayRetry: answer === null,
      });
  }, [leadId]);

  useEffect(() => {
    if (open) void load();
    else asked.current += 1;
  }, [open, load]);

  const change = (part: Partial<Fields>, field: OverrideField) => {
    setLoaded((was) => (was.is === "ready" ? { ...was, fields: { ...was.fields, ...part } } : was));
    setRefusal((was) => (was?.field === field || was?.field === null ? null : was));
  };
  const leave = (field: OverrideField) => setLeft((was) => new Set(was).add(field));

  const all: Problems = loaded.is === "ready" ? problemsOf(loaded.fields, loaded.form) : {};
  const shown: Problems = Object.fromEntries(
    Object.entries(all).filter(([field]) => left.has(field as OverrideField)),
  );
  if (refusal?.field) shown[refusal.field] = refusal.message;

  /** @returns the first field that is wrong, for the focus. */
  async function send(): Promise<OverrideField | null> {
    if (loaded.is !== "ready" || busy) return null;
    const { form, fields } = loaded;
    const value = valueOfFields(fields);
    const wrong = FIELDS.find((field) => all[field]);
    setLeft(new Set(FIELDS));
    if (wrong || !value) return wrong ?? "value";
    setBusy(true);
    setRefusal(null);
    const wish = {
      ...{ id: form.id, leadId: form.leadId, value, category: fields.category },
      ...{ reason: fields.reason, note: fields.note || null },
      ...{ expiry: expiryOf(fields.expiry), replaces: form.standing?.id ?? null },
    };
    const sent = form.mode === "set" ? setOverrideAction(wish) : requestOverrideAction(wish);
    const answer = await sent.catch(() => null);
    setBusy(false);
    if (answer?.ok) {
      onSent(form, fields);
      return null;
    }
    setRefusal({
      field: (answer && "field" in answer && answer.field) || null,
      message: answer?.message ?? NO_ANSWER,
    });
    return (answer && "field" in answer && answer.field) || null;
  }

  return {
    ...{ loaded, load, change, leave, send, busy, problems: shown },
    /** What concerns the form as a whole. */
    problem: refusal && refusal.field === null ? refusal.message : null,
  };
}

const FIELDS: readonly OverrideField[] = ["value", "category", "reason", "note", "expiry"];
