import { describe, expect, it } from "vitest";
import { assignedText, choiceText, snoozedText, undoneText } from "./bulk-words";

const tomas = { name: "Tomás Ferreira", me: false };

describe("what became of many leads", () => {
  it.each([
    [assignedText({ done: 12, stayed: {} }, tomas), "12 leads assigned to Tomás Ferreira"],
    [
      assignedText({ done: 1, stayed: { not_yours: 3 } }, { name: "Maya", me: true }),
      "1 lead assigned to you. 3 belong to others and stayed.",
    ],
    [
      assignedText({ done: 0, stayed: { unchanged: 2 } }, tomas),
      "No lead was assigned. 2 were Tomás Ferreira’s already.",
    ],
    [assignedText({ done: 1_000, stayed: {} }, null), "1,000 leads put back into the pool"],
    [
      snoozedText({ done: 2, stayed: { closed: 1, gone: 1 } }, "tomorrow 09:00"),
      "2 leads snoozed until tomorrow 09:00. 1 is closed and stayed; 1 is not here any more.",
    ],
    [snoozedText({ done: 0, stayed: { something_new: 2 } }, "11:00"), "No lead was snoozed. 2 stayed."],
    [undoneText({ undone: 1, refused: 0 }), "1 lead is as it was"],
    [
      undoneText({ undone: 0, refused: 2 }),
      "Nothing was undone. 2 stayed: they have been worked on since, or it was too late.",
    ],
  ])("%s", (text, expected) => expect(text).toBe(expected));
});

describe("a choice of a snooze", () => {
  it("says tomorrow only where it is", () => {
    expect(choiceText("tomorrow", "tomorrow 09:00")).toBe("Tomorrow morning");
    expect(choiceText("tomorrow", "Mon 09:00")).toBe("Next working morning");
  });
});
