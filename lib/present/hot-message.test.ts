import { describe, expect, it } from "vitest";
import { type HotLead, hotMail, hotSlack } from "./hot-message";

const elena: HotLead = {
  name: "Elena Marchetti",
  detail: "VP Operations, Corvane Logistics",
  score: 78,
  band: "Hot",
  action: "call within 2 hours",
  reason: "Requested a demo yesterday",
  owner: "Maya Lindqvist",
  link: "https://firstcall.halden.example/leads/7",
};

describe("a hot lead", () => {
  it("in a mail says who, why, what to do and where", () => {
    const { subject, text } = hotMail(elena);
    expect(subject).toBe("Elena Marchetti is Hot: 78");
    expect(text).toBe(
      [
        "Elena Marchetti is Hot: 78",
        "",
        "Elena Marchetti: VP Operations, Corvane Logistics",
        "Requested a demo yesterday",
        "Call within 2 hours. This lead is Maya Lindqvist's.",
        "",
        "https://firstcall.halden.example/leads/7",
        "",
      ].join("\n"),
    );
  });

  it("in Slack has a text and blocks with the link", () => {
    const { text, blocks } = hotSlack({ ...elena, owner: null, reason: null });
    expect(text.split("\n")).toEqual([
      "Elena Marchetti is Hot: 78",
      "Elena Marchetti: VP Operations, Corvane Logistics",
      "Call within 2 hours. Nobody has claimed this lead yet.",
      "https://firstcall.halden.example/leads/7",
    ]);
    expect(blocks[0]).toEqual({
      type: "section",
      text: {
        type: "mrkdwn",
        text: "*<https://firstcall.halden.example/leads/7|Elena Marchetti is Hot: 78>*\nElena Marchetti: VP Operations, Corvane Logistics",
      },
    });
  });

  it("with markup for a name stays a name", () => {
    const mischief = { ...elena, name: `<script>alert("1")</script>`, detail: "<!channel> & co" };
    expect(hotMail(mischief).html).not.toMatch(/<script|"1"/);
    expect(hotSlack(mischief).text).not.toMatch(/<!channel>/);
    expect(JSON.stringify(hotSlack(mischief).blocks)).not.toMatch(/<!channel>|<script/);
  });
});
