import { describe, expect, it } from "vitest";
import { storeAway } from "../../src/store/contract.ts";
import { png, testHttp, words, thread } from "./support.ts";

describe("a post of the chat page", () => {
  it("becomes one event and the person's own line", async () => {
    const http = await testHttp();
    const answer = await http.post({ id: "m1", text: "đăng ký" });
    expect(answer.status).toBe(204);
    expect(http.events).toEqual([
      { id: `${thread}:m1`, thread, at: http.clock.at, deed: { kind: "text", text: "đăng ký" } },
    ]);
    const [event] = http.events;
    expect(event && (await http.transcript.read(event.thread, 0))).toEqual([
      { id: `${thread}:m1`, at: http.clock.at, from: "them", message: { text: "đăng ký" } },
    ]);
  });

  it("counts once, however often it comes", async () => {
    const http = await testHttp();
    for (let time = 0; time < 3; time += 1)
      expect((await http.post({ id: "m1", text: "1" })).status).toBe(204);
    expect(http.events).toHaveLength(1);
  });

  it("is kept while the store is away, and the page hears that it is", async () => {
    const http = await testHttp({ receive: async () => "kept" });
    expect((await http.post({ id: "m1", text: "1" })).status).toBe(202);
  });

  it("is to be sent again soon where nothing can be kept", async () => {
    const http = await testHttp({ receive: () => Promise.reject(storeAway("no answer")) });
    const answer = await http.post({ id: "m1", text: "1" });
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "2"]);
  });

  it("can be a tap", async () => {
    const http = await testHttp();
    await http.post({ id: "m1", tap: { data: "coop", label: "Hợp tác xã" } });
    expect(http.events[0]?.deed).toEqual({ kind: "tap", data: "coop", label: "Hợp tác xã" });
  });

  it("can be a photo, shown again to this browser only", async () => {
    const http = await testHttp();
    await http.form({ id: "m1", text: "giấy phép", file: new File([png], "giấy (1).png") });
    const deed = http.events[0]?.deed;
    expect(deed).toMatchObject({
      kind: "file",
      text: "giấy phép",
      file: { mime: "image/png", name: "giấy (1).png" },
    });
    const path = `/chat/files/${deed?.kind === "file" ? deed.file.hash : ""}`;
    const shown = await http.get(path);
    expect(new Uint8Array(await shown.arrayBuffer())).toEqual(png);
    expect(shown.headers.get("content-disposition")).toBe(
      "inline; filename*=UTF-8''gi%E1%BA%A5y%20%281%29.png",
    );
    expect(shown.headers.get("x-content-type-options")).toBe("nosniff");
    expect((await http.get(path, { cookie: "chat=other" })).status).toBe(404);
    expect((await http.get(path, { cookie: "" })).status).toBe(404);
  });

  it.each([
    [
      "text that is not UTF-8",
      Uint8Array.from([...Buffer.from('{"id":"m1","text":"'), 0xff, 0xfe, ...Buffer.from('"}')]),
      "bytes",
    ],
    ["half a character", { id: "m1", text: "a\ud83d" }, "bytes"],
    ["10,000 characters", { id: "m1", text: "ế".repeat(10_000) }, "length"],
    ["300 kB", { id: "m1", text: "a".repeat(300_000) }, "length"],
    ["an unknown kind", { id: "m1", sticker: 7 }, "message-kind"],
    ["nothing to see", { id: "m1", text: "\u200b\u{e0041} " }, "message-kind"],
    [
      "tap data longer than any choice has",
      { id: "m1", tap: { data: "ế".repeat(30), label: "x" } },
      "message-kind",
    ],
  ])("still gets an answer when it is %s", async (_name, body, why) => {
    const http = await testHttp();
    expect((await http.post(body, { "x-message-id": "m1" })).status).toBe(204);
    expect((await http.post(body, { "x-message-id": "m1" })).status).toBe(204);
    expect(http.events).toMatchObject([{ id: `${thread}:m1`, deed: { kind: "unreadable", why } }]);
  });

  it("still gets an answer when its file is of an unknown kind, empty or too large", async () => {
    const http = await testHttp();
    await http.form({ id: "a", file: new File(["MZ..."], "x.exe") });
    await http.form({ id: "b", file: new File([], "x.png") });
    await http.form({ id: "c", file: new File([new Uint8Array(13 * 1024 * 1024)], "x.png") });
    expect(http.events.map(({ deed }) => deed)).toEqual([
      { kind: "unreadable", why: "file-kind" },
      { kind: "unreadable", why: "bytes" },
      { kind: "unreadable", why: "file-size" },
    ]);
  });

  it("loses its hidden characters", async () => {
    const http = await testHttp();
    await http.post({ id: "m1", text: "phí\u200b\u202e \u{e0049}\u{e0067}bao nhiêu 👩‍🌾 ❤️\u0007" });
    expect(http.events[0]?.deed).toEqual({ kind: "text", text: "phí bao nhiêu 👩‍🌾 ❤️" });
  });

  it("that nobody can parse hears a short sentence and nothing else happens", async () => {
    const http = await testHttp();
    for (const body of ["{", "[]", "null", '"x"', '{"text":"no id"}']) {
      const answer = await http.post(body);
      expect(answer.status).toBe(400);
      expect(await answer.text()).toMatch(/^web-unreadable/);
    }
    expect(http.events).toEqual([]);
  });

  it("without the page's cookie is refused", async () => {
    const http = await testHttp();
    expect((await http.post({ id: "m1", text: "1" }, { cookie: "" })).status).toBe(401);
    expect(http.events).toEqual([]);
  });

  it.each([
    [{ origin: "https://evil.example" }, 403],
    [{ origin: "null" }, 403],
    [{ "sec-fetch-site": "cross-site" }, 403],
    [{ "sec-fetch-site": "same-site" }, 403],
    [{ "sec-fetch-site": "same-origin" }, 204],
    [{ origin: "https://ocop.example" }, 204],
    [{ origin: "http://localhost" }, 204],
  ])("comes from our own page only: %j", async (headers, status) => {
    const http = await testHttp({ publicUrl: "https://ocop.example" });
    expect((await http.post({ id: "m1", text: "1" }, headers)).status).toBe(status);
    expect(http.events).toHaveLength(status === 204 ? 1 : 0);
  });

  it("is taken 100 times in one second, but not without end", async () => {
    const http = await testHttp();
    for (let n = 0; n < 100; n += 1) expect((await http.post({ id: `m${n}`, text: "1" })).status).toBe(204);
    let answer = await http.post({ id: "x", text: "1" });
    for (let n = 0; n < 400 && answer.status === 204; n += 1)
      answer = await http.post({ id: `x${n}`, text: "1" });
    expect(answer.status).toBe(429);
    expect(await answer.text()).toBe(words.tooMany);
    const wait = Number(answer.headers.get("retry-after"));
    expect(wait).toBeGreaterThan(0);
    http.clock.at += wait * 1000;
    expect((await http.post({ id: "later", text: "1" })).status).toBe(204);
  });

  it("hears a sentence when we fail, and the log has no word of it", async () => {
    const http = await testHttp({ receive: () => Promise.reject(new Error("secret text")) });
    const answer = await http.post({ id: "m1", text: "0912345678" });
    expect(answer.status).toBe(500);
    expect(await answer.text()).toBe(words.failed);
    expect(http.log).toEqual([{ what: "http-error", code: "Error", path: "/chat/events" }]);
  });
});
