"use client";
import { FileText, Printer } from "lucide-react";
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

/** Opens the print dialog of the browser; what is only for the screen is left out there. */
export function PrintButton() {
  return (
    <Button
      variant="quiet"
      data-print="hide"
      className="max-md:hidden"
      icon={<Printer aria-hidden="true" />}
      onClick={() => window.print()}
    >
      Print
    </Button>
  );
}
