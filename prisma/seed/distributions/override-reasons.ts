import type { OverrideDirection } from "@/lib/core/scoring/effective";
import type { OverrideCategory } from "@/lib/modules/overrides/types";

/** What managers of the demo know that the machine does not. */

type Reasons = readonly (readonly [OverrideCategory, number, readonly string[]])[];

export const OVERRIDE_REASONS: Readonly<Record<OverrideDirection, Reasons>> = {
  raised: [
    [
      "offline_knowledge",
      38,
      [
        "Met at the logistics fair in Hamburg, asked for an offer.",
        "Their board has approved the budget for this year.",
        "Referred by a customer of ours, who vouches for us.",
        "Bought from us in an earlier job and wants it again.",
        "Called the office on their own, wants to see the product with two colleagues.",
        "Our partner is doing their network and says we are on the short list.",
        "Their head of operations sat beside me at the dinner; the project is real.",
        "A tender is coming, and they asked what it should say.",
        "They lost a week to a failed stock count and want it solved before Christmas.",
        "Two other people of this company have asked us about prices.",
      ],
    ],
    [
      "wrong_data",
      38,
      [
        "Company size is of the daughter; the group has 1,600 people.",
        "Job title is years old, he runs operations now.",
        "Industry is listed as retail, they are a wholesaler with four warehouses.",
        "Came as a private address, but it is their managing director.",
        "Country is that of the mail server; they are in Denmark.",
        "Number of warehouses is missing: they have seven.",
        "Booked under an assistant's name, the buyer is the COO.",
        "The duplicate of this lead holds all the calls we made.",
        "Size was 45 in the file, their annual report says 900.",
      ],
    ],
    [
      "timing",
      16,
      [
        "Contract with the present supplier ends in January.",
        "New site opens in autumn, the system has to be chosen before.",
        "Their ERP change goes live next quarter and we fit in it.",
        "Fiscal year ends this month and money is left.",
        "The project was stopped in spring and starts again now.",
        "Peak season is over, they have time for a pilot now.",
      ],
    ],
    [
      "other",
      8,
      [
        "Reference that opens the whole region for us.",
        "Asked for by name in the management meeting.",
        "Sister company of a customer who is about to renew.",
        "First one of their group, the others wait for it.",
      ],
    ],
  ],
  lowered: [
    [
      "not_a_fit",
      66,
      [
        "Runs marketing only, no say in operations.",
        "Subsidiary, buying is done in the US.",
        "They build this themselves and wanted to see how we do it.",
        "Consultant who compares tools for a report.",
        "Two people and one shelf; our smallest plan is too large.",
        "They need food traceability, which we do not have.",
        "Group has signed with a competitor for three years.",
        "Student project under a company address.",
        "Warehouse is run by a contractor, who decides alone.",
      ],
    ],
    [
      "timing",
      17,
      [
        "Hiring freeze, nothing new before summer.",
        "Has just renewed the present system for two years.",
        "Merger is going on, all buying is stopped.",
        "Warehouse move is postponed, asked us to come back then.",
      ],
    ],
    [
      "wrong_data",
      11,
      [
        "All the page views are our own agency testing the site.",
        "Size is that of the group, the unit has 20 people.",
        "Title says director, she is on a trainee programme.",
      ],
    ],
    [
      "other",
      6,
      [
        "Wants a price for his own negotiation, said so on the phone.",
        "Has asked twice not to be called this quarter.",
        "Legal dispute between their group and one of our partners.",
      ],
    ],
  ],
};

/** Why a manager did not follow a rep. */
export const DECLINE_NOTES: readonly (string | null)[] = [
  "Call once first, then we look again.",
  "The machine knows of that already.",
  "Not without the name of the budget holder.",
  "Leave it a week.",
  null,
];
