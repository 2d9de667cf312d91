import type { Metadata } from "next";
import { PeopleView } from "@/components/people/people-view";
import { loadPeoplePage } from "@/lib/modules/users/loaders";

export const metadata: Metadata = { title: "People" };

export default async function PeoplePage() {
  return <PeopleView {...(await loadPeoplePage())} />;
}
