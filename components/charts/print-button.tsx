"use client";
import { Printer } from "lucide-react";
import { Button } from "../ui/button";

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
