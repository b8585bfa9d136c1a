/** Whether a post comes from our own page. A program without a browser sends neither header and has no cookie to abuse. */
export function sameOrigin(request: Request, publicUrl: string | undefined): boolean {
  const site = request.headers.get("sec-fetch-site");
  if (site !== null && site !== "same-origin") return false;
  const origin = request.headers.get("origin");
  if (origin === null) return true;
  if (!URL.canParse(origin)) return false;
  const from = new URL(origin);
  // Behind a proxy the scheme we see is not the one the browser used, so the host decides.
  const host = request.headers.get("host") ?? new URL(request.url).host;
  return from.host === host || (publicUrl !== undefined && from.origin === new URL(publicUrl).origin);
}
