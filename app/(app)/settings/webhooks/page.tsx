import type { Metadata } from "next";
import { WebhooksView } from "@/components/settings/webhooks/webhooks-view";
import { loadWebhooksPage } from "@/lib/modules/webhooks/loaders";

export const metadata: Metadata = { title: "Webhooks" };

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const one = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value);

export default async function WebhooksPage({ searchParams }: Props) {
  const { show, before } = await searchParams;
  return <WebhooksView page={await loadWebhooksPage({ show: one(show), before: one(before) })} />;
}
