"use client";
import { FileText } from "lucide-react";
import { saveFile } from "../../charts/save-file";
import { Button } from "../../ui/button";

/** Saves the model card as Markdown. `fileName` ends in ".md". */
export function ModelCardButton({ markdown, fileName }: { markdown: string; fileName: string }) {
  return (
    <Button
      variant="quiet"
      data-print="hide"
      icon={<FileText aria-hidden="true" />}
      onClick={() => saveFile(fileName, markdown, "text/markdown")}
    >
      Model card
    </Button>
  );
}
