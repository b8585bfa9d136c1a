import { lookup } from "node:dns/promises";
import { BlockList, isIP } from "node:net";
import { fault, type Result } from "../domain/result.ts";
import type { FetchFile } from "../ports/fetch-file.ts";
import type { Files } from "../ports/files.ts";

export type FetchSettings = {
  readonly files: Files;
  readonly fetch: (address: string, init: RequestInit) => Promise<Response>;
  /** Names of allowed hosts; one that begins with a dot allows everything under it. */
  readonly hosts: readonly string[];
  /** The platform's root when it runs on this machine: its own addresses are allowed then, and no others here. */
  readonly loopback?: string;
  readonly resolve?: (host: string) => Promise<readonly string[]>;
  readonly size?: number;
  readonly limit?: number;
};

const mebibyte = 1024 * 1024;
const mostRedirects = 3;
const tries = 2;

// One list a family: a list of both takes every IPv4 address for a mapped IPv6 one.
const inside = { ipv4: new BlockList(), ipv6: new BlockList() };
for (const [net, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
] as const)
  inside.ipv4.addSubnet(net, bits, "ipv4");
// Everything but the global unicast addresses, and of those the ones that lead back to IPv4 or to nobody.
for (const [net, bits] of [
  ["::", 3],
  ["4000::", 2],
  ["8000::", 1],
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
] as const)
  inside.ipv6.addSubnet(net, bits, "ipv6");

const isInside = (address: string): boolean => {
  const kind = isIP(address);
  if (kind === 0) return true;
  return kind === 6 ? inside.ipv6.check(address, "ipv6") : inside.ipv4.check(address, "ipv4");
};

const allResolved = async (host: string): Promise<readonly string[]> =>
  (await lookup(host, { all: true })).map(({ address }) => address);

function isLoopback(root: string | undefined): URL | undefined {
  const url = root === undefined ? undefined : URL.parse(root);
  return url !== null && url !== undefined && ["127.0.0.1", "[::1]", "localhost"].includes(url.hostname)
    ? url
    : undefined;
}

/** Fetches files from a platform's hosts and from nowhere else: https, public addresses, a size and a time at most. */
export function fetchFile(settings: FetchSettings): FetchFile {
  const { files, fetch, hosts, resolve = allResolved, size = 25 * mebibyte, limit = 10_000 } = settings;
  const own = isLoopback(settings.loopback);

  const allowed = async (url: URL): Promise<boolean> => {
    if (own !== undefined && url.origin === own.origin) return true;
    const named = hosts.some((host) =>
      host.startsWith(".") ? url.hostname.endsWith(host) : url.hostname === host,
    );
    if (url.protocol !== "https:" || url.port !== "" || url.username !== "" || !named) return false;
    const found = await resolve(url.hostname);
    return found.length > 0 && !found.some(isInside);
  };

  const read = async (response: Response): Promise<Uint8Array | "file-size"> => {
    if (Number(response.headers.get("content-length") ?? "0") > size) {
      await response.body?.cancel();
      return "file-size";
    }
    const parts: Uint8Array[] = [];
    let length = 0;
    for await (const part of response.body ?? []) {
      const bytes: unknown = part;
      if (!(bytes instanceof Uint8Array)) continue;
      length += bytes.byteLength;
      // Leaving the loop ends the stream.
      if (length > size) return "file-size";
      parts.push(bytes);
    }
    return new Uint8Array(Buffer.concat(parts));
  };

  const load = async (
    address: string,
    signal: AbortSignal,
  ): Promise<Uint8Array | "file-size" | "file-away"> => {
    let url = URL.parse(address);
    for (let hop = 0; hop <= mostRedirects; hop += 1) {
      if (url === null || !(await allowed(url))) return "file-away";
      const response = await fetch(url.href, { redirect: "manual", signal });
      const next = response.headers.get("location");
      if (response.status >= 300 && response.status < 400 && next !== null) {
        await response.body?.cancel();
        url = URL.parse(next, url.href);
        continue;
      }
      if (!response.ok) {
        await response.body?.cancel();
        return "file-away";
      }
      return read(response);
    }
    return "file-away";
  };

  const once = async (url: string): Promise<Uint8Array | "file-size" | "file-away"> =>
    load(url, AbortSignal.timeout(limit)).catch(() => "file-away");

  return async ({ url, name }): Promise<Awaited<ReturnType<FetchFile>>> => {
    let found = await once(url);
    for (let again = 1; again < tries && found === "file-away"; again += 1) found = await once(url);
    return typeof found === "string" ? refuse(found) : files.keep(found, name);
  };
}

const refuse = (code: "file-size" | "file-away"): Result<never, "file-size" | "file-away"> => fault(code);
