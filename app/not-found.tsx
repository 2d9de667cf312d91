import type { Metadata } from "next";
import { StatePage } from "@/components/shell/state-page";
import { ButtonLink } from "@/components/ui/button";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <StatePage
      title="There is no such page"
      action={
        <ButtonLink variant="primary" href="/leads">
          Open the leads
        </ButtonLink>
      }
    >
      The address may be mistyped, or what it led to was removed or belongs to another workspace.
    </StatePage>
  );
}
