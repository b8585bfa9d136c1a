import { afterAll, describe, expect, test } from "vitest";
import { app, listsOf } from "../../src/app.ts";
import { webChannel } from "../../src/channels/web/channel.ts";
import type { Deed } from "../../src/domain/event.ts";
import { hours, minutes } from "../../src/domain/instant.ts";
import { linkSecretKey } from "../../src/domain/keys.ts";
import { filesHeld } from "../../src/dossier/fold.ts";
import { forms } from "../../src/papers/forms.ts";
import { readSetting } from "../../src/project.ts";
import { blobFiles } from "../../src/store/files.ts";
import { openSqlite } from "../../src/store/sqlite/open.ts";
import { countingIds, memoryFiles, rehearse } from "../../src/tools/rehearsal.ts";
import { formDoor } from "../../src/turn/form-door.ts";
import { formLinks } from "../../src/turn/form-links.ts";
import { sceneFor } from "../../src/turn/run-thread.ts";
import { memoryTranscript, testHttp, thread } from "../http/support.ts";
import { printedAt } from "../support/printed.ts";

const setting = await readSetting("bac-ha-2021");
const says = (text: string): Deed => ({ kind: "text", text });
const begin = ["dk com na lo", "1", "thôn Na Lo", "htx", "HTX Cốm Na Lo", "có rồi", "1"];

describe("a link", async () => {
  const store = await openSqlite({ file: ":memory:", programme: "x" });
  afterAll(() => store.close());
  const clock = { now: printedAt };
  const links = formLinks(store, { now: () => clock.now });
  const claim = { dossier: "dossier-1", form: "bieu-02", number: 3 };

  test("names one version of one form for a day, in every process", async () => {
    const { token, until } = await links.token(claim);
    expect(until).toBe(printedAt + hours(24));
    expect(await links.claim(token)).toEqual({ ...claim, until });
    const other = formLinks(store, { now: () => clock.now });
    expect(await other.claim(token)).toEqual({ ...claim, until });
    expect(token).toMatch(/^[\w-]+\.[\w-]+$/u);
    clock.now = until + 1;
    expect(await links.claim(token)).toBeUndefined();
    clock.now = printedAt;
  });

  test("that was touched, or signed elsewhere, names nothing", async () => {
    const { token } = await links.token(claim);
    const [said = "", sign = ""] = token.split(".");
    const forged = new TextEncoder()
      .encode(JSON.stringify(["dossier-2", "bieu-02", 3, printedAt + hours(99)]))
      .toBase64({ alphabet: "base64url", omitPadding: true });
    const strange = await openSqlite({ file: ":memory:", programme: "x" });
    const elsewhere = await formLinks(strange, { now: () => clock.now }).token(claim);
    await strange.close();
    const turned = `${sign.slice(0, 5)}${sign[5] === "A" ? "B" : "A"}${sign.slice(6)}`;
    for (const wrong of [
      `${forged}.${sign}`,
      `${said}.${turned}`,
      said,
      "",
      ".",
      `${token}.x`,
      "%%%.%%%",
      "a".repeat(500),
      elsewhere.token,
    ])
      expect([wrong, await links.claim(wrong)]).toEqual([wrong, undefined]);
  });

  test("is signed by one key, also when two processes make it at once", async () => {
    const fresh = await openSqlite({ file: ":memory:", programme: "x" });
    const [one, two] = [1, 2].map(() => formLinks(fresh, { now: () => clock.now }));
    if (one === undefined || two === undefined) throw new Error("no links");
    const [first, second] = await Promise.all([one.token(claim), two.token(claim)]);
    expect(first.token).toBe(second.token);
    const [kept] = await fresh.load([linkSecretKey]);
    expect(kept?.text).toMatch(/^[0-9a-f]{64}$/u);
    await fresh.close();
  });
});

/** A producer with a dossier, and the pages that links lead to. */
async function stage() {
  const clock = { now: printedAt };
  const files = memoryFiles();
  const rehearsal = await rehearse(setting, printedAt, { clock, files, address: "https://ocop.example.vn" });
  for (const text of begin) await rehearsal.deed(says(text));
  const { store } = rehearsal;
  const ids = countingIds();
  const now = (): number => clock.now;
  const door = formDoor({
    store,
    links: formLinks(store, { now }),
    make: forms,
    scene: () => sceneFor({ setting, lists: listsOf(setting), ids }, "web:form", clock.now),
  });
  const { app } = await testHttp({ forms: door, clock: { now } });
  const link = async (text: string): Promise<string> => {
    const said = (await rehearsal.deed(says(text))).join("\n");
    const path = /https:\/\/ocop\.example\.vn(\/to-giay\/\S+)/u.exec(said)?.[1];
    if (path === undefined) throw new Error(`no link in: ${said}`);
    return path;
  };
  return { ...rehearsal, clock, files, app, link };
}

