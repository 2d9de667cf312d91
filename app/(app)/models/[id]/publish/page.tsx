import type { Metadata } from "next";
import { PublishScreen } from "@/components/models/publish/publish-screen";
import { loadFlips } from "@/lib/modules/models/loaders-compare";
import { loadPublish } from "@/lib/modules/models/loaders-publish";

export const metadata: Metadata = { title: "Publish a model" };

export default async function PublishPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const data = await loadPublish(id);
  return <PublishScreen data={data} flips={data.refusal ? null : loadFlips(id)} />;
}
