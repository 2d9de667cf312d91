"use client";
import { useState, useTransition } from "react";
import { deleteWorkspaceAction } from "@/lib/modules/workspace-data/actions";
import type { DataPage } from "@/lib/modules/workspace-data/types";
import { formatCount, formatNumber, listOf } from "@/lib/present/format";
import { SettingsSection } from "../settings/settings-page";
import { Banner } from "../ui/banner";
import { Button } from "../ui/button";
import { Consequence, Dialog, DialogClose } from "../ui/dialog";
import { TypeToConfirm } from "./type-to-confirm";

/** The end of a workspace: its name typed, and nothing left. */
export function DeleteWorkspace({ page }: { page: DataPage }) {
  const { workspace, counts, accounts } = page;
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState("");
  const [wasAsked, setWasAsked] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [isDeleting, start] = useTransition();
  const isTyped = typed.trim().toLowerCase() === workspace.trim().toLowerCase();

  function remove() {
    setWasAsked(true);
    if (!isTyped) return;
    start(async () => {
      const answer = await deleteWorkspaceAction({ typed }).catch(() => null);
      if (answer?.ok) {
        // A page of its own: nothing of this one is anybody's any more.
        window.location.assign("/signin?notice=workspace-deleted");
        return;
      }
      setProblem(
        answer?.message ?? "No answer from the server. Load the page again to see whether it is still there.",
      );
    });
  }

  return (
    <SettingsSection
      title="Delete the workspace"
      claim="Everything in it, for good. Export it first if anybody may ask for it later."
    >
      <Dialog
        open={open}
        onOpenChange={(next) => {
          setOpen(next);
          setTyped("");
          setProblem(null);
          setWasAsked(false);
        }}
        trigger={
          <Button variant="danger" className="mt-3 -ml-3">
            Delete {workspace}
          </Button>
        }
        width={480}
        title={`Delete ${workspace}?`}
        footer={
          <>
            <DialogClose>
              <Button>Keep it</Button>
            </DialogClose>
            <Button variant="danger" busy={isDeleting} busyText="Deleting" onClick={remove}>
              Delete for good
            </Button>
          </>
        }
      >
        <Consequence>
          <p>
            {listOf(
              counts
                .filter(({ count }) => count > 0)
                .map(({ label, count }) => `${formatNumber(count)} ${label}`),
            )}{" "}
            go at once. There is no way back, and no audit log is left.
          </p>
          <p className="mt-2">
            Everybody is signed out with their next click.{" "}
            {accounts > 0
              ? `${formatCount(accounts, "account")} of people who belong to no other workspace ${accounts === 1 ? "goes" : "go"} too, yours perhaps among them.`
              : "Everybody keeps their account, because they belong to other workspaces."}
          </p>
        </Consequence>
        <TypeToConfirm wanted={workspace} typed={typed} isMissing={wasAsked && !isTyped} onTyped={setTyped} />
        {problem ? (
          <Banner tone="danger" live className="mt-4">
            {problem}
          </Banner>
        ) : null}
      </Dialog>
    </SettingsSection>
  );
}
