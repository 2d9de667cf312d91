// Sets the theme before the first paint. A file of our own, not an inline script, so that a strict
// Content-Security-Policy (script-src 'self') allows it without a nonce. The preference is "light", "dark" or
// "system" in localStorage under "firstcall-theme"; absent means system.
(() => {
  const root = document.documentElement;
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  // Paper is white: what is printed is light, whatever is on the screen.
  const paper = window.matchMedia("print");
  const apply = () => {
    let preference = "system";
    try {
      preference = localStorage.getItem("firstcall-theme") || "system";
    } catch {
      // Storage may be blocked; the system's choice then holds.
    }
    const wantsDark = preference === "dark" || (preference !== "light" && dark.matches);
    const theme = wantsDark && !paper.matches ? "dark" : "light";
    root.dataset.theme = theme;
  };
  root.dataset.os = /Mac|iPhone|iPad/.test(navigator.platform) ? "mac" : "other";
  apply();
  dark.addEventListener("change", apply);
  paper.addEventListener("change", apply);
  window.addEventListener("storage", apply);
  window.addEventListener("firstcall-theme", apply);
})();
