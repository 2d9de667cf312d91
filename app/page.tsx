import { redirect } from "next/navigation";
import { loadHome } from "@/lib/modules/workspaces/loaders";

/** The address people type: the list, the first steps of an empty workspace, or the sign-in page. */
export default async function Home() {
  redirect(await loadHome());
}
