import type { DoneData } from "@/lib/modules/training/types-screen";
import { formatShare } from "@/lib/present/format";
import { contenderName } from "@/lib/present/outcome-words";
import { ButtonLink } from "../../ui/button";
import { PageBar, PageHeading } from "../../ui/page-bar";

/** What a finished run found. */
export function DoneScreen({ data }: { data: DoneData }) {
  const { report } = data;
  const best = data.models.find(({ kind }) => kind === (report.proposal.kind ?? report.proposal.best));
  return (
    <>
      <PageBar
        title="Evaluation"
        trail={[{ href: "/models", label: "Models" }]}
        heading={false}
        actions={
          data.mayPublish && best && best.version === null && report.sufficiency === "enough" ? (
            <ButtonLink variant="primary" href={`/models/${best.id}/publish`}>
              Publish {contenderName(best.kind as never)}
            </ButtonLink>
          ) : null
        }
      />
      <div className="mx-auto max-w-[1168px] px-4 pb-16 pt-8 md:px-8">
        <PageHeading title={best ? contenderName(best.kind as never) : "Rules go on"}>
          Predicts {data.outcome}, looked at {data.moment}.
        </PageHeading>
        <ul>
          {report.contenders.map(({ kind, test }) => (
            <li key={kind}>
              {contenderName(kind)}{" "}
              {test
                ? `AUC ${test.auc.value.toFixed(3)}, top 20 % ${formatShare(test.top20Capture.value)}`
                : ""}
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}
