import { expect, test } from "vitest";
import { openSqlite } from "../../src/store/sqlite/open.ts";
import { watched } from "../../src/store/watched.ts";

test("calls without an answer are told, and the return with how long it took", async () => {
  const inner = await openSqlite({ file: ":memory:", programme: "p" });
  let now = 1_000;
  let gone = false;
  const lines: unknown[] = [];
  const { store, away } = watched(
    {
      ...inner,
      load: (keys) => (gone ? Promise.reject(new TypeError("người dân 0912345678")) : inner.load(keys)),
    },
    { now: () => now },
    (line) => lines.push(line),
  );
  await store.load(["a"]);
  expect([lines, away()]).toEqual([[], undefined]);
  gone = true;
  await expect(store.load(["a"])).rejects.toThrow(TypeError);
  now += 500;
  await expect(store.load(["a"])).rejects.toThrow(TypeError);
  gone = false;
  now += 1_500;
  await store.range("i", { limit: 1 });
  await store.load(["a"]);
  expect(lines).toEqual([
    { what: "store", code: "fault", call: "load", fault: "TypeError" },
    { what: "store", code: "fault", call: "load", fault: "TypeError" },
    { what: "store", code: "back", ms: 2_000 },
  ]);
  expect(away()).toEqual({ from: 1_000, until: 3_000 });
  await inner.close();
});
