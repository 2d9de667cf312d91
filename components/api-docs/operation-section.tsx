import type { DocOperation } from "@/lib/present/api-docs/types";
import { CodeBlock } from "./code-block";
import { FieldList } from "./field-list";
import { RichLine } from "./rich-line";
import { TryPanel } from "./try-panel";

/** One operation: what it does and takes at the left, code and a trial at the right. */
export function OperationSection({ operation, apiKey }: { operation: DocOperation; apiKey: string }) {
  const { id, method, path, summary, paragraphs, parameters, body, answers } = operation;
  const good = answers.filter(({ status }) => Number(status) < 400);
  const bad = answers.filter(({ status }) => Number(status) >= 400);
  return (
    <section
      id={id}
      aria-labelledby={`${id}-title`}
      className="grid scroll-mt-16 grid-cols-[minmax(0,1fr)] gap-x-12 gap-y-6 border-t border-line py-8 xl:grid-cols-[minmax(0,1fr)_minmax(0,520px)]"
    >
      <div className="min-w-0">
        <h3 id={`${id}-title`} className="text-16 font-semibold text-ink">
          {summary}
        </h3>
        <p className="mt-1 font-mono text-13 text-ink-2 [overflow-wrap:anywhere]">
          <span className="font-medium text-ink">{method}</span> {path}
        </p>
        {paragraphs.map((paragraph) => (
          <p key={paragraph} className="mt-3 max-w-[68ch] text-13 text-ink-2">
            <RichLine text={paragraph} />
          </p>
        ))}
        {parameters.length > 0 ? (
          <div className="mt-5">
            <h4 className="mb-1 text-13 font-semibold text-ink">Parameters</h4>
            <FieldList
              label={`Parameters of ${summary}`}
              fields={parameters.map((field) => ({ ...field, type: `${field.type}, in the ${field.in}` }))}
            />
          </div>
        ) : null}
        {body ? (
          <div className="mt-5">
            <h4 className="mb-1 text-13 font-semibold text-ink">
              Body <span className="font-normal text-ink-3">{body.contentType}</span>
            </h4>
            <FieldList label={`Body of ${summary}`} fields={body.fields} />
          </div>
        ) : null}
        {good.map((answer) => (
          <div key={answer.status} className="mt-5">
            <h4 className="text-13 font-semibold text-ink">
              Answer {answer.status} <span className="font-normal text-ink-3">{answer.contentType}</span>
            </h4>
            <p className="mb-1 text-13 text-ink-2">{answer.description}</p>
            {answer.fields.length > 0 ? (
              <FieldList label={`Answer ${answer.status} of ${summary}`} fields={answer.fields} />
            ) : null}
            {answer.example ? (
              <details className="mt-2">
                <summary className="touch-target cursor-pointer rounded-1 text-12 font-medium text-ink-2 hover:text-ink">
                  Example of the answer
                </summary>
                <CodeBlock className="mt-2" label="Example of the answer" code={answer.example} />
              </details>
            ) : null}
          </div>
        ))}
        {bad.length > 0 ? (
          <details className="mt-5">
            <summary className="touch-target cursor-pointer rounded-1 text-13 font-medium text-ink-2 hover:text-ink">
              Errors: {bad.map(({ status }) => status).join(", ")}
            </summary>
            <dl className="mt-2 grid grid-cols-[40px_1fr] gap-x-2 gap-y-1 text-13">
              {bad.map(({ status, description }) => (
                <div key={status} className="contents">
                  <dt className="font-medium text-ink">{status}</dt>
                  <dd className="text-ink-2">{description}</dd>
                </div>
              ))}
            </dl>
          </details>
        ) : null}
      </div>
      <TryPanel operation={operation} apiKey={apiKey} />
    </section>
  );
}
