import type { FlagReason } from "../core/tracking/types.ts";
import { formatCount } from "./format.ts";

/** Why an event earns nothing, as a sentence without its stop: "Clicked 2 seconds after delivery". */
export function flagWords(reason: FlagReason): string {
  switch (reason.key) {
    case "known_robot":
      return `Known robot: ${reason.name}`;
    case "no_agent":
      return "The browser did not say what it is";
    case "headless":
      return "A browser without a screen";
    case "automated":
      return "A browser that a program drives";
    case "page_rate":
      return `${reason.views} pages within ${formatCount(reason.seconds, "second")}`;
    case "link_rate":
      return `${formatCount(reason.links, "different link")} clicked within ${formatCount(reason.seconds, "second")}`;
    case "after_delivery": {
      const deed = reason.what === "open" ? "Opened" : "Clicked";
      return reason.seconds === 0
        ? `${deed} in the second of delivery`
        : `${deed} within ${formatCount(reason.seconds, "second")} of delivery`;
    }
    case "machine_open":
      return "Opened by the mail provider, not by a person";
  }
}
