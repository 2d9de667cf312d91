import { canonicalJson } from "@/lib/core/scoring/canonical-json";
import { sha256Hex } from "@/lib/platform/hash";
import type { Workflow } from "./types";
import type { RoutedPerson, SettingsPart } from "./types-settings";

/** All that settings pages show and save. */
export interface StoredSettings {
  readonly workflow: Workflow;
  /** Sorted by id; only the routing page asks for them. */
  readonly people: readonly RoutedPerson[];
}

/** What one page saves, as it is stored. */
export function partOf({ workflow, people }: StoredSettings, part: SettingsPart): Record<string, unknown> {
  switch (part) {
    case "hours":
      return { timeZone: workflow.timeZone, workingHours: workflow.workingHours };
    case "routing":
      return { ...workflow.routing, people };
    case "alerts":
      return { ...workflow.alerts };
    case "nurture":
      return { ...workflow.nurture };
    case "queue":
      return { ...workflow.queue, ...workflow.overrides };
  }
}

/** Names what is stored: two people who began with the same version saw the same. */
export function versionOf(stored: StoredSettings, part: SettingsPart): string {
  return sha256Hex(canonicalJson(partOf(stored, part))).slice(0, 24);
}

/** Who knows such an address may post to it: of the whole only the host and the last four characters are shown. */
export function maskAddress(address: string): string {
  const { protocol, host, pathname, search } = new URL(address);
  const secret = `${pathname}${search}`.replace(/^\//, "");
  return secret === "" ? `${protocol}//${host}` : `${protocol}//${host}/…${secret.slice(-4)}`;
}

/** The same for the audit log, which is kept for ever: no address in it is whole. */
export function auditable(part: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(part).map(([key, value]) => [
      key,
      key.endsWith("Url") && typeof value === "string" ? maskAddress(value) : value,
    ]),
  );
}
