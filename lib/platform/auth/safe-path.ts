/**
 * Where to go after signing in: a path of this site, or "/". Anything that a browser could take for another origin
 * ("//evil", "/\evil", "https:...", control characters it would strip) becomes "/", and so do the sign-in pages and
 * addresses that are not pages.
 */
export function safePath(wish: string | null | undefined): string {
  if (!wish?.startsWith("/") || wish.length > 2000) return "/";
  // biome-ignore lint/suspicious/noControlCharactersInRegex: browsers strip them, so "/\t/evil" is "//evil"
  if (/^\/[/\\]|[\u0000-\u001f\\]/.test(wish)) return "/";
  const base = "http://firstcall.invalid";
  if (!URL.canParse(wish, base)) return "/";
  const url = new URL(wish, base);
  if (url.origin !== base || url.pathname.startsWith("//")) return "/";
  if (/^\/(signin|setup|forgot|reset|invite|api|_next)(\/|$)/.test(url.pathname)) return "/";
  return `${url.pathname}${url.search}${url.hash}`;
}
