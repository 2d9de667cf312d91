"use client";
import { useState, useTransition } from "react";
import { findPersonAction } from "@/lib/modules/workspace-data/actions";
import type { DataPage, ErasurePreview } from "@/lib/modules/workspace-data/types";
import { formatCount } from "@/lib/present/format";
import { SettingsSection } from "../settings/settings-page";
import { Banner } from "../ui/banner";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { TextLink } from "../ui/text-link";
import { EraseDialog } from "./erase-dialog";
import { wentText } from "./went-text";

const NO_ANSWER = "No answer from the server. Nothing was erased; look the person up again.";

/** Looks a person up by address or id, shows what would go, and erases it once that is confirmed. */
export function ErasePerson({ person }: { person: DataPage["person"] }) {
  const [asked, setAsked] = useState(person?.asked ?? "");
  const [found, setFound] = useState<ErasurePreview | null>(person?.preview ?? null);
  const [problem, setProblem] = useState<string | null>(null);
  const [erased, setErased] = useState<string | null>(null);
  const [isLooking, start] = useTransition();

  function look() {
    if (isLooking) return;
    start(async () => {
      setErased(null);
      const answer = await findPersonAction(asked).catch(() => null);
      setFound(answer?.ok ? answer.preview : null);
      setProblem(answer?.ok ? null : (answer?.message ?? NO_ANSWER));
    });
  }

  return (
    <div id="erase" className="scroll-mt-16">
      <SettingsSection
        title="Erase a person"
        claim="The right to be forgotten: their leads, everything they did, every score and note about them, messages, and every mention of their address. What stays is that somebody was erased, when, by whom and why."
      >
        <form
          className="mt-4 flex flex-wrap items-start gap-3"
          onSubmit={(event) => {
            event.preventDefault();
            look();
          }}
        >
          <Field label="E-mail, or id of the lead" error={problem} className="w-80 max-md:w-full">
            <Input
              value={asked}
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => {
                setAsked(event.target.value);
                setProblem(null);
              }}
            />
          </Field>
          <Button type="submit" busy={isLooking} busyText="Looking" className="md:mt-[22px]">
            Look up
          </Button>
        </form>
        <div aria-live="polite">
          {erased ? (
            <Banner className="mt-4 max-w-[640px]" title={erased}>
              It is in the audit log with a hash of the address. Imported again, they would be somebody new.
            </Banner>
          ) : null}
          {found ? (
            <Found
              preview={found}
              onErased={(count) => {
                setFound(null);
                setAsked("");
                setErased(`${formatCount(count, "lead")} erased with every trace`);
              }}
            />
          ) : null}
        </div>
      </SettingsSection>
    </div>
  );
}

function Found({ preview, onErased }: { preview: ErasurePreview; onErased: (count: number) => void }) {
  const { leads, uploads, refusal } = preview;
  return (
    <section aria-label="What would go" className="mt-5 max-w-[640px] border-l-2 border-accent pl-4">
      <ul className="text-13">
        {leads.map(({ id, name, company, email }) => (
          <li key={id} className="text-ink-2">
            <TextLink href={`/leads/${id}`}>{name}</TextLink>
            {company ? `, ${company}` : ""}
            {email ? ` · ${email}` : ""}
          </li>
        ))}
      </ul>
      {leads.length > 1 ? (
        <p className="mt-1 text-12 text-ink-3">They share an address, so they are erased together.</p>
      ) : null}
      <p className="mt-2 text-13 text-ink-2">{wentText(preview)}</p>
      {uploads.length > 0 ? (
        <p className="mt-2 text-13 text-ink-2">
          {uploads.join(", ")}: {uploads.length === 1 ? "this upload waits" : "these uploads wait"} to be
          imported and may contain the person. {uploads.length === 1 ? "It is" : "They are"} discarded.
        </p>
      ) : null}
      {refusal ? (
        <p className="mt-3 text-13 text-danger">{refusal}</p>
      ) : (
        <EraseDialog preview={preview} onErased={onErased} />
      )}
    </section>
  );
}
