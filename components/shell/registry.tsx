"use client";
import {
  createContext,
  type ReactNode,
  use,
  useEffect,
  useId,
  useMemo,
  useState,
  useSyncExternalStore,
} from "react";

/** A command that a page adds to the palette. */
export interface PaletteCommand {
  id: string;
  /** "Meeting booked" */
  label: string;
  /** Grey, after the label: "Log the call". */
  detail?: string | undefined;
  /** What it is about: "On Elena Marchetti". */
  group?: string | undefined;
  /** The same without the palette, one after another: ["C", "1"]. */
  keys?: readonly string[] | undefined;
  /** 16 px icon element. */
  icon?: ReactNode;
  run: () => void;
}

export interface PageKey {
  /** "Next lead" */
  label: string;
  /** Any one of them: ["J", "↓"] reads "J or ↓". */
  keys: readonly string[];
}

export interface KeySection {
  section: string;
  keys: readonly PageKey[];
}

/** What pages add to the frame. A store, so that adding something draws only what reads it. */
class Registry<T> {
  readonly #entries = new Map<string, readonly T[]>();
  readonly #listeners = new Set<() => void>();
  #all: readonly T[] = [];

  put(id: string, items: readonly T[]): void {
    this.#entries.set(id, items);
    this.#changed();
  }
  remove(id: string): void {
    if (this.#entries.delete(id)) this.#changed();
  }
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  readonly all = (): readonly T[] => this.#all;

  #changed(): void {
    this.#all = [...this.#entries.values()].flat();
    for (const listener of this.#listeners) listener();
  }
}

interface Registries {
  readonly commands: Registry<PaletteCommand>;
  readonly keys: Registry<KeySection>;
}

const Context = createContext<Registries | null>(null);

export function RegistryProvider({ children }: { children: ReactNode }) {
  const [registries] = useState<Registries>(() => ({ commands: new Registry(), keys: new Registry() }));
  return <Context value={registries}>{children}</Context>;
}

/**
 * Adds commands to the palette for as long as the calling component is there. Pass a stable array (useMemo), or each
 * drawing registers anew. Outside the app's frame it does nothing.
 */
export function usePaletteCommands(commands: readonly PaletteCommand[]): void {
  useRegistered(use(Context)?.commands, commands);
}

/** Adds keys to a section of the sheet that "?" opens; binding them is the page's own. Sections of one name are one. */
export function usePageKeys(section: string, keys: readonly PageKey[]): void {
  const sections = useMemo(() => [{ section, keys }], [section, keys]);
  useRegistered(use(Context)?.keys, sections);
}

function useRegistered<T>(registry: Registry<T> | undefined, items: readonly T[]): void {
  const id = useId();
  // Two effects: a change keeps its place among the others.
  useEffect(() => registry?.put(id, items), [registry, id, items]);
  useEffect(() => () => registry?.remove(id), [registry, id]);
}

const NONE: Registry<never> = new Registry();

export function useRegisteredCommands(): readonly PaletteCommand[] {
  const registry = use(Context)?.commands ?? NONE;
  return useSyncExternalStore(registry.subscribe, registry.all, registry.all);
}

export function useRegisteredKeys(): readonly KeySection[] {
  const registry = use(Context)?.keys ?? NONE;
  return useSyncExternalStore(registry.subscribe, registry.all, registry.all);
}

/** Sections in the order they came, those of one name joined, each key once. */
export function joinSections(sections: readonly KeySection[]): readonly KeySection[] {
  const joined = new Map<string, PageKey[]>();
  for (const { section, keys } of sections) {
    const known = joined.get(section) ?? [];
    joined.set(section, [...known, ...keys.filter((key) => !known.some(({ label }) => label === key.label))]);
  }
  return [...joined].flatMap(([section, keys]) => (keys.length > 0 ? [{ section, keys }] : []));
}
