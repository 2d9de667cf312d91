import { describe, expect, it } from "vitest";
import { EVENT_TYPES } from "../signals/events";
import { isWebEventType, pageOf, webEvent } from "./web-events";

describe("pageOf", () => {
  const rules = [
    { path: "/preise", page: "pricing" },
    { path: "/preise/archiv", page: "other" },
    { path: "/docs", page: "product" },
  ] as const;

  it.each([
    ["/preise", "pricing"],
    ["/Preise/?x=1", "pricing"],
    ["/preise/archiv/2020", "other"],
    ["/preiselbeeren", "other"],
    ["/docs/start", "product"],
    ["/pricing", "pricing"],
    ["/", "home"],
  ])("%s is %s", (path, page) => expect(pageOf(path, rules)).toBe(page));
});

describe("isWebEventType", () => {
  it("lets a browser tell what a browser sees, and the site's own types", () => {
    for (const type of ["visit", "page_view", "page_left", "cta_hovered", "form_started", "roi_calculated"])
      expect(isWebEventType(type), type).toBe(true);
  });

  it("lets nobody with a public key claim what only we, the CRM or the mail tool can know", () => {
    for (const type of EVENT_TYPES.filter((known) => /^email_|^call_|_set$|_changed$|^webinar/.test(known)))
      expect(isWebEventType(type), type).toBe(false);
    for (const type of ["", "Page View", "x".repeat(61), "1st"])
      expect(isWebEventType(type), type).toBe(false);
  });
});

describe("webEvent", () => {
  const web = (type: string, raw: object) => webEvent(type, { path: "/", ...raw }, []);

  it("names what a page is about", () => {
    expect(web("page_view", { path: "/pricing", session_id: "s", page: "home" })).toEqual({
      type: "page_view",
      properties: { path: "/pricing", session_id: "s", page: "pricing" },
    });
  });

  it("keeps where a visit came from, and nothing else", () => {
    expect(web("visit", { utm_source: "ads", referrer: "https://x.example/", token: "secret" })).toEqual({
      type: "visit",
      properties: { landing_path: "/", utm_source: "ads", referrer: "https://x.example/" },
    });
  });

  it("turns forms into what signals read", () => {
    expect(web("form_submitted", { form: "demo-request" }).type).toBe("demo_requested");
    expect(web("form_submitted", { form: "form", path: "/book-a-demo" }).type).toBe("demo_requested");
    expect(web("form_submitted", { form: "newsletter", path: "/demo" }).type).toBe("form_submitted");
    expect(web("form_abandoned", { form: "sign-up" }).type).toBe("signup_abandoned");
    expect(web("form_abandoned", { form: "newsletter" }).type).toBe("form_abandoned");
  });

  it("believes no figure that cannot be", () => {
    expect(web("page_left", { seconds: 1e12, scroll_pct: -4 }).properties).toMatchObject({
      seconds: 86_400,
      scroll_pct: 0,
    });
    expect(web("page_left", { seconds: "90", scroll_pct: Number.NaN }).properties).toMatchObject({
      seconds: 0,
      scroll_pct: 0,
    });
  });

  it("keeps plain properties of the site's own types only", () => {
    expect(
      web("roi_calculated", { amount: 4, plan: "team", deep: { a: 1 }, "bad key": 1 }).properties,
    ).toEqual({
      amount: 4,
      plan: "team",
      path: "/",
    });
  });
});
