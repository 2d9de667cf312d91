import type { HistoryEvent, LeadHistory } from "@/lib/core/signals/types";
import type { EventRecord } from "@/lib/modules/ingestion/types";
import type { GeneratedLead, Pipeline } from "./pipeline";

/** What each lead did, its browser's events among them, without a database: for samples and checks. */
export function storiesOf({ leads, events }: Pipeline): Map<GeneratedLead, EventRecord[]> {
  const bySubject = new Map<string, EventRecord[]>();
  for (const event of events) {
    const key = subjectKey(event);
    const known = bySubject.get(key);
    if (known) known.push(event);
    else bySubject.set(key, [event]);
  }
  return new Map(
    leads.map((lead) => [
      lead,
      [
        ...(bySubject.get(lead.visitorKey) ?? []),
        ...(bySubject.get(lead.records[0]?.externalId ?? "") ?? []),
      ].sort((a, b) => a.occurredAt.getTime() - b.occurredAt.getTime()),
    ]),
  );
}

export const subjectKey = ({ subject }: EventRecord): string => Object.values(subject)[0] as string;

/** The same as the core reads it, values known from the day they were. */
export function historyOf(lead: GeneratedLead, story: readonly EventRecord[]): LeadHistory {
  return {
    createdAt: lead.records[0]?.createdAt?.getTime() ?? null,
    events: [...story.map(historyEvent), ...lead.records.map(attributesSet)],
    visitors: [{ visitorId: lead.visitorKey, identifiedAt: lead.identifiedAt.getTime() }],
  };
}

const historyEvent = ({ subject, type, occurredAt, properties, flag }: EventRecord): HistoryEvent => ({
  type,
  occurredAt: occurredAt.getTime(),
  properties: properties ?? {},
  flagged: flag !== undefined,
  ...("visitorKey" in subject ? { visitorId: subject.visitorKey } : {}),
});

const attributesSet = ({ fields, knownAt }: GeneratedLead["records"][number]): HistoryEvent => ({
  type: "attributes_set",
  occurredAt: knownAt?.getTime() ?? 0,
  properties: { changes: fields },
});
