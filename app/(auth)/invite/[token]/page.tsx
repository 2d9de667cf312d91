import type { Metadata } from "next";
import { AcceptForm } from "@/components/auth/accept-form";
import { AuthHeading } from "@/components/auth/auth-heading";
import { ButtonLink } from "@/components/ui/button";
import { loadInvitation } from "@/lib/modules/users/loaders";
import { ROLE_LABELS } from "@/lib/platform/auth/roles";

export const metadata: Metadata = { title: "Invitation", referrer: "no-referrer", robots: { index: false } };

const closed = {
  unknown: {
    title: "This link is not complete",
    text: "Open it exactly as it was sent to you, or ask for a new one.",
  },
  expired: {
    title: "This invitation has expired",
    text: "Links work for seven days. Ask the person who invited you for a new one.",
  },
  revoked: {
    title: "This invitation was taken back",
    text: "Ask the person who invited you whether there is a newer link.",
  },
  accepted: {
    title: "This invitation was used already",
    text: "If it was you, sign in with your e-mail and password.",
  },
} as const;

export default async function InvitationPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const invitation = await loadInvitation(token);
  if (invitation.state !== "open") {
    const { title, text } = closed[invitation.state];
    return (
      <>
        <AuthHeading title={title}>{text}</AuthHeading>
        <ButtonLink href="/signin" variant="primary" size="md">
          Go to sign in
        </ButtonLink>
      </>
    );
  }
  const { workspace, role, email, name, hasAccount } = invitation;
  return (
    <>
      <AuthHeading title={`Join ${workspace}`}>
        You are invited as {ROLE_LABELS[role]}.{" "}
        {hasAccount
          ? "You have an account already: join with its password."
          : "Choose a password and you are in."}
      </AuthHeading>
      <AcceptForm token={token} email={email} workspace={workspace} name={name} hasAccount={hasAccount} />
    </>
  );
}
