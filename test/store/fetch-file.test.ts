import { expect, test } from "vitest";
import { fetchFile, type FetchSettings } from "../../src/store/fetch-file.ts";
import { memoryFiles } from "../../src/tools/rehearsal.ts";

type Page = { readonly status?: number; readonly to?: string; readonly size?: number };

/** A network of a few addresses; every host lies where `at` says. */
function net(
  pages: Readonly<Record<string, Page>>,
  at: readonly string[] = ["42.119.1.1"],
  more: Partial<FetchSettings> = {},
) {
  const asked: string[] = [];
  const get = fetchFile({
    files: memoryFiles(),
    fetch: async (address) => {
      asked.push(address);
      const page = pages[address];
      if (page === undefined) throw new Error("no such host");
      const headers: Record<string, string> = page.to === undefined ? {} : { location: page.to };
      return new Response(new Uint8Array(page.size ?? 3), { status: page.status ?? 200, headers });
    },
    hosts: [".zdn.vn", "exact.example"],
    resolve: async () => at,
    size: 100,
    ...more,
  });
  return {
    asked,
    get: async (url: string) =>
      get({ url, name: "a.jpg" }).then((found) => (found.ok ? found.value.size : found.code)),
  };
}

test("files of allowed hosts are kept; no other host, scheme, port or name is asked", async () => {
  const { get, asked } = net({ "https://f9.zdn.vn/a": {}, "https://exact.example/a": {} });
  expect([await get("https://f9.zdn.vn/a"), await get("https://exact.example/a")]).toEqual([3, 3]);
  const before = asked.length;
  for (const url of [
    "http://f9.zdn.vn/a",
    "https://zdn.vn.evil.example/a",
    "https://evilzdn.vn/a",
    "https://f9.zdn.vn:8443/a",
    "https://user@f9.zdn.vn/a",
    "https://sub.exact.example/a",
    "file:///etc/passwd",
    "x",
    "",
  ])
    expect([url, await get(url)]).toEqual([url, "file-away"]);
  expect(asked.length).toBe(before);
});

test("an allowed name that leads inside is not asked", async () => {
  for (const address of [
    "127.0.0.1",
    "10.1.2.3",
    "192.168.1.1",
    "172.31.0.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "::1",
    "fe80::1",
    "fc00::1",
    "::ffff:10.0.0.1",
    "2002:a00::1",
    "no address",
  ]) {
    const { get, asked } = net({ "https://f9.zdn.vn/a": {} }, ["42.119.1.1", address]);
    expect([address, await get("https://f9.zdn.vn/a"), asked]).toEqual([address, "file-away", []]);
  }
  expect(await net({ "https://f9.zdn.vn/a": {} }, ["2405:4800::1"]).get("https://f9.zdn.vn/a")).toBe(3);
  expect(await net({ "https://f9.zdn.vn/a": {} }, []).get("https://f9.zdn.vn/a")).toBe("file-away");
});

test("redirects are followed to allowed places only, and not for ever", async () => {
  const start = "https://f9.zdn.vn/a";
  expect(await net({ [start]: { status: 302, to: "/b" }, "https://f9.zdn.vn/b": {} }).get(start)).toBe(3);
  const out = net({ [start]: { status: 302, to: "http://127.0.0.1/b" }, "http://127.0.0.1/b": {} });
  expect([await out.get(start), out.asked.includes("http://127.0.0.1/b")]).toEqual(["file-away", false]);
  const round = net({ [start]: { status: 302, to: start } });
  expect([await round.get(start), round.asked.length]).toEqual(["file-away", 8]);
});

test("what is too large, gone or silent is no file; trouble is tried twice", async () => {
  const start = "https://f9.zdn.vn/a";
  expect(await net({ [start]: { size: 101 } }).get(start)).toBe("file-size");
  expect(await net({ [start]: { size: 100 } }).get(start)).toBe(100);
  const gone = net({ [start]: { status: 404 } });
  expect([await gone.get(start), gone.asked.length]).toEqual(["file-away", 2]);
  const silent = net({}, undefined, {
    limit: 20,
    fetch: (_, init) =>
      new Promise((_resolve, reject) =>
        init.signal?.addEventListener("abort", () => reject(new Error("late"))),
      ),
  });
  expect(await silent.get(start)).toBe("file-away");
});

test("the platform's own root is allowed only when it is a loopback address", async () => {
  const own = "http://127.0.0.1:5000/media/1";
  const pages = { [own]: {}, "http://10.0.0.5:5000/media/1": {} };
  expect(await net(pages, [], { loopback: "http://127.0.0.1:5000" }).get(own)).toBe(3);
  expect(await net(pages, [], { loopback: "http://127.0.0.1:5001" }).get(own)).toBe("file-away");
  expect(await net(pages, [], { loopback: "http://10.0.0.5:5000" }).get("http://10.0.0.5:5000/media/1")).toBe(
    "file-away",
  );
});
