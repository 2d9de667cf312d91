import { StateText } from "@/components/shell/state-page";
import { ButtonLink } from "@/components/ui/button";

export default function LeadNotFound() {
  return (
    <div className="mx-auto max-w-[560px] px-4 pt-32">
      <StateText
        title="This lead is not here"
        action={
          <ButtonLink variant="primary" href="/leads">
            Open the leads
          </ButtonLink>
        }
      >
        It was removed, or it belongs to another workspace.
      </StateText>
    </div>
  );
}
