import { Upload } from "lucide-react";
import { formatCount } from "@/lib/present/format";
import { ButtonLink } from "../ui/button";
import { PageBar } from "../ui/page-bar";
import { NumberedStep } from "../ui/steps";
import { TextLink } from "../ui/text-link";

interface StartViewProps {
  workspace: string;
  hasLeads: boolean;
  people: number;
  mayImport: boolean;
  mayInvite: boolean;
}

const promises = [
  { title: "Who sees what", text: "Only people you invite. All of them see all leads of the workspace." },
  { title: "What never scores", text: "Age, gender, origin, religion, health and what stands for them." },
  { title: "Where it lives", text: "In your own database. Nothing leaves this server." },
];

/** The first steps of a workspace; one filled button, at the step that comes next. */
export function StartView({ workspace, hasLeads, people, mayImport, mayInvite }: StartViewProps) {
  const current = hasLeads ? 2 : 1;
  return (
    <>
      <PageBar title="Start" heading={false} />
      <div className="mx-auto max-w-[808px] px-4 pb-12 pt-14 md:px-6">
        <h1 className="text-28 font-semibold text-ink">Three steps to your first call sheet</h1>
        <p className="mt-0.5 text-14 text-ink-2">
          {hasLeads
            ? `The leads are in ${workspace}.`
            : `${workspace} is empty. With a file at hand this takes about five minutes.`}
        </p>
        <ol className="mt-8">
          <NumberedStep n={1} current={current === 1} title="Bring in your leads" aside="About 3 minutes">
            <p>Any CSV from your CRM, the more history the better.</p>
            {mayImport ? (
              <div className="mt-3">
                <ButtonLink
                  href="/leads/import"
                  variant={current === 1 ? "primary" : "default"}
                  size="md"
                  icon={<Upload aria-hidden="true" />}
                >
                  Import a CSV
                </ButtonLink>
              </div>
            ) : (
              <p className="mt-1 text-ink-3">RevOps and admins import. Ask one of them for your leads.</p>
            )}
          </NumberedStep>
          <NumberedStep n={2} current={current === 2} title="Look at the list" aside="Every morning">
            <p>Rules score every lead as it comes in. The list shows whom to call first, and why.</p>
            {hasLeads ? (
              <div className="mt-3">
                <ButtonLink href="/leads" variant="primary" size="md">
                  Open the list
                </ButtonLink>
              </div>
            ) : null}
          </NumberedStep>
          <NumberedStep
            n={3}
            title="Invite your team"
            aside={formatCount(people, "person here", "people here")}
          >
            <p>
              Each gets a link of their own and a role.{" "}
              {mayInvite ? <TextLink href="/settings/people">Open people</TextLink> : "Admins invite."}
            </p>
          </NumberedStep>
        </ol>
        <dl className="mt-7 grid gap-6 md:grid-cols-3">
          {promises.map(({ title, text }) => (
            <div key={title}>
              <dt className="text-12 text-ink-3">{title}</dt>
              <dd className="text-13 text-ink-2">{text}</dd>
            </div>
          ))}
        </dl>
      </div>
    </>
  );
}
