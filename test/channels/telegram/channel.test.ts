import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { marked, render } from "../../../src/channels/telegram/render.ts";
import { telegramTyping } from "../../../src/channels/telegram/channel.ts";
import { threadId } from "../../../src/domain/ids.ts";
import { checklists } from "../../../src/flows/all.ts";
import { channelConformance } from "../../conformance/channel.ts";
import { png } from "../../http/support.ts";
import { openTelegram, secret, words } from "./support.ts";

const thread = threadId("telegram:7012345678");
const from = { id: 7012345678, is_bot: false, first_name: "Lan" };
const chat = { id: 7012345678, type: "private", first_name: "Lan" };
const message = { message_id: 1, date: 1795489301, from, chat };
const header = { "x-telegram-bot-api-secret-token": secret };

let telegram: Awaited<ReturnType<typeof openTelegram>>;
beforeAll(async () => {
  telegram = await openTelegram();
});
afterAll(() => telegram.close());

channelConformance("telegram", () => ({
  channel: telegram.channel,
  thread,
  delivery: telegram.raw({ update_id: 1, message: { ...message, text: "alo" } }),
  unknown: [
    telegram.raw({ update_id: 2, something_new: {} }),
    telegram.raw({ update_id: 3, message: { ...message, hologram: {} } }),
    telegram.raw({ update_id: 4, message: { ...message, pinned_message: {} } }),
    telegram.raw({ update_id: 5, message: 7 }),
  ],
  headers: () => header,
}));

describe("a delivery", () => {
  it("is believed only with the secret", async () => {
    const update = { update_id: 1, message: { ...message, text: "alo" } };
    for (const given of [undefined, "", secret.slice(1), `${secret}x`]) {
      const { verdict, events, reply } = await telegram.channel.receive({
        ...telegram.raw(update),
        headers: given === undefined ? {} : { "x-telegram-bot-api-secret-token": given },
      });
      expect([verdict, events, reply.status]).toEqual(["unsigned", [], 401]);
    }
  });

  it("is never believed where no secret is set", async () => {
    const { telegramChannel } = await import("../../../src/channels/telegram/channel.ts");
    for (const unset of [undefined, ""]) {
      const channel = telegramChannel({
        api: telegram.api,
        secret: unset,
        files: telegram.files,
        clock: { now: () => 1 },
        words,
        log: () => undefined,
      });
      for (const headers of [{}, { "x-telegram-bot-api-secret-token": "" }])
        expect((await channel.receive({ headers, body: new Uint8Array() })).verdict).toBe("unsigned");
    }
  });

  it("is acknowledged even when it cannot be read, since a refusal would hold back what comes after", async () => {
    const received = await telegram.channel.receive({ headers: header, body: new TextEncoder().encode("{") });
    expect(received).toEqual({ verdict: "unreadable", events: [], reply: { status: 200 } });
  });
});

