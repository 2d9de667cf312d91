import nodemailer, { type Transporter } from "nodemailer";
import { env } from "./env";

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
}

/** Whether this installation can send mail at all. */
export const canMail = (): boolean => env().SMTP_URL !== undefined;

let opened: { readonly url: string; readonly transporter: Transporter } | undefined;

/**
 * Hands one mail to the SMTP server and returns once that has accepted it.
 *
 * @throws Error with the server's answer when it refuses, or when it cannot be reached within some seconds.
 */
export async function sendMail({ to, subject, text, html }: Mail): Promise<void> {
  const { SMTP_URL, MAIL_FROM } = env();
  if (SMTP_URL === undefined) throw new Error("no SMTP server is configured");
  await transporterOf(SMTP_URL).sendMail({
    ...{ from: MAIL_FROM, subject, text, html },
    // Given as an object, an address is one address, whatever commas it holds.
    to: { name: "", address: to },
    // Bodies carry what people typed: they may never make the server read a file or fetch a page.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

function transporterOf(url: string): Transporter {
  if (opened?.url !== url) {
    opened?.transporter.close();
    const patience = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 };
    opened = { url, transporter: nodemailer.createTransport({ url, ...patience }) };
  }
  return opened.transporter;
}
