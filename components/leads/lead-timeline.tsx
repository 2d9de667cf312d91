import {
  AppWindow,
  CircleDot,
  FileText,
  Globe,
  Mail,
  MessageSquareText,
  PencilLine,
  Phone,
  Presentation,
  SquarePen,
  Tag,
} from "lucide-react";
import type { ReactNode } from "react";
import type { TimelineGroup as Group, TimelineKind } from "@/lib/present/leads-timeline";
import { EmptyState } from "../ui/empty-state";
import { Timeline, TimelineGroup, TimelineItem } from "../ui/timeline";

const ICONS: Readonly<Record<TimelineKind, ReactNode>> = {
  web: <Globe />,
  mail: <Mail />,
  call: <Phone />,
  file: <FileText />,
  form: <MessageSquareText />,
  trial: <AppWindow />,
  webinar: <Presentation />,
  field: <PencilLine />,
  status: <Tag />,
  override: <SquarePen />,
  other: <CircleDot />,
};

/** What happened, newest first. `most` cuts it for a margin. */
export function LeadTimeline({ groups, most }: { groups: readonly Group[]; most?: number | undefined }) {
  if (groups.length === 0) {
    return (
      <EmptyState title="Nothing has happened yet">
        Visits, mails and calls appear here once they are imported or tracked.
      </EmptyState>
    );
  }
  return (
    <Timeline>
      {cut(groups, most).map((group) => (
        <TimelineGroup key={group.heading} heading={group.heading}>
          {group.lines.map((line) => (
            <TimelineItem
              key={line.key}
              icon={ICONS[line.kind]}
              title={line.ignored ? <span className="text-ink-3">{line.title}</span> : line.title}
              time={line.time}
              dateTime={new Date(line.at).toISOString()}
              note={line.note}
              strong={line.strong}
            />
          ))}
        </TimelineGroup>
      ))}
    </Timeline>
  );
}

function cut(groups: readonly Group[], most: number | undefined): readonly Group[] {
  if (most === undefined) return groups;
  let left = most;
  return groups.flatMap((group) => {
    const lines = group.lines.slice(0, Math.max(0, left));
    left -= lines.length;
    return lines.length > 0 ? [{ ...group, lines }] : [];
  });
}
