import Link from "next/link";
import type { KeyRow, KeyUsage } from "@/lib/modules/keys/types";
import { dayKey, formatNumber, type TimeContext } from "@/lib/present/format";
import {
  idleText,
  type KeyFacts,
  keyRemark,
  madeText,
  peakText,
  usageText,
  usedText,
} from "@/lib/present/key-words";
import { EmptyState } from "../../ui/empty-state";
import { PageBar, SectionHeading } from "../../ui/page-bar";
import { SettingsTabs } from "../settings-nav";
import { CreateKeyDialog } from "./create-key-dialog";
import { type KeyLine, KeysTable } from "./keys-table";
import { UsageBars } from "./usage-bars";

interface KeysScreenProps {
  keys: readonly KeyRow[];
  usage: readonly KeyUsage[];
  timeZone: string;
  now: Date;
}

const NONE = { asked: 0, refused: 0, peakPerMinute: 0, days: [] } as const;

/** Keys of the machine API: made, rotated, revoked, and how much they are used. */
export function KeysScreen({ keys, usage, timeZone, now }: KeysScreenProps) {
  const context: TimeContext = { now: now.getTime(), timeZone };
  const usageOf = new Map(usage.map((each) => [each.keyId, each]));
  const today = dayKey(context.now, timeZone);
  const secrets = keys.filter(({ kind }) => kind === "secret");
  const active = secrets.filter(({ state }) => state === "active");
  const ended = secrets.filter(({ state }) => state !== "active");
  const idle = idleText(secrets.map(factsOf), context);
  const days = daysOf(secrets.map(({ id }) => usageOf.get(id)?.days ?? []));

  const lineOf = (row: KeyRow): KeyLine => {
    const facts = factsOf(row);
    const used = usageOf.get(row.id) ?? NONE;
    return {
      ...{
        id: row.id,
        name: row.name,
        shown: row.shown,
        scopes: row.scopes,
        isActive: row.state === "active",
      },
      made: madeText(facts, context),
      used: usedText(facts, context),
      today: formatNumber(used.days.find(({ day }) => day === today)?.asked ?? 0),
      usage: usageText(used),
      limit: peakText(used, row.limitPerMinute),
      remark: keyRemark(facts, context),
    };
  };
  return (
    <>
      <PageBar
        title="API keys"
        actions={
          <>
            <Link
              href="/docs/api"
              className="touch-target rounded-1 px-2 text-13 text-ink-2 hover:text-ink max-md:hidden"
            >
              API documentation
            </Link>
            <CreateKeyDialog />
          </>
        }
      />
      <SettingsTabs />
      <div className="max-w-[1040px] space-y-10 px-8 pb-16 pt-6 max-xl:px-6 max-md:px-4">
        <section aria-labelledby="keys-heading">
          <SectionHeading
            id="keys-heading"
            title={active.length > 0 ? `API keys, ${formatNumber(active.length)} active` : "API keys"}
            claim="A key lets one program of yours ask for scores or send events. It is shown once; we keep only its hash."
            className="mb-3"
          />
          {active.length > 0 ? (
            <KeysTable label="Active keys" keys={active.map(lineOf)} />
          ) : (
            <EmptyState title="No key yet">
              Create one for each program that is to score leads, send events or read them. The{" "}
              <Link href="/docs/api" className="underline">
                documentation
              </Link>{" "}
              says how to ask.
            </EmptyState>
          )}
          {idle ? <p className="mt-3 text-13 text-ink-2">{idle}</p> : null}
        </section>
        {days.length > 0 ? (
          <section aria-labelledby="usage-heading">
            <SectionHeading
              id="usage-heading"
              title="Requests a day"
              claim="Of all keys together, the last 30 days. What a limit refused is on top."
              className="mb-3"
            />
            <UsageBars days={days} context={context} />
          </section>
        ) : null}
        {ended.length > 0 ? (
          <section aria-labelledby="ended-heading">
            <SectionHeading
              id="ended-heading"
              title="Keys that do not work any more"
              claim="Revoked or past their last day."
              className="mb-3"
            />
            <KeysTable label="Ended keys" keys={ended.map(lineOf)} />
          </section>
        ) : null}
      </div>
    </>
  );
}

const at = (date: Date | null) => date?.getTime() ?? null;

function factsOf(row: KeyRow): KeyFacts {
  return {
    ...{ name: row.name, state: row.state, limitPerMinute: row.limitPerMinute, createdBy: row.createdBy },
    ...{ createdAt: row.createdAt.getTime(), expiresAt: at(row.expiresAt) },
    ...{ revokedAt: at(row.revokedAt), lastUsedAt: at(row.lastUsedAt) },
    previous: row.previous && { shown: row.previous.shown, until: row.previous.until.getTime() },
  };
}

/** Of all keys together, by day. */
function daysOf(all: readonly KeyUsage["days"][]): KeyUsage["days"] {
  const days = new Map<string, { day: string; asked: number; refused: number }>();
  for (const { day, asked, refused } of all.flat()) {
    const sum = days.get(day) ?? { day, asked: 0, refused: 0 };
    days.set(day, { day, asked: sum.asked + asked, refused: sum.refused + refused });
  }
  return [...days.values()];
}
