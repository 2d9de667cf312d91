/** Mails that carry a link which opens an account. */

export interface LinkMail {
  readonly subject: string;
  readonly text: string;
}

export function invitationMail(about: {
  readonly workspace: string;
  /** Who invites. */
  readonly by: string;
  /** "Rep" */
  readonly role: string;
  readonly link: string;
  /** "24 November" */
  readonly until: string;
}): LinkMail {
  const { workspace, by, role, link, until } = about;
  return {
    subject: `${by} invites you to ${workspace} on Firstcall`,
    text: [
      `${by} invites you to the workspace ${workspace} on Firstcall, as ${role}.`,
      "",
      "Open this link to choose your password:",
      link,
      "",
      `It works once, until ${until}.`,
      "",
    ].join("\n"),
  };
}

export function resetMail({
  link,
  hours,
  asked,
}: {
  readonly link: string;
  readonly hours: number;
  /** The person asked for it, rather than an admin. */
  readonly asked: boolean;
}): LinkMail {
  return {
    subject: "Choose a new password for Firstcall",
    text: [
      asked
        ? "Somebody, you we hope, asked for a new password for your Firstcall account."
        : "An admin of your workspace made you a link to choose a new password for Firstcall.",
      "",
      "Open it to choose one:",
      link,
      "",
      `It works once, within ${hours} hours. Until you use it, your password stays as it is.`,
      "",
    ].join("\n"),
  };
}
