"use client";
import { useEffect } from "react";
import { StateText } from "@/components/shell/state-page";
import { Button, ButtonLink } from "@/components/ui/button";

/** Inside the shell: the page failed, rail and search still work. */
export default function AppError({ error, retry }: { error: unknown; retry: () => void }) {
  useEffect(() => console.error(error), [error]);
  const digest = error instanceof Error && "digest" in error ? String(error.digest) : undefined;
  return (
    <div role="alert" className="mx-auto max-w-[560px] px-4 pt-32">
      <StateText
        title="This page did not load"
        reference={digest}
        action={
          <>
            <Button variant="primary" onClick={retry}>
              Try again
            </Button>
            <ButtonLink href="/leads">Open the leads</ButtonLink>
          </>
        }
      >
        Something on our side failed. Nothing you saved is lost, and the other pages still work.
      </StateText>
    </div>
  );
}
