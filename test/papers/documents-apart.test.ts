import { expect, test } from "vitest";
import { documentsApart, sentLimits } from "../../src/papers/documents-apart.ts";
import { sentDocuments } from "../support/sent-documents.ts";

const bytesOf = (name: string): Uint8Array => sentDocuments[name] ?? new Uint8Array();
const program = (text: string): URL => new URL(`data:text/javascript,${encodeURIComponent(text)}`);

test.each(["docx", "pdf", "txt", "md"])("a .%s is read on a thread of its own", async (end) => {
  const read = await documentsApart()(bytesOf(`ho-tro-tem.${end}`));
  expect(read.ok && read.value.text).toContain("tối đa 12 triệu đồng một năm");
});

test("pages without letters are counted, and what cannot be read is said", async () => {
  const read = documentsApart();
  const given = ["co-trang-anh.pdf", "quet.pdf", "khoa.pdf", "hong.pdf", "trong.txt"];
  // All at once: each waits for the one before it.
  const results = await Promise.all(given.map((name) => read(bytesOf(name))));
  expect(results.map((one) => (one.ok ? one.value.blank : one.code))).toEqual([
    1,
    "scanned",
    "locked",
    "broken",
    "empty",
  ]);
});

test("a document that never ends is ended, and the next one is read", async () => {
  const limits = { ...sentLimits, milliseconds: 300 };
  const never = documentsApart(limits, program("for (;;);"));
  const both = await Promise.all([never(bytesOf("ho-tro-tem.txt")), never(bytesOf("ho-tro-tem.txt"))]);
  expect(both).toEqual([
    { ok: false, code: "slow" },
    { ok: false, code: "slow" },
  ]);
  expect((await documentsApart()(bytesOf("ho-tro-tem.txt"))).ok).toBe(true);
});

test.each([
  ["takes all memory", "const all = []; for (;;) all.push(new Array(1e5).fill({}));"],
  ["throws", "throw new Error('broken');"],
  ["ends without a word", ""],
])("a thread that %s is a document that cannot be read", async (_, text) => {
  expect(await documentsApart(sentLimits, program(text), 16)(bytesOf("ho-tro-tem.txt"))).toEqual({
    ok: false,
    code: "broken",
  });
});

test("what is too large is not even begun", async () => {
  const large = new Uint8Array(sentLimits.bytes + 1);
  expect(await documentsApart(sentLimits, program("for (;;);"))(large)).toEqual({ ok: false, code: "size" });
});
