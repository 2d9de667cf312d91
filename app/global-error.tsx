"use client";
import { useEffect } from "react";
import "./globals.css";
import { StatePage } from "@/components/shell/state-page";
import { Button } from "@/components/ui/button";

/** The root layout itself threw: brings its own document. */
export default function GlobalError({ error, retry }: { error: unknown; retry: () => void }) {
  useEffect(() => console.error(error), [error]);
  const digest = error instanceof Error && "digest" in error ? String(error.digest) : undefined;
  return (
    <html lang="en">
      <body>
        <title>Firstcall did not load</title>
        <StatePage
          title="Firstcall did not load"
          reference={digest}
          action={
            <Button variant="primary" onClick={retry}>
              Try again
            </Button>
          }
        >
          Something on our side failed before the page could be drawn. Nothing you saved is lost.
        </StatePage>
      </body>
    </html>
  );
}
