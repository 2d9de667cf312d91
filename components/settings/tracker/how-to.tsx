"use client";
import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { Code } from "./code";

/** What one does with the tracker beyond putting it there, opened one by one. */
export function HowTo({ asksFirst }: { asksFirst: boolean }) {
  return (
    <div className="mt-4 divide-y divide-line border-y border-line">
      {asksFirst ? (
        <Part title="When your banner is answered">
          <p>
            Tell the tracker the answer; it keeps a yes in the browser, and a no removes all it kept there.
          </p>
          <Code label="Consent" text={"firstcall.consent(true)\nfirstcall.consent(false)"} />
        </Part>
      ) : null}
      <Part title="Tell us who it is">
        <p>
          After a sign-in or a form. Whoever is not a lead becomes one; the visits of before count from then
          on.
        </p>
        <Code
          label="Identify"
          text={'firstcall.identify("ada@example.com", {\n  first_name: "Ada", company: "Fjordline"\n})'}
        />
        <p>Before the file is loaded, or from a tag manager:</p>
        <Code
          label="Identify early"
          text={'(window.firstcall = window.firstcall || [])\n  .push(["identify", "ada@example.com"])'}
        />
      </Part>
      <Part title="Mark buttons, forms and downloads">
        <p>
          Hovers and clicks of links to a demo page, PDF downloads and forms are seen by themselves. Marks
          name the rest.
        </p>
        <Code
          label="Marks"
          text={
            '<a data-fc-cta="demo" href="/talk">Talk to us</a>\n<form data-fc-form="signup">…</form>\n<button data-fc-event="roi_calculated"\n  data-fc-plan="team">Calculate</button>'
          }
        />
        <Code label="From a script" text={'firstcall.track("trial_started")'} />
      </Part>
      <Part title="Single-page apps and tag managers">
        <p>
          Pages that change without loading are seen by themselves. A tag manager may load the same line as
          custom HTML. When somebody signs out, a shared computer starts anew with:
        </p>
        <Code label="Reset" text="firstcall.reset()" />
      </Part>
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <details className="group">
      <summary className="flex min-h-11 cursor-pointer list-none items-center gap-2 text-13 font-medium text-ink outline-offset-0 focus-visible:outline-2 focus-visible:outline-focus md:min-h-9 [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden="true" className="size-4 text-ink-3 group-open:rotate-90" />
        {title}
      </summary>
      <div className="space-y-2 pb-4 pl-6 text-12 text-ink-2">{children}</div>
    </details>
  );
}
