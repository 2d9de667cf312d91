import { wordsOf } from "@/lib/core/signals/protected";
import type { LeadDestination } from "./types";

/** What columns are called, in English with basic German, French, Spanish and Portuguese. One phrase a comma. */
const PHRASES: readonly (readonly [LeadDestination, string])[] = [
  [
    "email",
    "email, e mail, mail, email address, e mail address, mail address, email id, work email, business email, company email, emailadresse, e mail adresse, correo, correo electronico, courriel, adresse email, adresse e mail",
  ],
  ["first_name", "first name, firstname, given name, forename, fname, vorname, prenom, nombre"],
  [
    "last_name",
    "last name, lastname, surname, family name, lname, nachname, nom, nom de famille, apellido, apellidos, sobrenome",
  ],
  [
    "full_name",
    "name, full name, fullname, display name, ansprechpartner, kontaktname, nombre completo, nom complet, nome",
  ],
  [
    "company",
    "company, company name, account, account name, organization, organisation, organization name, firm, firma, firmenname, unternehmen, empresa, entreprise, societe, employer, business name",
  ],
  [
    "job_title",
    "job title, jobtitle, title, position, job, role, job role, designation, funktion, berufsbezeichnung, stelle, cargo, puesto, poste, fonction",
  ],
  [
    "phone",
    "phone, phone number, mobile, mobile number, mobile phone, work phone, telephone, telephone number, tel, telefon, telefonnummer, telefono, cell, cell phone, handy, direct dial, telefone",
  ],
  ["country", "country, country region, country name, land, pais, pays"],
  ["city", "city, town, stadt, ort, ciudad, ville, cidade, location city"],
  ["industry", "industry, sector, vertical, industry sector, branche, industria, secteur, industry name"],
  [
    "employees",
    "employees, number of employees, no of employees, no employees, num employees, employee count, employees count, company size, company headcount, headcount, mitarbeiter, anzahl mitarbeiter, mitarbeiterzahl, empleados, effectif, staff count",
  ],
  [
    "website",
    "website, web site, website url, company website, url, domain, company domain, web domain, homepage, webseite, internetseite, sitio web, site web",
  ],
  [
    "source",
    "source, lead source, original source, traffic source, utm source, channel, acquisition channel, source channel, quelle, leadquelle, herkunft, origen, fuente, origem",
  ],
  ["campaign", "campaign, campaign name, utm campaign, kampagne, campana, campagne"],
  ["status", "status, lead status, lifecycle stage, lead stage, contact status"],
  [
    "owner_email",
    "owner, owner email, lead owner, owner e mail, assigned to, assigned rep, sales rep, account executive, account owner, contact owner, zustandig, betreuer",
  ],
  ["team", "team, sales team, vertriebsteam"],
  ["territory", "territory, sales territory, vertriebsgebiet"],
  [
    "created_at",
    "created, created at, created date, created on, created time, create date, creation date, date created, date added, added on, added at, registered, registered at, registered on, registration date, signup date, sign up date, signed up at, submitted at, submission date, inquiry date, enquiry date, entry date, lead date, first seen, first seen at, erstellt, erstellt am, erstellungsdatum, angelegt am, fecha de creacion, date de creation, data de criacao, date, timestamp, datum",
  ],
  [
    "closed_at",
    "closed, closed at, closed date, closed on, close date, date closed, closing date, won at, won date, won on, decided at, decision date, outcome date, converted date, converted at, conversion date, abschlussdatum, geschlossen am, fecha de cierre",
  ],
  [
    "amount",
    "amount, deal amount, deal value, deal size, opportunity amount, opportunity value, contract value, order value, acv, tcv, arr, auftragswert, betrag, importe, montant",
  ],
  [
    "external_id",
    "id, lead id, prospect id, contact id, person id, customer id, record id, crm id, external id, case id, application id, user id, member id, object id, guid, uuid, key, lead key, lead number, lead no, lead nr, contact number, case number, kundennummer, leadnummer, identificador",
  ],
  [
    "signal:site_visits_30d",
    "visits, site visits, website visits, web visits, total visits, number of visits, visit count, visits count, sessions, total sessions, number of sessions, session count, web sessions, besuche, visitas, visites",
  ],
  [
    "signal:page_views_30d",
    "page views, pageviews, total page views, total pageviews, number of pageviews, number of page views, page view count, pages viewed, seitenaufrufe, paginas vistas, pages vues",
  ],
  [
    "signal:time_on_site_30d_minutes",
    "time on site, time on website, time spent, time spent on site, time spent on website, total time spent on website, total time on site, total time on website, total time spent, minutes on site, seconds on site, session duration, visit duration, total session duration, verweildauer",
  ],
  ["signal:max_scroll_depth_30d", "scroll depth, max scroll depth, maximum scroll depth, deepest scroll"],
  ["signal:return_visits_30d", "return visits, returning visits, repeat visits, revisits"],
  [
    "signal:pricing_views_30d",
    "pricing views, pricing page views, pricing visits, pricing page visits, visited pricing, viewed pricing, price page views, pricing page",
  ],
  [
    "signal:demo_requests_90d",
    "demo requests, demo requested, demo request, requested demo, requested a demo, demos requested, booked demo, demo booked, demo",
  ],
  ["signal:demo_cta_hovers_30d", "demo hovers, demo button hovers, demo cta hovers"],
  [
    "signal:trial_started",
    "trial started, started trial, started a trial, trial start, free trial, trial, is trial, in trial, on trial",
  ],
  [
    "signal:trial_active_days_14d",
    "trial active days, active trial days, active days in trial, trial days active",
  ],
  [
    "signal:content_downloads_90d",
    "downloads, content downloads, download count, number of downloads, assets downloaded, whitepaper downloads, ebook downloads, whitepapers downloaded, ebooks downloaded, content downloaded",
  ],
  [
    "signal:webinars_attended_90d",
    "webinars attended, webinar attended, webinars, attended webinar, attended webinars, webinar attendance, number of webinars",
  ],
  ["signal:docs_views_30d", "docs views, documentation views, docs page views, docs visits"],
  ["signal:product_page_repeats_30d", "product page repeats, repeated product pages"],
  [
    "signal:signup_abandons_30d",
    "sign up abandoned, signup abandoned, sign up abandons, signup abandons, abandoned signups, abandoned sign ups, abandoned signup",
  ],
  ["signal:careers_views_30d", "careers views, careers page views, career page views, careers visits"],
  [
    "signal:email_opens_30d",
    "email opens, emails opened, e mail opens, opens, open count, opened emails, marketing emails opened, number of opens",
  ],
  [
    "signal:email_clicks_30d",
    "email clicks, emails clicked, e mail clicks, clicks, click count, clicked emails, marketing emails clicked, number of clicks",
  ],
  [
    "signal:email_click_rate_90d",
    "email ctr, ctr, click rate, email click rate, click through rate, email click through rate, klickrate",
  ],
  [
    "signal:email_replies_90d",
    "email replies, emails replied, replies, reply count, replied emails, e mail replies",
  ],
  [
    "signal:calls_connected_90d",
    "calls connected, connected calls, calls answered, answered calls, calls held",
  ],
  [
    "signal:unsubscribed",
    "unsubscribed, unsubscribe, opt out, opted out, optout, email opt out, email optout, has opted out of email, opted out of email, unsubscribed from email, unsubscribed from all email, do not email, do not e mail, no email, dont email, newsletter opt out, abgemeldet, newsletter abgemeldet, kein newsletter",
  ],
  [
    "signal:bounced_or_spam",
    "bounced, bounce, email bounced, email bounce, hard bounced, hard bounce, is bounced, bounced or spam, marked as spam, spam",
  ],
  ["signal:decision_maker", "decision maker, is decision maker, decisionmaker, entscheider"],
  ["signal:seniority", "seniority, seniority level, job level, management level, job seniority"],
  [
    "signal:days_since_last_activity",
    "days since last activity, days since activity, days inactive, days since last visit, days since last touch, inactive days",
  ],
];

