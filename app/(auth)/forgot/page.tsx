import type { Metadata } from "next";
import { AuthHeading } from "@/components/auth/auth-heading";
import { ForgotForm } from "@/components/auth/forgot-form";
import { TextLink } from "@/components/ui/text-link";

export const metadata: Metadata = { title: "Forgotten password" };

export default function ForgotPage() {
  return (
    <>
      <AuthHeading title="Ask for a new password">
        An admin of your workspace makes you a link to choose one. Firstcall does not send it by mail: they
        hand it to you.
      </AuthHeading>
      <ForgotForm />
      <p className="mt-6 text-13">
        <TextLink href="/signin" className="touch-target">
          Back to sign in
        </TextLink>
      </p>
    </>
  );
}