describe("the page of a link", () => {
  test("leads to both files, is kept by nobody, and names no person", async () => {
    const { app, link, close } = await stage();
    const path = await link("xin link biểu 02");
    const page = await app.request(path);
    expect(page.status).toBe(200);
    expect(Object.fromEntries(page.headers)).toMatchObject({
      "cache-control": "no-store",
      "x-robots-tag": "noindex, nofollow, noarchive",
      "referrer-policy": "no-referrer",
    });
    const text = await page.text();
    expect(text).not.toMatch(/Cốm|Na Lo/u);
    const pdf = await app.request(/href="(?<href>[^"]+\/pdf)"/u.exec(text)?.groups?.["href"] ?? "");
    expect(pdf.headers.get("content-type")).toBe("application/pdf");
    expect(pdf.headers.get("cache-control")).toBe("no-store");
    expect(new TextDecoder().decode((await pdf.arrayBuffer()).slice(0, 5))).toBe("%PDF-");
    const word = await app.request(`${path}/docx`);
    expect(word.headers.get("content-disposition")).toContain('filename="bieu-02-com-na-lo-ban-1.docx"');
    await close();
  });

  test("ends after a day, with a change, and with the dossier; of no other form or file is anything given", async () => {
    const { app, link, deed, clock, close } = await stage();
    const path = await link("xin link biểu 02");
    for (const wrong of ["/to-giay/", "/to-giay/x", "/to-giay", `${path}/exe`, `${path.slice(0, -3)}AAA`])
      expect([404, 410]).toContain((await app.request(wrong)).status);
    clock.now += hours(24) + minutes(1);
    expect((await app.request(path)).status).toBe(410);
    expect((await app.request(`${path}/pdf`)).status).toBe(410);

    const anew = await link("xin link biểu 02");
    expect((await app.request(anew)).status).toBe(200);
    for (const text of ["sửa tên cơ sở", "HTX Cốm Tà Chải", "đúng"]) await deed(says(text));
    const changed = await app.request(`${anew}/pdf`);
    expect([changed.status, (await changed.text()).includes("web-form-changed")]).toEqual([410, true]);
    clock.now += minutes(5);
    const second = await link("xin link biểu 02");
    expect((await app.request(second)).status).toBe(200);
    // The first version is not to be had any more, also when its words are there again.
    for (const text of ["sửa tên cơ sở", "HTX Cốm Na Lo", "đúng"]) await deed(says(text));
    expect((await app.request(anew)).status).toBe(410);

    const third = await link("xin link biểu 02");
    for (const text of ["xoá dữ liệu", "1"]) await deed(says(text));
    clock.now += minutes(5);
    const gone = await app.request(third);
    expect([gone.status, (await gone.text()).includes("web-form-over")]).toEqual([410, true]);
    await close();
  });

  test("is not given faster than a person clicks", async () => {
    const { app, clock, close } = await stage();
    const statuses = async (): Promise<readonly number[]> =>
      Promise.all(Array.from({ length: 40 }, async () => (await app.request("/to-giay/x")).status));
    expect((await statuses()).filter((one) => one === 429).length).toBeGreaterThan(15);
    clock.now += minutes(2);
    expect((await app.request("/to-giay/x")).status).toBe(410);
    await close();
  });
});

describe("forms in the chat", () => {
  test("are kept with the dossier, made once a version, and gone with the person's data", async () => {
    const { deed, dossier, files, close } = await stage();
    await deed(says("in hết"));
    const first = filesHeld(
      (await dossier()) ??
        (() => {
          throw new Error("none");
        })(),
    );
    expect(first.length).toBe(6);
    await deed(says("in hết"));
    const again = await dossier();
    expect(again === undefined ? [] : filesHeld(again)).toEqual(first);
    for (const text of ["sửa tên cơ sở", "HTX Cốm Tà Chải Mới", "đúng", "in biểu 2"]) await deed(says(text));
    const changed = await dossier();
    expect(changed?.printed?.["bieu-02"]?.number).toBe(2);
    expect(await Promise.all(first.slice(0, 2).map((hash) => files.read(hash)))).toEqual([
      undefined,
      undefined,
    ]);
    const held = changed === undefined ? [] : filesHeld(changed);
    for (const text of ["xoá dữ liệu", "1"]) await deed(says(text));
    expect(await Promise.all(held.map((hash) => files.read(hash)))).toEqual(held.map(() => undefined));
    await close();
  });

  test("that cannot be made are said so, and nothing is noted", async () => {
    const rehearsal = await rehearse(setting, printedAt, {
      files: { ...memoryFiles(), keep: () => Promise.reject(new Error("full")) },
    });
    for (const text of begin) await rehearsal.deed(says(text));
    const said = await rehearsal.deed(says("in biểu 2"));
    expect(said.join()).toContain("Chưa làm được");
    expect((await rehearsal.dossier())?.printed).toBeUndefined();
    await rehearsal.close();
  });

  test("are fetched on the web page as they were made", async () => {
    const blobs = new Map<string, Uint8Array>();
    const files = blobFiles({
      put: async (name, bytes) => void blobs.set(name, bytes),
      get: async (name) => blobs.get(name),
      drop: async (name) => void blobs.delete(name),
      list: async () => [],
    });
    const store = await openSqlite({ file: ":memory:", programme: setting.programme.id });
    const clock = { now: () => printedAt };
    const transcript = memoryTranscript();
    const web = webChannel({ transcript, clock, files });
    const assistant = app(
      { store, clock, ids: countingIds(), files, forms, log: () => undefined, channels: { web } },
      setting,
    );
    for (const [at, text] of [...begin, "in biểu 2"].entries()) {
      await assistant.receive({ id: `web:${at}`, thread, at: printedAt, deed: says(text) });
      await assistant.settle();
    }
    const lines = await transcript.read(thread, 0);
    const sent = lines.flatMap((one) => one.message.file ?? []);
    expect(sent.map((one) => one.name)).toEqual([
      "bieu-02-com-na-lo-ban-1.pdf",
      "bieu-02-com-na-lo-ban-1.docx",
    ]);
    expect(sent.map((one) => one.mime.split(/[/.]/u).at(-1))).toEqual(["pdf", "document"]);
    const { app: http } = await testHttp({ files, others: [] });
    for (const one of sent) expect((await files.read(one.hash))?.byteLength).toBe(one.size);
    // Of somebody else's page nothing is to be had.
    expect((await http.request(`/chat/files/${sent[0]?.hash ?? ""}`)).status).toBe(404);
    await assistant.stop();
    await store.close();
  });
});
