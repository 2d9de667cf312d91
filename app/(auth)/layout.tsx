import type { ReactNode } from "react";
import { BandIllustration } from "@/components/auth/band-illustration";
import { Wordmark } from "@/components/ui/logo";

/** The frame of every page before signing in: the form at the left, what it is for at the right. */
export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <div className="grid min-h-dvh bg-surface lg:grid-cols-[minmax(440px,36%)_1fr]">
      <main className="flex flex-col px-4 pb-6 pt-6 sm:px-10 sm:pt-8 lg:px-[72px]">
        <Wordmark />
        <div className="mx-auto w-full max-w-[376px] pb-12 pt-14 lg:mx-0 lg:pt-[clamp(40px,17dvh,176px)]">
          {children}
        </div>
      </main>
      <aside className="border-l border-line bg-bg px-[8.6vw] pt-[clamp(72px,24dvh,248px)] max-lg:hidden 2xl:px-30">
        <div className="max-w-[680px]">
          <p className="text-40 font-semibold text-ink">Who to call first, and why.</p>
          <p className="mt-2 max-w-[460px] text-14 text-ink-2">
            Every lead has a score, a band and its reasons in plain English, so the first call of the morning
            goes where it is worth most.
          </p>
          <div className="mt-[clamp(32px,10dvh,96px)]">
            <BandIllustration />
          </div>
        </div>
      </aside>
    </div>
  );
}
