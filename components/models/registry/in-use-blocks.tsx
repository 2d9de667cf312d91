import { Undo2 } from "lucide-react";
import type { ReactNode } from "react";
import type { RegistryData } from "@/lib/modules/models/types-screen";
import { Button, ButtonLink } from "../../ui/button";
import { Chip } from "../../ui/chip";
import { TextLink } from "../../ui/text-link";
import { RollBackDialog } from "./roll-back-dialog";
import { StateMark } from "./state-mark";

/** What is in use at the left; at the right what waits: a proposal, or the first training. */
export function InUseBlocks({ data }: { data: RegistryData }) {
  const { inUse, previous, proposed, start, mayPublish, mayTrain, leads } = data;
  return (
    <div className="grid gap-x-12 gap-y-8 border-b border-line pb-7 lg:grid-cols-2">
      <Block
        mark={<StateMark state="in_use" text="In use" />}
        remark={inUse.since}
        title={inUse.title}
        kindName={inUse.kindName}
        action={
          previous && mayPublish ? (
            <RollBackDialog
              target={previous}
              active={inUse}
              leads={leads}
              trigger={<Button icon={<Undo2 aria-hidden="true" />}>Roll back to {previous.title}</Button>}
            />
          ) : null
        }
      >
        <p>{inUse.sentence}</p>
        {inUse.figures ? (
          <p className="mt-1 text-ink-3">
            {inUse.figures}
            {inUse.runId ? (
              <>
                {" · "}
                <TextLink href={`/models/runs/${inUse.runId}`}>How it was measured</TextLink>
              </>
            ) : null}
          </p>
        ) : null}
      </Block>
      {proposed ? (
        <Block
          mark={<Chip>Proposed</Chip>}
          remark={proposed.since}
          title={proposed.title}
          action={
            mayPublish ? (
              <>
                <ButtonLink variant="quiet" href={`/models/compare?a=${inUse.id}&b=${proposed.id}`}>
                  Compare
                </ButtonLink>
                <ButtonLink href={`/models/${proposed.id}/publish`}>Look and publish</ButtonLink>
              </>
            ) : (
              <ButtonLink href={`/models/compare?a=${inUse.id}&b=${proposed.id}`}>
                Compare with {inUse.title}
              </ButtonLink>
            )
          }
        >
          <p>{proposed.sentence}</p>
          <p className="mt-1">
            <TextLink href={`/models/runs/${proposed.runId}`}>What the run found</TextLink>
          </p>
        </Block>
      ) : start ? (
        <Block title="Nothing is trained yet" mark={null} remark="The rules score the leads">
          <p>{start.sentence}</p>
          {mayTrain ? (
            <div className="mt-3">
              <ButtonLink variant={start.enough ? "primary" : "default"} href="/models/train">
                Train on what happened
              </ButtonLink>
            </div>
          ) : (
            <p className="mt-1 text-ink-3">RevOps and admins train models.</p>
          )}
        </Block>
      ) : null}
    </div>
  );
}

function Block({
  mark,
  remark,
  title,
  kindName,
  action,
  children,
}: {
  mark: ReactNode;
  remark: ReactNode;
  title: string;
  kindName?: string | null;
  action?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section aria-label={title} className="min-w-0">
      <div className="flex min-h-7 flex-wrap items-center gap-x-2 gap-y-2">
        {mark}
        <span className="text-13 text-ink-2">{remark}</span>
        {action ? <div className="ml-auto flex gap-2 max-md:ml-0 max-md:w-full">{action}</div> : null}
      </div>
      <h2 className="mt-2 text-24 font-semibold text-ink">
        {title}
        {kindName ? <span className="ml-2 text-16 font-medium text-ink-2">{kindName}</span> : null}
      </h2>
      <div className="mt-1 max-w-[64ch] text-13 text-ink-2">{children}</div>
    </section>
  );
}
