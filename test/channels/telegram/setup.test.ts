import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { setUpTelegram } from "../../../src/channels/telegram/setup.ts";
import { telegramFiles } from "../../../src/channels/telegram/files.ts";
import { telegramWords } from "../../../src/channels/telegram/words.ts";
import { readSetting } from "../../../src/project.ts";
import { png } from "../../http/support.ts";
import { openTelegram, secret } from "./support.ts";

let telegram: Awaited<ReturnType<typeof openTelegram>>;
beforeEach(async () => {
  telegram = await openTelegram();
});
afterEach(() => telegram.close());

const made = (method: string) => telegram.emulator.calls.filter((call) => call.method === method && call.ok);

describe("setting up", () => {
  it("tells the platform where we live and what we do, and changes nothing the second time", async () => {
    const { api, emulator } = telegram;
    const words = telegramWords((await readSetting("bac-ha-2021")).words);
    const wanted = {
      api,
      words,
      log: () => undefined,
      webhook: { url: "https://ocop.example.vn/webhooks/telegram", secret },
      stop: new AbortController().signal,
      unit: 1,
    };
    expect(await setUpTelegram(wanted)).toBe(true);
    expect(made("setwebhook")[0]?.params).toEqual({
      url: "https://ocop.example.vn/webhooks/telegram",
      secret_token: secret,
      allowed_updates: ["message", "edited_message", "callback_query", "my_chat_member"],
      max_connections: 20,
    });
    expect(made("setmycommands").map(({ params }) => params["language_code"])).toEqual([undefined, "vi"]);
    expect(made("setmydescription")[0]?.params["description"]).toContain("OCOP");
    const before = emulator.calls.length;
    expect(await setUpTelegram(wanted)).toBe(true);
    expect(emulator.calls.slice(before).map(({ method }) => method)).toEqual([
      "setwebhook",
      "getmycommands",
      "getmydescription",
      "getmyshortdescription",
    ]);
  });

  it("has a sentence for every word it needs", async () => {
    const { edited, group, about, aboutShort, commands } = telegramWords(
      (await readSetting("bac-ha-2021")).words,
    );
    for (const text of [edited, group, about, aboutShort, ...commands.map(({ description }) => description)])
      expect(text).not.toMatch(/^telegram-/u);
    expect(about.length).toBeLessThanOrEqual(512);
    expect(aboutShort.length).toBeLessThanOrEqual(120);
  });

  it("goes on until it is heard, as slowly as it is told to, and stops when asked", async () => {
    const { api, emulator, log } = telegram;
    const words = telegramWords({});
    emulator.goesWrong({ kind: "html", code: 502 }, { method: "getMyCommands", times: 2 });
    expect(
      await setUpTelegram({
        api,
        words,
        log: (line) => void log.push(line),
        stop: new AbortController().signal,
        unit: 1,
      }),
    ).toBe(true);
    expect(log).toEqual([1, 2].map(() => ({ what: "telegram", method: "setMyCommands", code: "http-502" })));
    emulator.goesWrong({
      kind: "refuse",
      code: 429,
      description: "Too Many Requests: retry after 3000",
      retryAfter: 3000,
    });
    const stopping = new AbortController();
    setTimeout(() => stopping.abort(), 20);
    expect(await setUpTelegram({ api, words, log: () => undefined, stop: stopping.signal, unit: 1 })).toBe(
      false,
    );
  });
});

describe("a file of a person's", () => {
  const idOf = async (bytes: Uint8Array): Promise<string> => {
    const lan = telegram.emulator.person(7012345678);
    const url = "https://ocop.example.vn/webhooks/telegram";
    await telegram.api.raw.setWebhook({ url, secret_token: secret });
    telegram.emulator.updates.hold();
    void lan.sendsDocument("giay.png", bytes);
    await telegram.api.raw.deleteWebhook({});
    telegram.emulator.updates.release();
    const [update] = await telegram.api.raw.getUpdates({ offset: -1 });
    return update?.message?.document?.file_id ?? "";
  };

  it("is fetched and kept", async () => {
    const fetchFile = telegramFiles(telegram.api, telegram.files);
    expect(await fetchFile(await idOf(png), "giay.png")).toMatchObject({
      ok: true,
      value: { name: "giay.png", size: png.byteLength },
    });
  });

  it("is refused when too large, whether the platform says so or it is only seen", async () => {
    const big = new Uint8Array(20 * 1024 * 1024 + 1);
    expect(await telegramFiles(telegram.api, telegram.files)(await idOf(big), "x")).toEqual({
      ok: false,
      code: "file-size",
    });
    expect(await telegramFiles(telegram.api, telegram.files, { bytes: 10 })(await idOf(png), "x")).toEqual({
      ok: false,
      code: "file-size",
    });
  });

  it("is asked for again when it is not there yet, and given up when it is never there", async () => {
    const id = await idOf(png);
    const away = {
      kind: "refuse",
      code: 400,
      description: "Bad Request: wrong file_id or the file is temporarily unavailable",
    } as const;
    const fetchFile = telegramFiles(telegram.api, telegram.files);
    telegram.emulator.goesWrong(away, { method: "getFile", times: 2 });
    expect(await fetchFile(id, "a.png")).toMatchObject({ ok: true });
    telegram.emulator.goesWrong(away, { method: "getFile", times: 3 });
    expect(await fetchFile(id, "a.png")).toEqual({ ok: false, code: "file-away" });
    expect(await fetchFile("of-another-bot", "a.png")).toEqual({ ok: false, code: "file-away" });
  });
});
