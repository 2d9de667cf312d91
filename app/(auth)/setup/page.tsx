import type { Metadata } from "next";
import { AuthHeading } from "@/components/auth/auth-heading";
import { SetupForm } from "@/components/auth/setup-form";
import { ButtonLink } from "@/components/ui/button";
import { loadSetupPage } from "@/lib/modules/users/loaders";

export const metadata: Metadata = { title: "Set-up", referrer: "no-referrer", robots: { index: false } };

type Search = Promise<Record<string, string | string[] | undefined>>;

export default async function SetupPage({ searchParams }: { searchParams: Search }) {
  const given = (await searchParams).token;
  const token = typeof given === "string" ? given : undefined;
  const state = await loadSetupPage(token);
  if (state === "open" && token) {
    return (
      <>
        <AuthHeading title="Create the workspace">
          You become its first admin and can invite the others.
        </AuthHeading>
        <SetupForm token={token} timeZones={["Etc/UTC", ...Intl.supportedValuesOf("timeZone")]} />
      </>
    );
  }
  if (state === "done") {
    return (
      <>
        <AuthHeading title="The set-up is done">
          This installation has its workspace. Sign in, or ask an admin for an invitation.
        </AuthHeading>
        <ButtonLink href="/signin" variant="primary" size="md">
          Go to sign in
        </ButtonLink>
      </>
    );
  }
  return (
    <AuthHeading title="Open the set-up link">
      Nobody has an account here yet. When the server starts it prints a link that ends in /setup?token=…;
      whoever opens it creates the workspace. Restart the server for a new one, or run{" "}
      <code className="font-mono text-12">npm run firstcall -- setup-link</code>.
    </AuthHeading>
  );
}
