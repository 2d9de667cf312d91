export const COMPANY_STEMS = [
  "Corvane",
  "Fjordline",
  "Brightwater",
  "Ostrava",
  "Nordhem",
  "Quayside",
  "Atlântico",
  "Kilbrack",
  "Puerto Norte",
  "Zilverpost",
  "Morava",
  "Harrow & Pine",
  "Velluto",
  "Dunav",
  "Wisła",
  "Kvam",
  "Söderfors",
  "Alpenrand",
  "Saint-Martin",
  "Lagerlöf",
  "Hansea",
  "Baltica",
  "Meridian",
  "Tammisto",
  "Grünwald",
  "Castelvecchio",
  "Brabant",
  "Skagen",
  "Oderbruch",
  "Montblanc",
  "Vistula",
  "Lofoten",
  "Eiffel",
  "Torshavn",
  "Jura",
  "Pannonia",
  "Isar",
  "Garonne",
  "Ebro",
  "Mälaren",
] as const;

/** Industry, words its companies end in, and how well it fits the seller. */
export const INDUSTRIES = [
  ["Logistics", ["Logistics", "Freight", "Fulfilment"], "target", 20],
  ["Food", ["Foods", "Dairy", "Bakeries"], "target", 16],
  ["Industrial parts", ["Parts", "Maschinenbau", "Industrie"], "target", 15],
  ["Paper and packaging", ["Paper", "Packaging", "Board"], "adjacent", 11],
  ["Textiles", ["Textil", "Mills", "Fabrics"], "adjacent", 8],
  ["Medical supply", ["Medical", "Care Supply", "Pharma"], "adjacent", 9],
  ["Retail", ["Retail", "Stores", "Webwinkels"], "neutral", 11],
  ["Software", ["Systems", "Software", "Labs"], "poor", 6],
  ["Public sector", ["Municipality", "Agency", "Institute"], "poor", 4],
] as const;

/** Country, city, zone offset in hours (winter), whether the team sells there, weight. */
export const PLACES = [
  ["Norway", ["Bergen", "Oslo", "Trondheim"], 1, true, 15],
  ["Sweden", ["Göteborg", "Malmö", "Stockholm"], 1, true, 14],
  ["Denmark", ["Aarhus", "København"], 1, true, 10],
  ["Finland", ["Tampere", "Helsinki"], 2, true, 8],
  ["Germany", ["Hamburg", "München", "Köln"], 1, true, 18],
  ["Netherlands", ["Rotterdam", "Eindhoven"], 1, true, 10],
  ["Poland", ["Gdańsk", "Poznań"], 1, true, 7],
  ["Italy", ["Milano", "Bologna"], 1, false, 6],
  ["Portugal", ["Porto"], 0, false, 4],
  ["United Kingdom", ["Leeds", "Bristol"], 0, false, 5],
  ["India", ["Pune"], 5.5, false, 3],
] as const;

/** Employees from, to, and how common. */
export const SIZES = [
  [3, 9, 8],
  [10, 49, 24],
  [50, 99, 18],
  [100, 499, 28],
  [500, 999, 12],
  [1_000, 8_000, 10],
] as const;

export const ERPS = ["SAP", "Dynamics", "Odoo", "Infor", "none"] as const;
export const FREE_MAIL = ["gmail.com", "outlook.com", "gmx.de", "yahoo.com"] as const;
export const STUDENT_MAIL = ["student.ntnu.no", "stud.tu-berlin.de", "student.polimi.it"] as const;
export const COMPETITORS = ["shiftwise.example", "docksuite.example"] as const;
