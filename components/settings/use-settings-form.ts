"use client";
import { useCallback, useEffect, useRef, useState, useTransition } from "react";
import type { SaveResult } from "@/lib/modules/workflow/types-settings";
import { useToast } from "../ui/toast";

interface Options<Value, Wish> {
  /** What is stored, as the page was loaded. */
  stored: Value;
  version: string;
  /** What is sent; figures that are no figures become null, and the server says what they should be. */
  toWish: (value: Value) => Wish;
  save: (wish: Wish & { version: string }) => Promise<SaveResult>;
  /** "Working hours saved" */
  savedText: string;
}

export interface SettingsForm<Value> {
  readonly value: Value;
  readonly set: (change: Partial<Value>) => void;
  /** What is wrong, by the path of the field; empty until somebody saved. */
  readonly errors: Readonly<Record<string, string>>;
  readonly isChanged: boolean;
  readonly isSaving: boolean;
  /** Why it was not saved, where that is not about one field. */
  readonly problem: { readonly text: string; readonly isConflict: boolean } | null;
  readonly save: () => void;
  /** Puts back what is stored. */
  readonly reset: () => void;
}

const NO_ANSWER = "No answer from the server. Nothing was saved; what you typed is still here. Save again.";

/**
 * A settings page's state: what was typed survives every refusal, and what somebody else stored meanwhile is only
 * replaced by who was told of it.
 */
export function useSettingsForm<Value extends object, Wish extends object>({
  stored,
  version,
  toWish,
  save,
  savedText,
}: Options<Value, Wish>): SettingsForm<Value> {
  const toast = useToast();
  const [isSaving, start] = useTransition();
  const [value, setValue] = useState(stored);
  const [base, setBase] = useState({ value: stored, version });
  const [seen, setSeen] = useState(version);
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const [problem, setProblem] = useState<SettingsForm<Value>["problem"]>(null);
  const isChanged = JSON.stringify(value) !== JSON.stringify(base.value);

  // The page was loaded again with other values: they show, unless something typed would be lost.
  if (version !== seen) {
    setSeen(version);
    if (!isChanged) {
      setValue(stored);
      setBase({ value: stored, version });
    }
  }

  const failed = useRef(false);
  useEffect(() => {
    if (!failed.current || Object.keys(errors).length === 0) return;
    failed.current = false;
    document.querySelector<HTMLElement>("main [aria-invalid=true]")?.focus();
  }, [errors]);

  // A browser asks before it throws away what was typed.
  useEffect(() => {
    if (!isChanged) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [isChanged]);

  const set = useCallback((change: Partial<Value>) => setValue((was) => ({ ...was, ...change })), []);

  function submit() {
    if (isSaving) return;
    start(async () => {
      const result = await save({ ...toWish(value), version: base.version }).catch(() => null);
      setErrors({});
      if (result?.ok) {
        setBase({ value, version: result.version });
        setProblem(null);
        toast({ title: result.effect ? `${savedText}. ${result.effect}` : savedText });
        return;
      }
      if (result?.code === "invalid") {
        failed.current = true;
        setErrors(result.fields);
      }
      if (result?.code === "changed") setBase((was) => ({ ...was, version: result.version }));
      setProblem({ text: result?.message ?? NO_ANSWER, isConflict: result?.code === "changed" });
    });
  }

  function reset() {
    setValue(base.value);
    setErrors({});
    setProblem(null);
  }

  return { value, set, errors, isChanged, isSaving, problem, save: submit, reset };
}

/** What a person typed as a whole number; null where it is none, which the server answers with what it should be. */
export function wholeNumber(typed: string): number | null {
  return /^\d{1,9}$/.test(typed.trim()) ? Number(typed.trim()) : null;
}