describe("a message", () => {
  const body = (text: string, choices = [{ data: "a:owner:coop", label: "Hợp tác xã" }]) =>
    render({ text, choices }, thread, "row").map((call) => call.body);

  it("carries bold as entities in UTF-16 units, and nothing else can be a mark", () => {
    expect(marked(" 🌿 *Tinh dầu* 2*3*4 <b>x</b> & *Quế* ")).toEqual({
      text: "🌿 Tinh dầu 2*3*4 <b>x</b> & Quế",
      entities: [
        { type: "bold", offset: 3, length: 8 },
        { type: "bold", offset: 29, length: 3 },
      ],
    });
    expect(marked("** * * *\n*")).toEqual({ text: "** * * *\n*", entities: [] });
  });

  it("has a button a row, numbered as in text", () => {
    expect(body("*Ai* đứng tên?")).toEqual([
      {
        chat_id: 7012345678,
        text: "Ai đứng tên?",
        entities: [{ type: "bold", offset: 0, length: 2 }],
        link_preview_options: { is_disabled: true },
        reply_markup: { inline_keyboard: [[{ text: "1. Hợp tác xã", callback_data: "a:owner:coop" }]] },
      },
    ]);
  });

  it("puts no more than 64 bytes behind a button", () => {
    const [one] = body("?", [{ data: "ạ".repeat(22), label: "Một" }]);
    expect(one).toMatchObject({ reply_markup: { inline_keyboard: [[{ callback_data: "?" }]] } });
    for (const list of checklists)
      for (const [id, item] of Object.entries(list.items))
        if (item.expect.kind === "one" || item.expect.kind === "many")
          for (const option of "options" in item.expect ? Object.keys(item.expect.options) : [])
            expect(Buffer.byteLength(`a:${id}:${option}`)).toBeLessThanOrEqual(64);
  });

  it("of blanks only is not sent, and buttons alone get a sign", () => {
    expect(render({ text: " \n " }, thread, "row")).toEqual([]);
    expect(body(" ")).toMatchObject([{ text: "👇" }]);
  });

  it("is a photo, or a file with its words under it, or both when the words are long", async () => {
    const kept = await telegram.files.keep(png, "nhan.png");
    if (!kept.ok) throw new Error(kept.code);
    const long = "chữ ".repeat(400);
    expect(
      render({ text: "Nhãn *mới*", file: kept.value }, thread, "row").map(({ id, method }) => [id, method]),
    ).toEqual([["row:file", "sendPhoto"]]);
    expect(
      render({ text: long, file: { ...kept.value, mime: "application/pdf" } }, thread, "row").map(
        ({ id, method }) => [id, method],
      ),
    ).toEqual([
      ["row:file", "sendDocument"],
      ["row", "sendMessage"],
    ]);
  });
});

describe("over the network", () => {
  it("sends what was rendered, once for each row", async () => {
    const lan = telegram.emulator.person(7012345678, "Lan");
    await lan.starts();
    const kept = await telegram.files.keep(png, "nhan.png");
    if (!kept.ok) throw new Error(kept.code);
    const all = [
      ...render(
        { text: "*Chào* <b>bà con</b>", choices: [{ data: "a:1:x", label: "Được" }] },
        thread,
        "row1",
      ),
      ...render(
        { text: "Nhãn *mới*", file: kept.value, choices: [{ data: "a:2:x", label: "Đúng" }] },
        thread,
        "row2",
      ),
      ...render(
        { text: "Phiếu", file: { ...kept.value, mime: "application/pdf", name: "Phiếu đăng ký.pdf" } },
        thread,
        "row3",
      ),
    ];
    for (const call of [...all, ...all]) {
      const delivery = await telegram.channel.send(call);
      expect(delivery.kind === "sent" ? delivery.ref : delivery).toMatch(/^\d+$/u);
    }
    expect(lan.sees().map(({ text, choices, file }) => [text, choices, file?.name])).toEqual([
      ["*Chào* <b>bà con</b>", ["1. Được"], undefined],
      ["Nhãn *mới*", ["1. Đúng"], "nhan.png"],
      ["Phiếu", [], "Phiếu đăng ký.pdf"],
    ]);
    expect(lan.sees()[1]?.file?.bytes).toEqual(png);
  });

  it("says that a file is gone instead of trying for ever", async () => {
    const [call] = render(
      { text: "x", file: { hash: "none", name: "a.pdf", mime: "application/pdf", size: 1 } },
      thread,
      "gone",
    );
    expect(call && (await telegram.channel.send(call))).toEqual({ kind: "refused", why: "file-missing" });
  });

  it("shows that it is typing, and nobody minds when that fails", async () => {
    telegramTyping(telegram.api)(thread);
    telegramTyping(telegram.api)(threadId("telegram:999"));
    await expect
      .poll(() =>
        telegram.emulator.calls.filter(({ method }) => method === "sendchataction").map(({ ok }) => ok),
      )
      .toEqual(expect.arrayContaining([true, false]));
  });
});
