import { type ChatMessage, chatMessage } from "./score-message.ts";

/** A lead that entered the best band, told outside the product: by mail and in a chat. */
export interface HotLead {
  readonly name: string;
  /** "VP Operations, Corvane Logistics" */
  readonly detail: string;
  readonly score: number;
  /** "Hot" */
  readonly band: string;
  /** "call within 2 hours" */
  readonly action: string;
  /** "Requested a demo yesterday"; null where the score has none. */
  readonly reason: string | null;
  /** Whose it is; null: anybody's who claims it. */
  readonly owner: string | null;
  readonly link: string;
}

/** "Elena Marchetti is Hot: 78" */
export const hotTitle = ({ name, band, score }: HotLead): string => `${name} is ${band}: ${score}`;

const sentence = (text: string): string => `${text.charAt(0).toLocaleUpperCase("en")}${text.slice(1)}.`;

const whose = ({ owner }: HotLead): string =>
  owner === null ? "Nobody has claimed this lead yet." : `This lead is ${owner}'s.`;

const linesOf = (lead: HotLead): string[] => [
  `${lead.name}: ${lead.detail}`,
  ...(lead.reason === null ? [] : [lead.reason]),
  `${sentence(lead.action)} ${whose(lead)}`,
];

export function hotMail(lead: HotLead): {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
} {
  const subject = hotTitle(lead);
  const lines = linesOf(lead);
  return {
    subject,
    text: [subject, "", ...lines, "", lead.link, ""].join("\n"),
    html: [
      `<p><strong>${inHtml(subject)}</strong></p>`,
      `<p>${lines.map(inHtml).join("<br>")}</p>`,
      `<p><a href="${inHtml(lead.link)}">Open the lead</a></p>`,
    ].join("\n"),
  };
}

/** A message as Slack and what is compatible with it takes one. */
export function hotSlack(lead: HotLead): ChatMessage {
  const [first = "", ...rest] = linesOf(lead);
  return chatMessage(hotTitle(lead), first, rest, lead.link);
}

const inHtml = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
