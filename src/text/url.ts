const address =
  /(?<![@a-z0-9.-])(?:https?:\/\/)?((?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,5}([a-z]{2,10}))(?![a-z0-9@-])(:\d{2,5})?([/?#][^\s<>"']*)?/i;
const endings: ReadonlySet<string> = new Set([
  "vn",
  "com",
  "net",
  "org",
  "info",
  "biz",
  "edu",
  "gov",
  "me",
  "io",
  "app",
  "link",
  "site",
  "online",
  "store",
  "shop",
  "page",
  "gl",
  "xyz",
  "asia",
  "pro",
  "be",
  "ly",
  "cc",
  "co",
  "top",
  "tv",
  "watch",
  "gg",
  "ee",
  "bio",
]);

/** The first web address of a text as a full URL; Facebook and Zalo pages too: "fb.com/ruouBacHa" -> "https://fb.com/ruouBacHa". */
export const readUrl = (text: string): string | undefined => {
  const match = address.exec(text.normalize("NFKC"));
  if (match === null) return undefined;
  const [whole, host = "", ending = "", port = "", path = ""] = match;
  if (!endings.has(ending.toLowerCase())) return undefined;
  const scheme = /^http:/i.test(whole) ? "http" : "https";
  const url = `${scheme}://${host.toLowerCase()}${port}${path.replace(/[.,;:!?)]+$/, "")}`;
  return URL.canParse(url) ? url : undefined;
};
