"use client";
import { Download } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { removeFromNurtureAction } from "@/lib/modules/nurture/actions";
import type { NurtureLine, NurturePage } from "@/lib/modules/nurture/types";
import { formatCount, formatNumber } from "@/lib/present/format";
import { Button, ButtonLink } from "../ui/button";
import { buttonClass } from "../ui/button-class";
import { Dialog, DialogClose } from "../ui/dialog";
import { EmptyState } from "../ui/empty-state";
import { PageBar } from "../ui/page-bar";
import { TabLinks } from "../ui/tab-links";
import { TextLink } from "../ui/text-link";
import { useToast } from "../ui/toast";
import { NurtureList } from "./nurture-list";

const PATH = "/leads/nurture";

/** Silent leads whom the mail tool looks after, and who left that list why. */
export function NurtureScreen({ page }: { page: NurturePage }) {
  const { state, lines, counts, next, isFirst, mayExport } = page;
  const toast = useToast();
  const router = useRouter();
  const [asking, setAsking] = useState<NurtureLine | null>(null);
  const [isRemoving, start] = useTransition();

  function remove(line: NurtureLine) {
    start(async () => {
      const result = await removeFromNurtureAction({ id: line.id }).catch(() => null);
      setAsking(null);
      toast(
        result?.ok
          ? { title: `${line.name} removed from nurture` }
          : { title: result?.message ?? "No answer from the server. Nothing was changed.", tone: "error" },
      );
      if (result && !result.ok) router.refresh();
    });
  }

  return (
    <>
      <PageBar
        title="Nurture"
        trail={[{ href: "/leads", label: "Leads" }]}
        className="px-6"
        actions={
          mayExport && counts[state] > 0 ? (
            <a
              href={`${PATH}/export?state=${state}`}
              download
              className={buttonClass({ variant: "default" })}
            >
              <Download aria-hidden="true" className="size-4" /> Export
            </a>
          ) : null
        }
      />
      <TabLinks
        label="Lists"
        className="px-6 max-md:mx-0 max-md:px-4"
        items={[
          {
            href: PATH,
            label: "Enrolled",
            count: formatNumber(counts.enrolled),
            current: state === "enrolled",
          },
          {
            href: `${PATH}?state=left`,
            label: "Left",
            count: formatNumber(counts.left),
            current: state === "left",
          },
        ]}
      />
      <div className="px-6 pb-16 pt-4 max-md:px-4">
        <p className="max-w-[720px] text-13 text-ink-2">
          {page.isOn
            ? `${page.band} leads enter ${formatCount(page.afterDays, "day")} after a call or mail that stayed unanswered.`
            : "Nobody enters now: enrolling is switched off."}{" "}
          {page.mayManage ? <TextLink href="/settings/nurture">Settings</TextLink> : null}
        </p>
        {lines.length === 0 ? (
          <Nothing page={page} />
        ) : (
          <NurtureList lines={lines} state={state} onRemove={setAsking} />
        )}
        {next || !isFirst ? (
          <nav aria-label="Pages" className="mt-4 flex gap-2">
            {isFirst ? null : (
              <ButtonLink href={state === "left" ? `${PATH}?state=left` : PATH}>First page</ButtonLink>
            )}
            {next ? <ButtonLink href={`${PATH}?state=${state}&after=${next}`}>Next</ButtonLink> : null}
          </nav>
        ) : null}
      </div>
      {asking ? (
        <Dialog
          open
          onOpenChange={(open) => {
            if (!open) setAsking(null);
          }}
          width={480}
          title={`Remove ${asking.name} from nurture?`}
          footer={
            <>
              <DialogClose>
                <Button>Cancel</Button>
              </DialogClose>
              <Button variant="primary" busy={isRemoving} busyText="Removing" onClick={() => remove(asking)}>
                Remove
              </Button>
            </>
          }
        >
          <p className="text-13 text-ink-2">
            The mail tool is told, where a webhook is set. The lead enters again only after another call or
            mail that stays unanswered.
          </p>
        </Dialog>
      ) : null}
    </>
  );
}

function Nothing({ page: { state, isFirst } }: { page: NurturePage }) {
  if (!isFirst)
    return (
      <EmptyState kind="page" title="No more leads">
        The list ended meanwhile.
      </EmptyState>
    );
  return state === "enrolled" ? (
    <EmptyState
      kind="page"
      title="Nobody is in nurture"
      action={<ButtonLink href="/leads">Open the leads</ButtonLink>}
    >
      Leads appear here when they have been called or written to and stay silent.
    </EmptyState>
  ) : (
    <EmptyState kind="page" title="Nobody has left nurture yet">
      Whoever replies, changes band, is closed or is removed by hand is listed here with the reason.
    </EmptyState>
  );
}
