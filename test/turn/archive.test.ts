import { strFromU8, strToU8, unzipSync, type Zippable, zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import type { Deed } from "../../src/domain/event.ts";
import { dossierIndex, dossierKey } from "../../src/domain/keys.ts";
import type { FileRef } from "../../src/domain/message.ts";
import { archiveSchema } from "../../src/dossier/archive.ts";
import { unpack } from "../../src/papers/dossier-archive.ts";
import type { Files } from "../../src/ports/files.ts";
import { readSetting } from "../../src/project.ts";
import { blobFiles } from "../../src/store/files.ts";
import { rehearse } from "../../src/tools/rehearsal.ts";
import { madeArchive } from "../../src/turn/archive.ts";
import { readDossier } from "../../src/turn/state.ts";
import { printedAt } from "../support/printed.ts";

const setting = await readSetting("bac-ha-2021");
const says = (text: string): Deed => ({ kind: "text", text });
const png = Uint8Array.from([
  0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 73, 72, 68, 82, 7, 7,
]);

/** A chat with a store of its own, where files are told by their bytes. */
async function chat(programme = setting) {
  const blobs = new Map<string, Uint8Array>();
  const real = blobFiles({
    put: (name, bytes) => Promise.resolve(void blobs.set(name, bytes)),
    get: (name) => Promise.resolve(blobs.get(name)),
    drop: (name) => Promise.resolve(void blobs.delete(name)),
    list: () => Promise.resolve([]),
  });
  const kept: FileRef[] = [];
  const files: Files = {
    ...real,
    keep: async (bytes, name) => {
      const result = await real.keep(bytes, name);
      if (result.ok) kept.push(result.value);
      return result;
    },
  };
  const rehearsal = await rehearse(programme, printedAt, { clock: { now: printedAt }, files });
  const say = async (text: string): Promise<string> => (await rehearsal.deed(says(text))).join("\n");
  const send = async (bytes: Uint8Array, name: string, text = ""): Promise<string> => {
    const file = await files.keep(bytes, name);
    if (!file.ok) return file.code;
    return (await rehearsal.deed({ kind: "file", file: file.value, text })).join("\n");
  };
  const download = async (): Promise<Uint8Array> => {
    await say("tải hồ sơ về");
    const zip = kept.findLast((one) => one.name.endsWith(".zip"));
    const bytes = zip === undefined ? undefined : await files.read(zip.hash);
    if (bytes === undefined) throw new Error("no archive");
    return bytes;
  };
  /** All dossiers there are, by their names. */
  const dossiers = async () => {
    const names = await rehearsal.store.range(dossierIndex, { limit: 9 });
    const found = await rehearsal.store.load(names.map((one) => dossierKey(one.member)));
    const read = found.flatMap((one) => (one === undefined ? [] : [readDossier(one.text)]));
    return read.toSorted((one, two) => (one.id < two.id ? -1 : 1));
  };
  return { ...rehearsal, say, send, download, dossiers, blobs };
}

/** Somebody with a dossier of cốm and two papers. */
async function producer() {
  const own = await chat();
  for (const text of ["dk com na lo", "1", "htx", "HTX Cốm Na Lo", "có rồi", "1", "thôn Na Lo, xã Tà Chải"])
    await own.say(text);
  await own.send(png, "đăng ký.png", "giấy đăng ký kinh doanh");
  await own.send(Uint8Array.from([...png, 9]), "../x y.png", "giấy đăng ký kinh doanh");
  for (const text of ["sửa tên cơ sở", "HTX Cốm Tà Chải", "đúng"]) await own.say(text);
  return own;
}

/** Somebody elsewhere who has said yes to the notice, for another product. */
async function elsewhere(programme = setting) {
  const other = await chat(programme);
  for (const text of ["dk tinh dau que nam det", "1"]) await other.say(text);
  return other;
}

const record = (zip: Uint8Array) => {
  const json = unzipSync(zip)["ho-so.json"];
  if (json === undefined) throw new Error("no record");
  return archiveSchema.parse(JSON.parse(strFromU8(json)));
};
const timeless = (zip: Uint8Array) => {
  const { forms, log, ...rest } = record(zip);
  return { ...rest, forms: forms.map(({ path }) => path), log: log.map((one) => ({ ...one, at: 0 })) };
};
/** The archive with other parts. */
const forged = (zip: Uint8Array, change: (parts: Record<string, Uint8Array>) => Zippable): Uint8Array =>
  zipSync(change(unzipSync(zip)));
const rewritten = (zip: Uint8Array, change: Readonly<Record<string, unknown>>): Uint8Array =>
  forged(zip, (parts) => ({
    ...parts,
    "ho-so.json": strToU8(JSON.stringify({ ...record(zip), ...change })),
  }));

describe("a whole dossier", () => {
  test("holds cover, forms, files and a record that names nobody, and comes back equal elsewhere", async () => {
    const own = await producer();
    const zip = await own.download();
    expect(Object.keys(unzipSync(zip)).slice(0, 2)).toEqual(["ho-so.json", "bia.pdf"]);
    expect(Object.keys(unzipSync(zip))).toEqual(
      expect.arrayContaining([
        "bieu/bieu-02.pdf",
        "bieu/bieu-02.docx",
        "tep/01-dang-ky.png",
        "tep/02-x-y.png",
      ]),
    );
    expect(JSON.stringify(record(zip))).not.toMatch(/person-|dossier-|web:|terminal:/u);
    const other = await elsewhere();
    expect(await other.send(zip, "x.zip")).toContain("Đã tạo hồ sơ nháp *Cốm Na Lo*");
    const again = await other.download();
    expect(timeless(again)).toEqual(timeless(zip));
    expect(Object.values(record(again).answers)).toContain("HTX Cốm Tà Chải");
    expect(record(again).files).toHaveLength(2);
    await Promise.all([own.close(), other.close()]);
  });

  test("of a product that is there already is asked about, and never written over", async () => {
    const own = await producer();
    const zip = await own.download();
    await own.say("sửa tên cơ sở");
    await own.say("HTX Na Lo");
    await own.say("đúng");
    const before = await own.dossiers();
    expect(before).toHaveLength(1);
    expect(await own.send(zip, "x.zip")).toContain("khác 1 câu trả lời");
    expect(await own.say("không")).toContain("không tạo thêm");
    expect(await own.dossiers()).toEqual(before);
    await own.send(zip, "x.zip");
    expect(await own.say("có")).toContain("Đã tạo hồ sơ nháp");
    const after = await own.dossiers();
    expect(after).toHaveLength(2);
    expect(after).toEqual(expect.arrayContaining([...before]));
    await own.close();
  });

  test("is not opened for whoever has not agreed to anything being kept", async () => {
    const own = await producer();
    const zip = await own.download();
    const stranger = await chat();
    expect(await stranger.send(zip, "x.zip")).toContain("chưa đồng ý");
    expect([...stranger.blobs.keys()]).toEqual([]);
    await Promise.all([own.close(), stranger.close()]);
  });

  test("that was tampered with is refused in a sentence, and nothing of it is kept", async () => {
    const own = await producer();
    const zip = await own.download();
    const other = await elsewhere();
    const lies: Readonly<Record<string, readonly [Uint8Array, string]>> = {
      bytes: [
        forged(zip, (all) => ({ ...all, "tep/01-dang-ky.png": png.slice(0, 16) })),
        "không còn như lúc tải",
      ],
      more: [forged(zip, (all) => ({ ...all, "tep/03-y.png": png })), "không còn như lúc tải"],
      less: [
        forged(zip, (all) =>
          Object.fromEntries(Object.entries(all).filter(([path]) => path !== "tep/01-dang-ky.png")),
        ),
        "không còn như lúc tải",
      ],
      path: [forged(zip, (all) => ({ ...all, "tep/../../etc/x": png })), "không thuộc hồ sơ"],
      bomb: [
        forged(zip, (all) => ({ ...all, "tep/03-y.png": new Uint8Array(30_000_000) })),
        "nặng hoặc nhiều",
      ],
      many: [
        forged(zip, (all) => ({
          ...all,
          ...Object.fromEntries(Array.from({ length: 400 }, (_, at) => [`tep/${at}-x.png`, png])),
        })),
        "nặng hoặc nhiều",
      ],
      law: [rewritten(zip, { law: "qd-9999" }), "quy định khác"],
      programme: [rewritten(zip, { programme: "elsewhere" }), "quy định khác"],
      record: [rewritten(zip, { answers: 3 }), "bị hỏng"],
      half: [zip.slice(0, 5_000), "bị hỏng"],
    };
    const lying = other.blobs.size;
    for (const [name, [bytes, words]] of Object.entries(lies)) {
      expect([name, await other.send(bytes, `${name}.zip`)]).toEqual([name, expect.stringContaining(words)]);
      expect([name, other.blobs.size]).toEqual([name, lying]);
    }
    expect(await other.send(zipSync({ "x.txt": strToU8("x") }), "x.zip")).toBe("file-kind");
    await Promise.all([own.close(), other.close()]);
  });

  test("has only answers that this program would take", async () => {
    const own = await producer();
    const zip = await own.download();
    const { answers } = record(zip);
    const other = await elsewhere();
    const told = await other.send(
      rewritten(zip, { answers: { ...answers, constructor: "x", owner: "king" } }),
      "x.zip",
    );
    expect(told).toContain("Có 2 câu trả lời trong tệp không dùng được");
    await Promise.all([own.close(), other.close()]);
  });
});

test("a zip that tells smaller sizes than it has gives no more than it tells", async () => {
  const zip = zipSync({ "ho-so.json": strToU8("{}"), "tep/01-x.png": new Uint8Array(1_000_000) });
  // The size in the central directory, of the second part.
  const lie = new Uint8Array(zip);
  const view = new DataView(lie.buffer);
  for (let at = 0; at < lie.length - 46; at += 1)
    if (view.getUint32(at, true) === 0x02014b50 && view.getUint32(at + 24, true) === 1_000_000)
      view.setUint32(at + 24, 100, true);
  const parts = await unpack(lie);
  const size = parts.ok ? parts.value.find(({ path }) => path.startsWith("tep/"))?.bytes.length : 0;
  expect(size).toBeLessThanOrEqual(100);
});

test("a chat that sends no .zip says so, and nothing is made", async () => {
  const own = await producer();
  const [dossier] = await own.dossiers();
  if (dossier === undefined) throw new Error("no dossier");
  const never = (): never => {
    throw new Error("made");
  };
  const packing = {
    archives: { pack: never, unpack: never },
    make: { pdf: never, docx: never },
    files: own.files,
    carries: false,
  };
  const want = {
    dossier,
    whose: "producer" as const,
    name: "x",
    cover: { file: "x", title: "x", foot: "x", blocks: [] },
    forms: [],
  };
  expect((await madeArchive(packing, own.store.read, want)).made).toEqual({ ok: false, code: "no-way" });
  await own.close();
});
