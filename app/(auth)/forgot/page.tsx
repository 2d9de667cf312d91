import type { Metadata } from "next";
import { connection } from "next/server";
import { AuthHeading } from "@/components/auth/auth-heading";
import { ForgotForm } from "@/components/auth/forgot-form";
import { TextLink } from "@/components/ui/text-link";
import { env } from "@/lib/platform/env";

export const metadata: Metadata = { title: "Forgotten password" };

export default async function ForgotPage() {
  // Whether there is a mail server is known where the product runs, not where it is built.
  await connection();
  const byMail = env().SMTP_URL !== undefined;
  return (
    <>
      <AuthHeading title="Ask for a new password">
        {byMail
          ? "We send you a link to choose one."
          : "An admin of your workspace makes you a link to choose one. Firstcall does not send it by mail: they hand it to you."}
      </AuthHeading>
      <ForgotForm byMail={byMail} />
      <p className="mt-6 text-13">
        <TextLink href="/signin" className="touch-target">
          Back to sign in
        </TextLink>
      </p>
    </>
  );
}
