import type { Metadata } from "next";
import { ApiDocsScreen } from "@/components/api-docs/api-docs-screen";

export const metadata: Metadata = {
  title: "API",
  description: "Scores with reasons for other systems: every operation, with examples, and a way to try it.",
};

/** Open to everybody: it tells how to ask, and nothing of any workspace. */
export default function ApiDocsPage() {
  return <ApiDocsScreen />;
}
