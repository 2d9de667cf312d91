/**
 * The tracker that a site of the workspace loads: `<script async src=".../t.js" data-key="fc_pub_...">`. This is its
 * readable source; public/t.js is what lib/tracker/build.mjs makes of it (a test compares the two, and weighs it: under
 * 2 kB). No dependency, no cookie; it never reads what people type.
 *
 * Marks in the page: data-fc-event="type" with any data-fc-* (a click sends that event), data-fc-cta="demo" (hovers and
 * clicks of a button), data-fc-form="signup" on a form.
 *
 * Nothing is sent, and nothing stored, where the browser says Do Not Track or Global Privacy Control, or before the
 * consent that data-consent="required" asks for. Events wait in localStorage until the server has answered for them;
 * their ids are made here, so that one that is sent twice is stored once.
 */

interface QueuedEvent {
  id: string;
  type: string;
  at: number;
  [property: string]: unknown;
}

/** What is kept in the browser under STORE. */
interface Kept {
  /** The visitor. */
  v: string;
  /** The session, and when it last did something. */
  s?: string;
  t: number;
  /** Events that no answer has come for. */
  q: QueuedEvent[];
}

type Call = [name: "identify" | "track" | "consent" | "reset", ...args: never[]];

(() => {
  const doc = document;
  const nav = navigator as Navigator & { globalPrivacyControl?: boolean };
  const store = localStorageOrNone();
  const script = doc.currentScript as HTMLScriptElement | null;
  const settings = script?.dataset;
  const page = window as unknown as Window & { firstcall?: unknown };
  const STORE = "_fc";
  const CONSENT = "_fc_ok";
  const SESSION_MS = 18e5;
  const MOST_KEPT = 200;
  const MOST_AT_ONCE = 50;

  if (!script || !settings?.key) return;
  const endpoint = script.src.replace(/[^/]*$/, "api/v1/collect");
  const isRefused = nav.doNotTrack === "1" || nav.globalPrivacyControl === true;
  let memory: string | undefined;
  let isOn = false;
  let isListening = false;
  let isSending = false;
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let path: string | undefined;
  let visibleSince = 0;
  let spent = 0;
  let depth = 0;
  let hovered: Element | null | undefined;
  let hoverTimer: ReturnType<typeof setTimeout>;
  let seen = new Set<string>();
  let forms = new Map<HTMLFormElement, string>();

  function localStorageOrNone(): Storage | undefined {
    try {
      return localStorage;
    } catch {
      // Forbidden in this frame: this page's memory has to do.
    }
  }

  const uuid = () =>
    "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (digit) =>
      (+digit ^ (crypto.getRandomValues(new Uint8Array(1))[0]! & (15 >> (+digit / 4)))).toString(16),
    );

  /** Read anew each time: other tabs write, too. */
  const kept = (): Kept => {
    try {
      return JSON.parse((store?.[STORE] ?? memory) as string);
    } catch {
      return { v: uuid(), t: 0, q: [] };
    }
  };

  const keep = (state: Kept) => {
    memory = JSON.stringify(state);
    try {
      if (store) store[STORE] = memory;
    } catch {
      // Full: what is in there already goes out first.
    }
  };

  const push = (type: string, properties?: object) => {
    if (!isOn) return;
    const state = kept();
    state.t = Date.now();
    state.q.push({ id: uuid(), type, at: state.t, path, session_id: state.s, ...properties });
    state.q = state.q.slice(-MOST_KEPT);
    keep(state);
    later(500);
  };

  const later = (ms: number) => {
    timer ??= setTimeout(send, ms);
  };

  /** A page that goes away cannot wait for the answer: its last events stay, and are sent again with the next page. */
  const send = (isLast?: unknown) => {
    clearTimeout(timer);
    timer = undefined;
    const { v, q } = kept();
    const batch = q.slice(0, MOST_AT_ONCE);
    if (!isOn || !batch[0] || (isSending && isLast !== 1)) return;
    isSending = true;
    const body = JSON.stringify({
      key: settings.key,
      visitor: v,
      sent_at: Date.now(),
      bot: nav.webdriver,
      events: batch,
    });
    if (isLast === 1) return nav.sendBeacon(endpoint, body);
    fetch(endpoint, { method: "POST", body, keepalive: true, credentials: "omit" })
      .then(({ status }) => {
        // What the server will never take is not offered again.
        if (status > 499 || status === 429 || status === 408) throw status;
        const state = kept();
        state.q = state.q.filter(({ id }) => !batch.some((sent) => sent.id === id));
        keep(state);
        failures = 0;
      })
      .catch(() => {
        failures++;
      })
      .then(() => {
        isSending = false;
        if (kept().q[0]) later(failures ? Math.min(3e5, 500 * 2 ** failures) : 0);
      });
  };

  const view = () => {
    const state = kept();
    const isNew = !state.s || Date.now() - state.t > SESSION_MS;
    if (isNew) {
      state.s = uuid();
      keep(state);
    }
    path = location.pathname;
    visibleSince = doc.hidden ? 0 : Date.now();
    spent = depth = 0;
    seen = new Set();
    forms = new Map();
    if (isNew) {
      const visit: Record<string, string> = {};
      new URLSearchParams(location.search).forEach((value, name) => {
        if (/^utm_/.test(name)) visit[name] = value;
      });
      const from = doc.referrer.split(/[?#]/)[0]!;
      if (from && from.split("/")[2] !== location.host) visit.referrer = from;
      push("visit", visit);
    }
    push("page_view");
  };

  /** Only the time in which the page was to be seen counts. */
  const leave = () => {
    if (visibleSince) spent += Date.now() - visibleSince;
    visibleSince = 0;
    if (spent > 999) push("page_left", { seconds: Math.round(spent / 1e3), scroll_pct: depth });
    spent = 0;
  };

  const abandon = () => {
    for (const form of forms.values()) if (form) push("form_abandoned", { form });
    forms = new Map();
  };

  const moved = () => {
    if (!isOn || location.pathname === path) return;
    leave();
    abandon();
    view();
  };

  const on = (target: EventTarget, names: string, act: (event: Event) => void) => {
    for (const name of names.split(" ")) target.addEventListener(name, act, { capture: true, passive: true });
  };

  const closest = ({ target }: Event, marks: string) =>
    (target as Element | null)?.closest?.(marks) as HTMLAnchorElement | null;

  const ctaOf = (event: Event) => closest(event, "[data-fc-cta],a[href*=demo]");

  const listen = () => {
    for (const name of ["pushState", "replaceState"] as const) {
      const own = history[name];
      history[name] = function (this: History, ...args: Parameters<History["pushState"]>) {
        own.apply(this, args);
        moved();
      };
    }
    on(page, "popstate", moved);
    on(page, "online", send);
    on(page, "pageshow", (event) => {
      if (!(event as PageTransitionEvent).persisted) return;
      isSending = false;
      view();
    });
    on(page, "pagehide", () => {
      leave();
      abandon();
      send(1);
    });
    on(doc, "visibilitychange", () => {
      if (doc.hidden) {
        leave();
        send();
      } else visibleSince = Date.now();
    });
    on(page, "scroll", () => {
      const share = (scrollY + innerHeight) / doc.documentElement.scrollHeight;
      depth = Math.max(depth, Math.min(100, Math.round(share * 100)));
    });
    on(doc, "mouseover", (event) => {
      const cta = ctaOf(event);
      if (cta === hovered) return;
      hovered = cta;
      clearTimeout(hoverTimer);
      const name = cta && (cta.dataset.fcCta || "demo");
      if (name && !seen.has(name))
        hoverTimer = setTimeout(() => {
          seen.add(name);
          push("cta_hovered", { cta: name });
        }, 400);
    });
    on(doc, "click", (event) => {
      const marked = closest(event, "[data-fc-event]");
      const cta = ctaOf(event);
      const file = closest(event, "a[download],a[href$='.pdf']");
      if (marked) {
        const properties: Record<string, unknown> = {};
        for (const name in marked.dataset)
          if (/^fc[A-Z]/.test(name) && name !== "fcEvent")
            properties[name.slice(2).toLowerCase()] = marked.dataset[name];
        push(marked.dataset.fcEvent!, properties);
      } else if (file) push("content_downloaded", { asset: file.pathname.split("/").pop() });
      else if (cta) push("cta_clicked", { cta: cta.dataset.fcCta || "demo" });
    });
    on(doc, "focusin submit", (event) => {
      const form = closest(event, "form") as HTMLFormElement | null;
      if (!form) return;
      const name = form.dataset.fcForm || form.id || form.getAttribute("name") || "form";
      if (event.type === "submit") {
        forms.set(form, "");
        push("form_submitted", { form: name });
      } else if (!forms.has(form)) {
        forms.set(form, name);
        push("form_started", { form: name });
      }
    });
  };

  const start = () => {
    if (isRefused || isOn) return;
    isOn = true;
    if (!isListening) listen();
    isListening = true;
    view();
  };

  const api = {
    identify: (email: string, fields?: object) => push("identify", { email, fields }),
    track: push,
    consent: (given: boolean) => {
      if (given && !isRefused) {
        if (store) store[CONSENT] = 1;
        start();
      } else {
        isOn = false;
        store?.removeItem(CONSENT);
        api.reset();
      }
    },
    /** Another person at this browser: a new visitor from here on. */
    reset: () => {
      store?.removeItem(STORE);
      memory = "";
      if (isOn) view();
    },
    push: ([name, ...args]: Call) => (api[name] as (...args: never[]) => void)(...args),
  };

  // Calls that were made before this file was there.
  const early = page.firstcall as Call[] | undefined;
  page.firstcall = api;
  if (settings.consent !== "required" || store?.[CONSENT]) start();
  if (Array.isArray(early)) early.forEach(api.push);
})();