const BY_PHRASE = new Map<string, LeadDestination>();
for (const [destination, phrases] of PHRASES) {
  for (const phrase of phrases.split(", ")) if (!BY_PHRASE.has(phrase)) BY_PHRASE.set(phrase, destination);
}

/** Words that say whose value it is, not what: "Contact email", "Primary phone". */
const WHOSE: ReadonlySet<string> = new Set(
  "lead leads contact prospect person primary customer main default hs sf crm".split(" "),
);
/** How long a window was: signals have their own, the screen says so. */
const WINDOW: ReadonlySet<string> = new Set(
  "last past in within the d day days week weeks month months tage".split(" "),
);

export interface Meaning {
  readonly destination: LeadDestination;
  /** The name says exactly this, and not just after leaving words away. */
  readonly isExact: boolean;
}

/** What a column's name means, if the vocabulary knows it. */
export function meaningOf(name: string): Meaning | null {
  const words = wordsOf(name);
  const exact = BY_PHRASE.get(words.join(" "));
  if (exact) return { destination: exact, isExact: true };
  const withoutWindow = words.filter((word) => !WINDOW.has(word));
  const bare = withoutWindow.filter((word, index) => !WHOSE.has(word) || index > 1);
  for (const candidate of [withoutWindow, bare, withoutUnits(bare)]) {
    const destination = candidate.length === 0 ? undefined : BY_PHRASE.get(candidate.join(" "));
    if (destination) return { destination, isExact: false };
  }
  return null;
}

