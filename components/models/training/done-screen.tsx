import type { ContenderKind } from "@/lib/core/training/report";
import type { DoneData } from "@/lib/modules/training/types-screen";
import { modelCard } from "@/lib/present/model-card";
import { contenderName } from "@/lib/present/outcome-words";
import { PrintButton } from "../../charts/print-button";
import { Banner } from "../../ui/banner";
import { ButtonLink } from "../../ui/button";
import { Chip } from "../../ui/chip";
import { PageBar } from "../../ui/page-bar";
import { EvaluationView } from "../evaluation/evaluation-view";
import { ModelCardButton } from "../evaluation/model-card-button";

/** What a finished run found: the evaluation page of one of its scorers. */
export function DoneScreen({ data }: { data: DoneData }) {
  const { report, subject, models } = data;
  const model = models.find(({ kind }) => kind === subject);
  const title = model?.version ?? contenderName(subject);
  const isExploratory = report.sufficiency === "exploratory";
  const card = modelCard({
    report,
    kind: subject,
    version: model?.version ?? null,
    hash: model?.hash ?? null,
    dataHash: data.dataHash,
    trainedBy: data.trainedBy,
    trainedAt: data.trainedAt,
    outcomeSentence: data.outcome,
    momentSentence: data.moment,
    workspace: data.workspace,
  });
  return (
    <>
      <PageBar
        title={title}
        trail={[{ href: "/models", label: "Models" }]}
        heading={false}
        actions={
          <>
            <PrintButton />
            <ModelCardButton markdown={card} fileName={`model-card-${subject}.md`} />
            {model && model.version === null && data.mayPublish && !isExploratory ? (
              <ButtonLink variant="primary" href={`/models/${model.id}/publish`}>
                Look and publish
              </ButtonLink>
            ) : null}
          </>
        }
      />
      {isExploratory ? (
        <div className="mx-auto max-w-[1232px] px-8 pt-6 max-xl:px-6 max-md:px-4">
          <Banner title="An exploratory run">
            It had fewer than 1,000 known outcomes, or under 3 % positive: look at it, but it cannot be
            published. The rules go on scoring.
          </Banner>
        </div>
      ) : null}
      <EvaluationView
        report={report}
        subject={subject}
        name={
          model?.version
            ? `${model.version}, ${contenderName(subject).toLowerCase()}`
            : contenderName(subject)
        }
        status={statusOf(data, subject)}
        outcome={data.outcome}
        moment={data.moment}
        time={data.time}
        links={Object.fromEntries(
          report.contenders.map(({ kind }) => [kind, `/models/runs/${data.id}?scorer=${kind}`]),
        )}
      />
    </>
  );
}

function statusOf({ report, models, activeId }: DoneData, subject: ContenderKind) {
  const model = models.find(({ kind }) => kind === subject);
  if (model && model.id === activeId) return <Chip>In use</Chip>;
  if (model?.version) return <Chip>Published</Chip>;
  return report.proposal.kind === subject ? <Chip>Proposed</Chip> : null;
}
