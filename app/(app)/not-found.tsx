import { StateText } from "@/components/shell/state-page";
import { ButtonLink } from "@/components/ui/button";

/** Inside the shell: a lead or page that is not there, or belongs to another workspace. */
export default function AppNotFound() {
  return (
    <div className="mx-auto max-w-[560px] px-4 pt-32">
      <StateText
        title="It is not here"
        action={
          <ButtonLink variant="primary" href="/leads">
            Open the leads
          </ButtonLink>
        }
      >
        What this address led to was removed, or belongs to another workspace.
      </StateText>
    </div>
  );
}
