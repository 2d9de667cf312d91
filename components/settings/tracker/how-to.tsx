"use client";
import { Disclosure } from "../../ui/disclosure";
import { Code } from "./code";

/** What one does with the tracker beyond putting it there, opened one by one. */
export function HowTo({ asksFirst }: { asksFirst: boolean }) {
  return (
    <div className="mt-4 divide-y divide-line border-y border-line">
      {asksFirst ? (
        <Disclosure title="When your banner is answered">
          <p>
            Tell the tracker the answer; it keeps a yes in the browser, and a no removes all it kept there.
          </p>
          <Code label="Consent" text={"firstcall.consent(true)\nfirstcall.consent(false)"} />
        </Disclosure>
      ) : null}
      <Disclosure title="Tell us who it is">
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
      </Disclosure>
      <Disclosure title="Mark buttons, forms and downloads">
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
      </Disclosure>
      <Disclosure title="Single-page apps and tag managers">
        <p>
          Pages that change without loading are seen by themselves. A tag manager may load the same line as
          custom HTML. When somebody signs out, a shared computer starts anew with:
        </p>
        <Code label="Reset" text="firstcall.reset()" />
      </Disclosure>
    </div>
  );
}
