"use client";
import { useRouter } from "next/navigation";
import { type KeyboardEvent, useState } from "react";
import type { RuleSetChange } from "@/lib/core/rules/diff";
import type { RulesDraft } from "@/lib/modules/drafts/types";
import { publishRulesAction } from "@/lib/modules/rules/actions";
import type { RulesPageData } from "@/lib/modules/rules/types";
import { formatCount } from "@/lib/present/format";
import { changesCount, changesNote, changeWords, type SignalName } from "@/lib/present/rules-diff-words";
import { Banner } from "../../ui/banner";
import { Button } from "../../ui/button";
import { Consequence, Dialog, DialogClose } from "../../ui/dialog";
import { Field } from "../../ui/field";
import { Textarea } from "../../ui/input";
import { RadioGroup } from "../../ui/radio-group";
import { useToast } from "../../ui/toast";

interface PublishRulesDialogProps {
  data: RulesPageData;
  content: RulesDraft;
  changes: readonly RuleSetChange[];
  signalName: SignalName;
  /** Whether this very draft was replayed over the past. */
  isBacktested: boolean;
  /** Nothing may be on its way to be kept when the draft is dropped. */
  settle: () => Promise<void>;
  onClose: () => void;
}

const MOST_NOTE = 300;
const NO_ANSWER = "No answer from the server. Look at what is in use before you try again.";

/** What changes, why, and what follows; then the draft becomes a version. */
export function PublishRulesDialog({
  data,
  content,
  changes,
  signalName,
  isBacktested,
  settle,
  onClose,
}: PublishRulesDialogProps) {
  const { base, inUse, nextVersion, leads } = data;
  const router = useRouter();
  const toast = useToast();
  const [note, setNote] = useState(() => changesNote(changes, { most: MOST_NOTE, signalName }));
  const [choice, setChoice] = useState<"wait" | "take">("wait");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<{ message: string; code: string } | null>(null);
  const isModel = inUse.kind === "model";
  const takesOver = !isModel || choice === "take";
  const noteError =
    note.trim() === ""
      ? "Write in a few words what was changed."
      : note.trim().length > MOST_NOTE
        ? `${formatCount(note.trim().length - MOST_NOTE, "character")} too many: at most ${MOST_NOTE}.`
        : null;

  async function publish() {
    if (busy || noteError) return;
    setBusy(true);
    setProblem(null);
    await settle();
    const answer = await publishRulesAction({
      ...{ baseId: base.id, activeId: inUse.id, content, note, takesOver },
    }).catch(() => null);
    setBusy(false);
    if (answer?.ok) {
      toast({
        title: answer.takesOver ? `${answer.version} is in use` : `${answer.version} is published and waits`,
      });
      onClose();
      router.refresh();
      return;
    }
    setProblem(answer ?? { message: NO_ANSWER, code: "silent" });
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== "Enter" || !(event.metaKey || event.ctrlKey)) return;
    event.preventDefault();
    event.stopPropagation();
    void publish();
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open && !busy) onClose();
      }}
      title={`Publish ${nextVersion}`}
      description={changesCount(changes.length, base.version)}
      footerNote={isBacktested ? "Kept in the audit log" : "Not backtested; the audit log will say so"}
      footer={
        <>
          <DialogClose>
            <Button disabled={busy}>Cancel</Button>
          </DialogClose>
          <Button
            variant="primary"
            kbd="⌘↵"
            busy={busy}
            busyText="Publishing"
            disabled={noteError !== null}
            onClick={publish}
          >
            Publish {shortVersion(nextVersion)}
          </Button>
        </>
      }
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the shortcut of the button below, from any field here */}
      <div className="space-y-5" onKeyDown={onKeyDown}>
        {problem ? (
          <Banner
            tone="danger"
            live
            action={
              problem.code === "overtaken" ? (
                <Button
                  onClick={() => {
                    onClose();
                    router.refresh();
                  }}
                >
                  Load again
                </Button>
              ) : undefined
            }
          >
            {problem.message}
          </Banner>
        ) : null}
        <ul aria-label="Changes" className="max-h-52 overflow-y-auto text-13">
          {changes.map((change, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: changes are a list read once
            <li key={index} className="border-b border-line py-1.5 text-ink last:border-b-0">
              {changeWords(change, signalName)}
            </li>
          ))}
        </ul>
        <Field
          label="Note"
          hint="Stands beside the version from now on."
          error={noteError}
          aside={`${note.trim().length} of ${MOST_NOTE}`}
          required
        >
          <Textarea value={note} rows={3} onChange={(event) => setNote(event.target.value)} />
        </Field>
        {isModel ? (
          <RadioGroup
            label="When the rules take over"
            value={choice}
            onValueChange={setChoice}
            options={[
              {
                value: "wait",
                label: `${inUse.version} goes on scoring`,
                hint: `${nextVersion} waits among the versions, runs beside it and takes over if you go back.`,
              },
              {
                value: "take",
                label: `${nextVersion} takes over from ${inUse.version}`,
                hint: `${formatCount(leads, "lead")} are scored again in the background. ${inUse.version} stays one click away.`,
              },
            ]}
          />
        ) : (
          <Consequence>
            {nextVersion} takes over from {base.version} at once; {formatCount(leads, "lead")}{" "}
            {leads === 1 ? "is" : "are"} scored again in the background. {base.version} stays one click away.
          </Consequence>
        )}
      </div>
    </Dialog>
  );
}

/** "v13" of "Rules v13". */
export const shortVersion = (version: string): string => version.replace(/^Rules /, "");
