import { describe, expect, it } from "vitest";
import { employeesOf } from "./company-size.ts";
import { isCompetitor, isFreeMail, isStudentMail, mailDomainOf, webDomainOf } from "./mail-domain.ts";
import { EMPTY_MARKET } from "./market.ts";
import { decides, type Seniority, seniorityOfAttribute, seniorityOfTitle } from "./seniority.ts";
import { sourceChannelOf } from "./source-channel.ts";
import { countryKeyOf } from "./territory.ts";
import { booleanOf, numberOf, textOf } from "./text.ts";

const TITLES: Readonly<Record<Seniority, readonly string[]>> = {
  c_level: [
    "CEO",
    "Chief Operating Officer",
    "CTO & Co-Founder",
    "Founder",
    "Owner",
    "President",
    "Managing Director",
    "Geschäftsführer",
    "Geschäftsführerin",
    "Inhaber",
    "General Manager",
    "PDG",
    "Directeur général",
    "Chief Data Officer",
    "Gérant",
    "Prezes zarządu",
    "Partner",
    "C.E.O.".replaceAll(".", ""),
  ],
  vp: [
    "VP Operations",
    "Vice President, Sales",
    "SVP Marketing",
    "EVP",
    "Vice-President Europe",
    "Vizepräsident Vertrieb",
    "Senior Vice President",
  ],
  director: [
    "Director of Logistics",
    "IT Director",
    "Head of Supply Chain",
    "Sales Director",
    "Vertriebsleiter",
    "Leiter Einkauf",
    "Directeur commercial",
    "Directora de Marketing",
    "Direttore Vendite",
    "Einkaufsleiterin",
  ],
  manager: [
    "Warehouse Manager",
    "Marketing Lead",
    "Team Leader",
    "Supply Chain Lead",
    "Supervisor",
    "Partner Manager",
    "Gerente de ventas",
    "Projektmanager",
  ],
  individual: [
    "Consultant",
    "Student",
    "Operations Analyst",
    "Executive Assistant to the CEO",
    "Product Owner",
    "Software Engineer",
    "Assistant to the Managing Director",
    "Chief of Staff",
    "Sachbearbeiter",
    "Sales Executive",
  ],
};

describe("seniority", () => {
  for (const [level, titles] of Object.entries(TITLES)) {
    it.each(titles)(`"%s" is ${level}`, (title) => expect(seniorityOfTitle(title)).toBe(level));
  }
  it("is unknown without a title, and a given attribute may be written in many ways", () => {
    expect(seniorityOfTitle(null)).toBeNull();
    expect(seniorityOfTitle("--")).toBeNull();
    expect(seniorityOfAttribute("C-Level")).toBe("c_level");
    expect(seniorityOfAttribute("Vice President")).toBe("vp");
    expect(seniorityOfAttribute("Individual Contributor")).toBe("individual");
    expect(seniorityOfAttribute("blue")).toBeNull();
  });
  it("lets directors and above decide", () => {
    expect([
      decides("c_level"),
      decides("vp"),
      decides("director"),
      decides("manager"),
      decides(null),
    ]).toEqual([true, true, true, false, null]);
  });
});

describe("employees", () => {
  it.each([
    ["200-499", 316],
    ["200–499", 316],
    ["1,000+", 1000],
    ["> 5000", 5000],
    ["51 to 200", 101],
    ["10k", 10000],
    ["1.5k", 1500],
    ["11-50 employees", 23],
    ["10,001+", 10001],
    ["1.000", 1000],
    ["310", 310],
    ["1-9", 3],
    ["500 - 999", 707],
    [" 42 ", 42],
  ])("reads %s as %i", (text, employees) => expect(employeesOf(text)).toBe(employees));
  it.each([["unknown"], [""], ["0"], [null], [true], [-5], [Number.NaN]])("%s says nothing", (value) =>
    expect(employeesOf(value)).toBeNull(),
  );
});

describe("mail domains", () => {
  const market = {
    ...EMPTY_MARKET,
    competitorDomains: ["rival.com"],
    freeMailDomains: ["post.example"],
    studentMailDomains: ["campus.example"],
  };
  it("knows free mail, its countries and the tenant's own", () => {
    for (const domain of ["gmail.com", "yahoo.co.uk", "hotmail.fr", "gmx.de", "post.example"])
      expect(isFreeMail(domain, market)).toBe(true);
    for (const domain of ["fjordline.example", "notgmail.com", "yahoo.acme.com"])
      expect(isFreeMail(domain, market)).toBe(false);
  });
  it("knows students", () => {
    for (const domain of [
      "mit.edu",
      "ox.ac.uk",
      "unimelb.edu.au",
      "uni-bonn.de",
      "mail.uni-koeln.de",
      "student.kit.edu",
      "students.acme.nl",
      "campus.example",
    ])
      expect(isStudentMail(domain, market)).toBe(true);
    for (const domain of ["education.com", "unicorn.com", "edu.com", "studentloans.com"])
      expect(isStudentMail(domain, market)).toBe(false);
  });
  it("knows competitors by domain and subdomain, not by likeness", () => {
    expect([
      isCompetitor("rival.com", market),
      isCompetitor("mail.rival.com", market),
      isCompetitor("notrival.com", market),
    ]).toEqual([true, true, false]);
  });
  it("refuses malformed addresses", () => {
    expect(mailDomainOf("A.B@Example.COM ")).toBe("example.com");
    for (const bad of ["a@b", "a b@c.de", "@c.de", "a@b@c.de", ""]) expect(mailDomainOf(bad)).toBeNull();
    expect(webDomainOf("https://www.Rival.com/about")).toBe("rival.com");
  });
});

describe("country, source, text", () => {
  it("unifies countries", () => {
    expect(["GB", "UK", "United Kingdom", "england"].map(countryKeyOf)).toEqual(["gb", "gb", "gb", "gb"]);
    expect(countryKeyOf("Österreich")).toBe("at");
    expect(countryKeyOf("Atlantis")).toBe("atlantis");
  });
  it("keeps the tenant's own words for a source and unifies plain synonyms", () => {
    expect(["Reference", "Olark Chat", " Google ", "PPC", "Referral Sites"].map(sourceChannelOf)).toEqual([
      "referral",
      "olark chat",
      "google",
      "paid search",
      "referral sites",
    ]);
  });
  it("reads numbers, booleans and missing answers", () => {
    expect(["1,284", "12.5", "", "abc", "1,2", Number.NaN].map((value) => numberOf(value))).toEqual([
      1284,
      12.5,
      null,
      null,
      null,
      null,
    ]);
    expect(["Yes", "no", "TRUE", "maybe", 0, null].map((value) => booleanOf(value))).toEqual([
      true,
      false,
      true,
      null,
      false,
      null,
    ]);
    expect(["Select", " NA ", "x"].map((value) => textOf(value))).toEqual([null, null, "x"]);
  });
});