const UNITS: ReadonlySet<string> = new Set(
  "s sec secs second seconds min mins minute minutes sekunden minuten".split(" "),
);
const withoutUnits = (words: readonly string[]) => words.filter((word) => !UNITS.has(word));

/** "seconds" or "minutes" where the name says it; null where it does not. */
export function unitInName(name: string): "seconds" | "minutes" | null {
  const words = wordsOf(name);
  if (words.some((word) => /^(s|secs?|seconds?|sekunden)$/.test(word))) return "seconds";
  return words.some((word) => /^(mins?|minutes?|minuten)$/.test(word)) ? "minutes" : null;
}

const JUDGED: ReadonlySet<string> = new Set(
  "rating grade quality tag tags score probability forecast index bewertung".split(" "),
);

/** Columns that people, or a scorer before this one, often fill in when the outcome is known already. */
export function soundsJudged(name: string): boolean {
  const words = wordsOf(name);
  if (words.some((word) => JUDGED.has(word))) return true;
  const text = words.join(" ");
  return /(lost|loss|closed|close|won|win|rejection|disqualif\w*) reason|reason (lost|closed|won)|last (notable )?activity|lead profile|next step/.test(
    text,
  );
}

const IDENTIFIERS: ReadonlySet<string> = new Set(
  "id ids no nr number nummer code key guid uuid reference ref".split(" "),
);

export const soundsLikeId = (name: string): boolean => wordsOf(name).some((word) => IDENTIFIERS.has(word));

/** Event types of files, as the vocabulary of events has them; null keeps a type as the tenant's own. */
export function eventTypeOf(type: string): string | null {
  return EVENT_BY_PHRASE.get(wordsOf(type).join(" ")) ?? null;
}

const EVENT_PHRASES: readonly (readonly [string, string])[] = [
  [
    "visit",
    "visit, visits, site visit, website visit, session, session started, session start, visited website, visited site, web visit, besuch",
  ],
  [
    "page_view",
    "page view, pageview, page viewed, viewed page, page visited on website, page visit, page visited, seitenaufruf",
  ],
  ["page_left", "page left, left page"],
  [
    "form_submitted",
    "form submitted, form submission, submitted form, form submit, form filled, filled form, form submitted on website, formular gesendet",
  ],
  [
    "demo_requested",
    "demo requested, demo request, requested demo, requested a demo, book demo, demo booked, booked demo",
  ],
  ["trial_started", "trial started, started trial, trial start, free trial started, signed up for trial"],
  ["trial_active", "trial active, product active, active in product, logged in, login, app opened"],
  [
    "content_downloaded",
    "content downloaded, content download, downloaded content, download, downloaded, file downloaded, whitepaper downloaded, ebook downloaded, asset downloaded",
  ],
  ["webinar_attended", "webinar attended, attended webinar, webinar, webinar attendance, joined webinar"],
  ["signup_abandoned", "signup abandoned, sign up abandoned, abandoned signup, abandoned sign up"],
  ["email_delivered", "email delivered, email sent, sent email, e mail sent, delivered"],
  ["email_opened", "email opened, email open, opened email, open, opened, e mail opened"],
  [
    "email_clicked",
    "email clicked, email click, clicked email, email link clicked, clicked link in email, click, clicked, e mail clicked",
  ],
  [
    "email_replied",
    "email replied, email reply, replied, replied to email, reply, email received, response to email",
  ],
  ["email_bounced", "email bounced, bounced, bounce, hard bounce, email bounce"],
  [
    "email_marked_spam",
    "email marked spam, marked as spam, email marked as spam, spam complaint, spam report",
  ],
  ["email_unsubscribed", "email unsubscribed, unsubscribed, unsubscribe, opted out, opt out"],
  [
    "call_logged",
    "call logged, call, phone call, call made, outbound call, call completed, had a phone conversation, anruf",
  ],
];
const EVENT_BY_PHRASE = new Map(
  EVENT_PHRASES.flatMap(([type, phrases]) => [
    [type.replaceAll("_", " "), type] as const,
    ...phrases.split(", ").map((phrase) => [phrase, type] as const),
  ]),
);
