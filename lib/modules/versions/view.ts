import type { Period } from "@/lib/modules/models/periods";
import { dayAndTime, shortHash } from "@/lib/modules/models/registry-view";
import type { TimeContext } from "@/lib/present/format";
import { type VersionChange, versionChangeWords } from "@/lib/present/versions-words";
import { diffVersions, type PublishedVersion, scorerName } from "./data";
import type { VersionLine, VersionsComparison } from "./types";

/** The versions page as it is printed; pure. */

export interface VersionParts {
  /** The newest first. */
  readonly versions: readonly PublishedVersion[];
  readonly periods: readonly Period[];
  readonly activeId: string;
  readonly signalName: (key: string) => string;
  readonly time: TimeContext;
}

export function versionLines(parts: VersionParts): VersionLine[] {
  const { versions, periods, activeId, time } = parts;
  const active = versions.find(({ id }) => id === activeId);
  return versions.map((version, index): VersionLine => {
    const { id, version: title, hash, note, kind, publishedAt, publishedByName } = version;
    const before = versions[index + 1];
    return {
      ...{ id, title },
      kindName: kind === "model" ? scorerName(version) : null,
      hash: shortHash(hash),
      state: id === activeId ? "in_use" : "earlier",
      note: note || null,
      published: `${publishedByName ?? "Firstcall"}, ${dayAndTime(publishedAt, time)}`,
      inUse: periods
        .filter(({ scorerId }) => scorerId === id)
        .map((period) => periodText(period, time))
        .reverse(),
      before: before?.version ?? null,
      changes: before ? wordsOf(diffVersions(before, version), parts) : [],
      fromActive: active && id !== activeId ? wordsOf(diffVersions(active, version), parts) : [],
      runId: kind === "model" ? version.model.runId : null,
    };
  });
}

/** Any two, the older first; null where one of them is not here, or both are the same. */
export function compared(parts: VersionParts, a: string, b: string): VersionsComparison | null {
  const [after, before] = parts.versions.filter(({ id }) => id === a || id === b);
  if (!before || !after) return null;
  return {
    before: before.version,
    after: after.version,
    changes: wordsOf(diffVersions(before, after), parts),
  };
}

const wordsOf = (changes: readonly VersionChange[], { signalName }: VersionParts): string[] =>
  changes.map((change) => versionChangeWords(change, signalName));

function periodText({ from, to }: Period, time: TimeContext): string {
  const begin = dayAndTime(from, time);
  if (to === null) return `Since ${begin}`;
  const end = dayAndTime(to, time);
  return begin === end ? begin : `${begin} to ${end}`;
}
