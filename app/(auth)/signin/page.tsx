import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AuthHeading } from "@/components/auth/auth-heading";
import { SignInForm } from "@/components/auth/sign-in-form";
import { Banner } from "@/components/ui/banner";
import { loadSignInPage } from "@/lib/modules/users/loaders";
import { safePath } from "@/lib/platform/auth/safe-path";

export const metadata: Metadata = { title: "Sign in" };

type Search = Promise<Record<string, string | string[] | undefined>>;

export default async function SignInPage({ searchParams }: { searchParams: Search }) {
  const { callbackUrl, notice } = await searchParams;
  const { signedIn, needsSetup, demo } = await loadSignInPage();
  const path = safePath(typeof callbackUrl === "string" ? callbackUrl : null);
  if (signedIn) redirect(path);
  if (needsSetup) redirect("/setup");
  return (
    <>
      <AuthHeading title={demo ? `Sign in to ${demo.workspace}` : "Sign in"}>
        With your work account.
      </AuthHeading>
      {notice === "password-changed" ? (
        <Banner live className="-mt-2 mb-5" title="Your password is changed">
          Sign in with the new one. Every other session has ended.
        </Banner>
      ) : null}
      {notice === "workspace-deleted" ? (
        <Banner live className="-mt-2 mb-5" title="The workspace is deleted">
          Everything in it is gone, and everybody who worked in it is signed out.
        </Banner>
      ) : null}
      <SignInForm callbackUrl={path === "/" ? undefined : path} demo={demo} />
    </>
  );
}
