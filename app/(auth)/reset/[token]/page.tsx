import type { Metadata } from "next";
import { AuthHeading } from "@/components/auth/auth-heading";
import { ResetForm } from "@/components/auth/reset-form";
import { ButtonLink } from "@/components/ui/button";
import { loadResetPage } from "@/lib/modules/users/loaders";

export const metadata: Metadata = {
  title: "New password",
  referrer: "no-referrer",
  robots: { index: false },
};

export default async function ResetPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  if (!(await loadResetPage(token)).works) {
    return (
      <>
        <AuthHeading title="This link no longer works">
          It was used already, is older than a day, or a newer one was made. Your password is as it was.
        </AuthHeading>
        <ButtonLink href="/forgot" variant="primary" size="md">
          Ask for a new link
        </ButtonLink>
      </>
    );
  }
  return (
    <>
      <AuthHeading title="Choose a new password">You are signed out everywhere when it is saved.</AuthHeading>
      <ResetForm token={token} />
    </>
  );
}
