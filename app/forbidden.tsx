import type { Metadata } from "next";
import { StatePage } from "@/components/shell/state-page";
import { ButtonLink } from "@/components/ui/button";

export const metadata: Metadata = { title: "Not allowed" };

/** Shown by forbidden(), with status 403. */
export default function Forbidden() {
  return (
    <StatePage
      title="Your role cannot open this page"
      action={
        <ButtonLink variant="primary" href="/leads">
          Open the leads
        </ButtonLink>
      }
    >
      Everyone in the workspace reads leads, scores and reasons. RevOps and admins import leads and look after
      scoring; admins manage people. If you need this page, ask an admin of your workspace to change your
      role.
    </StatePage>
  );
}
