import type { MarketSettings } from "./types.ts";

/** Consumer mailbox providers that turn up most in sign-up forms; a tenant adds its own. */
const FREE_MAIL = new Set(
  `gmail.com googlemail.com yahoo.com ymail.com rocketmail.com hotmail.com outlook.com live.com msn.com aol.com aim.com
  icloud.com me.com mac.com proton.me protonmail.com pm.me gmx.com gmx.net gmx.de gmx.at gmx.ch web.de t-online.de freenet.de
  mail.com email.com zoho.com zohomail.com yandex.com yandex.ru mail.ru bk.ru inbox.ru list.ru rambler.ru fastmail.com
  hey.com tutanota.com tuta.io hushmail.com qq.com 163.com 126.com sina.com foxmail.com naver.com daum.net hanmail.net
  rediffmail.com orange.fr wanadoo.fr free.fr laposte.net sfr.fr libero.it virgilio.it alice.it tiscali.it
  uol.com.br bol.com.br terra.com.br comcast.net verizon.net att.net sbcglobal.net bellsouth.net cox.net btinternet.com
  sky.com talktalk.net ntlworld.com virginmedia.com wp.pl o2.pl onet.pl interia.pl seznam.cz centrum.cz bluewin.ch
  ziggo.nl kpnmail.nl hetnet.nl telenet.be skynet.be mailinator.com guerrillamail.com yopmail.com`.split(
    /\s+/,
  ),
);

/** Yahoo, Hotmail, Outlook and Live keep one domain a country. */
const FREE_MAIL_COUNTRIES = /^(yahoo|hotmail|outlook|live|ymail|gmx)\.(com?\.)?[a-z]{2}$/;

/** .edu, .edu.au, .ac.uk and the like; uni-*, university domains; student subdomains. */
const STUDENT_PATTERNS: readonly RegExp[] = [
  /\.edu$/,
  /\.edu\.[a-z]{2}$/,
  /\.ac\.[a-z]{2}$/,
  /(^|\.)uni-[a-z-]+\.[a-z]{2,}$/,
  /(^|\.)(students?|studenti?|alumni|stud|etudiants?|alumnos?|alunos?)\./,
];

/** Lower-cased domain of an e-mail address, or null where the address is malformed. */
export function mailDomainOf(email: string | null): string | null {
  if (email === null) return null;
  const match = /^[^\s@]+@([^\s@]+\.[a-z]{2,})$/.exec(email.trim().toLowerCase());
  return match?.[1] ?? null;
}

/** The domain itself or any parent of it stands in the list. */
function isListed(domain: string, list: readonly string[]): boolean {
  return list.some((entry) => {
    const bare = entry.toLowerCase().replace(/^(https?:\/\/)?(www\.)?@?/, "");
    return bare !== "" && (domain === bare || domain.endsWith(`.${bare}`));
  });
}

export function isFreeMail(domain: string, market: MarketSettings): boolean {
  return (
    FREE_MAIL.has(domain) || FREE_MAIL_COUNTRIES.test(domain) || isListed(domain, market.freeMailDomains)
  );
}

export function isStudentMail(domain: string, market: MarketSettings): boolean {
  return (
    STUDENT_PATTERNS.some((pattern) => pattern.test(domain)) || isListed(domain, market.studentMailDomains)
  );
}

export function isCompetitor(domain: string, market: MarketSettings): boolean {
  return isListed(domain, market.competitorDomains);
}

/** Host of a web address, without "www."; null where there is none. */
export function webDomainOf(website: string | null): string | null {
  if (website === null) return null;
  const match = /^(?:[a-z]+:\/\/)?(?:www\.)?([a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,})(?:[/:?#]|$)/.exec(
    website.trim().toLowerCase(),
  );
  return match?.[1] ?? null;
}
