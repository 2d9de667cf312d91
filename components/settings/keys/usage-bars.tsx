import { dayKey, formatCount, formatDay, type TimeContext } from "@/lib/present/format";
import { localToUtc } from "@/lib/present/zone-instant";
import { zoneTime } from "@/lib/present/zone-time";

interface UsageBarsProps {
  /** Days of the last thirty that had requests: "2026-11-21". */
  days: readonly { readonly day: string; readonly asked: number; readonly refused: number }[];
  context: TimeContext;
}

const DAY = 86_400_000;
const SHOWN = 30;

/** Requests a day over thirty days, those above the limit on top; days without one stay empty. */
export function UsageBars({ days, context }: UsageBarsProps) {
  const byDay = new Map(days.map((each) => [each.day, each]));
  const today = zoneTime(context.now, context.timeZone).dayNumber;
  const line = Array.from({ length: SHOWN }, (_, index) => {
    // Noon of each day of the calendar, however long the days are.
    const at = localToUtc((today - SHOWN + 1 + index) * DAY + DAY / 2, context.timeZone);
    const day = dayKey(at, context.timeZone);
    const { asked = 0, refused = 0 } = byDay.get(day) ?? {};
    return { day, asked, refused, text: formatDay(at, context) };
  });
  const most = Math.max(1, ...line.map(({ asked }) => asked));
  const total = line.reduce((sum, { asked }) => sum + asked, 0);
  const refused = line.reduce((sum, each) => sum + each.refused, 0);
  return (
    <figure>
      <div
        role="img"
        aria-label={`Requests a day over ${SHOWN} days: ${formatCount(total, "request")} in all, ${refused} refused by a limit, at most ${formatCount(Math.max(...line.map(({ asked }) => asked)), "request")} in one day.`}
        className="flex h-20 items-end gap-[3px] border-b border-line-strong"
      >
        {line.map((each) => (
          <span
            key={each.day}
            title={`${each.text}: ${formatCount(each.asked, "request")}${each.refused > 0 ? `, ${each.refused} refused` : ""}`}
            className="flex min-w-0 flex-1 flex-col justify-end self-stretch"
          >
            {each.refused > 0 ? (
              <span data-bar className="bg-caution" style={{ height: `${(100 * each.refused) / most}%` }} />
            ) : null}
            {each.asked > 0 ? (
              <span
                data-bar
                className="rounded-t-[1.5px] bg-chart-bar"
                style={{ height: `max(1px, ${(100 * (each.asked - each.refused)) / most}%)` }}
              />
            ) : null}
          </span>
        ))}
      </div>
      <figcaption className="mt-1 flex justify-between text-11 text-ink-3">
        <span>{line[0]?.text}</span>
        <span>Today</span>
      </figcaption>
    </figure>
  );
}
