"use client";
import { useEffect } from "react";
import { StatePage } from "@/components/shell/state-page";
import { Button, ButtonLink } from "@/components/ui/button";

/** Outside the shell: something threw while a page was drawn. */
export default function RootError({ error, retry }: { error: unknown; retry: () => void }) {
  useEffect(() => console.error(error), [error]);
  const digest = error instanceof Error && "digest" in error ? String(error.digest) : undefined;
  return (
    <StatePage
      title="This page did not load"
      reference={digest}
      action={
        <>
          <Button variant="primary" onClick={retry}>
            Try again
          </Button>
          <ButtonLink href="/">Go to the start</ButtonLink>
        </>
      }
    >
      Something on our side failed. Nothing you saved is lost. If it happens again, pass the reference on to
      your administrator.
    </StatePage>
  );
}
