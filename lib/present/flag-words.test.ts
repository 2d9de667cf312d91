import { expect, it } from "vitest";
import { flagWords } from "./flag-words";

it.each([
  [{ key: "known_robot", name: "Googlebot" }, "Known robot: Googlebot"],
  [{ key: "no_agent" }, "The browser did not say what it is"],
  [{ key: "headless" }, "A browser without a screen"],
  [{ key: "automated" }, "A browser that a program drives"],
  [{ key: "page_rate", views: 12, seconds: 3 }, "12 pages within 3 seconds"],
  [{ key: "link_rate", links: 3, seconds: 5 }, "3 different links clicked within 5 seconds"],
  [{ key: "after_delivery", what: "click", seconds: 1 }, "Clicked within 1 second of delivery"],
  [{ key: "after_delivery", what: "open", seconds: 0 }, "Opened in the second of delivery"],
  [{ key: "machine_open" }, "Opened by the mail provider, not by a person"],
] as const)("%o", (reason, words) => expect(flagWords(reason)).toBe(words));
