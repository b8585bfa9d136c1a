import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { telegramEmulator } from "./telegram-emulator.ts";

type Emulator = Awaited<ReturnType<typeof telegramEmulator>>;
let emulator: Emulator;
beforeEach(async () => {
  emulator = await telegramEmulator();
  await emulator.person(7).starts();
});
afterEach(() => emulator.close());

async function call(
  method: string,
  params: Readonly<Record<string, unknown>> = {},
  on: Emulator = emulator,
): Promise<unknown> {
  const answer = await fetch(`${on.root}/bot${on.token}/${method}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(params),
  });
  return answer.json();
}
const refusal = (code: number, description: string) => ({ ok: false, error_code: code, description });
const button = (data: unknown, text = "x") => ({ inline_keyboard: [[{ text, callback_data: data }]] });
const bad = "Bad Request: ";
const unchanged = `${bad}message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message`;
const tooOld = `${bad}query is too old and response timeout expired or query ID is invalid`;

describe("the emulated Bot API", () => {
  it.each([
    ["no chat", { text: "x" }, `${bad}chat_id is empty`],
    ["an unknown chat", { chat_id: 8, text: "x" }, `${bad}chat not found`],
    ["no text", { chat_id: 7 }, `${bad}message text is empty`],
    ["blanks", { chat_id: 7, text: " \n" }, `${bad}text must be non-empty`],
    ["4097 characters", { chat_id: 7, text: "ế".repeat(4097) }, `${bad}message is too long`],
    ["over 32 kB", { chat_id: 7, text: "ế".repeat(11_000) }, `${bad}text is too long`],
    ["a mode nobody knows", { chat_id: 7, text: "x", parse_mode: "BBCode" }, `${bad}unsupported parse_mode`],
    [
      "a tag it has not",
      { chat_id: 7, text: "một<br>hai", parse_mode: "HTML" },
      `${bad}can't parse entities: Unsupported start tag "br" at byte offset 5`,
    ],
    [
      "tags crossed",
      { chat_id: 7, text: "<b><i>x</b></i>", parse_mode: "HTML" },
      `${bad}can't parse entities: Unmatched end tag at byte offset 7, expected "</i>", found "</b>"`,
    ],
    [
      "a tag left open",
      { chat_id: 7, text: "<b>x", parse_mode: "HTML" },
      `${bad}can't parse entities: Can't find end tag corresponding to start tag "b"`,
    ],
    [
      "65 bytes behind a button",
      { chat_id: 7, text: "x", reply_markup: button("x".repeat(65)) },
      `${bad}BUTTON_DATA_INVALID`,
    ],
    [
      "22 Vietnamese letters behind a button",
      { chat_id: 7, text: "x", reply_markup: button("ế".repeat(22)) },
      `${bad}BUTTON_DATA_INVALID`,
    ],
    [
      "a button that does nothing",
      { chat_id: 7, text: "x", reply_markup: button("") },
      `${bad}can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard`,
    ],
    [
      "a button without words",
      { chat_id: 7, text: "x", reply_markup: button("x", " ") },
      `${bad}inline keyboard button text must be non-empty`,
    ],
    [
      "a keyboard that is none",
      { chat_id: 7, text: "x", reply_markup: "x" },
      `${bad}object expected as reply markup`,
    ],
    [
      "a keyboard too large",
      {
        chat_id: 7,
        text: "x",
        reply_markup: {
          inline_keyboard: Array.from({ length: 101 }, () => [{ text: "x", callback_data: "x" }]),
        },
      },
      `${bad}reply markup is too long`,
    ],
  ])("refuses %s", async (_what, params, description) => {
    expect(await call("sendMessage", params)).toEqual(refusal(400, description));
  });

  it("takes 4096 of them, trims, and knows HTML", async () => {
    expect(await call("sendMessage", { chat_id: 7, text: "ế".repeat(4096) })).toMatchObject({ ok: true });
    await call("sendMessage", { chat_id: 7, text: " <b>Quế</b> &lt; 5 & 6 ", parse_mode: "HTML" });
    expect(emulator.person(7).sees().at(-1)?.text).toBe("*Quế* < 5 & 6");
  });

  it("edits only what is ours and changes", async () => {
    const theirs = await emulator.person(7).says("alo");
    await call("sendMessage", { chat_id: 7, text: "x" });
    const ours = emulator.person(7).sees().at(-1)?.id;
    expect(await call("editMessageText", { chat_id: 7, message_id: ours, text: "x" })).toEqual(
      refusal(400, unchanged),
    );
    expect(await call("editMessageReplyMarkup", { chat_id: 7, message_id: ours })).toEqual(
      refusal(400, unchanged),
    );
    expect(await call("editMessageText", { chat_id: 7, message_id: ours, text: "y" })).toMatchObject({
      ok: true,
      result: { text: "y" },
    });
    expect(await call("editMessageText", { chat_id: 7, message_id: theirs, text: "y" })).toEqual(
      refusal(400, `${bad}message can't be edited`),
    );
    expect(await call("editMessageText", { chat_id: 7, message_id: 99_999, text: "y" })).toEqual(
      refusal(400, `${bad}message to edit not found`),
    );
  });

  it("hears a tap's answer once", async () => {
    await call("sendMessage", { chat_id: 7, text: "x", reply_markup: button("a") });
    const query = await emulator.person(7).taps("x");
    expect(await call("answerCallbackQuery", { callback_query_id: query })).toEqual({
      ok: true,
      result: true,
    });
    for (const id of [query, "7"])
      expect(await call("answerCallbackQuery", { callback_query_id: id })).toEqual(refusal(400, tooOld));
  });

  it("writes to nobody who blocked it, left or never came", async () => {
    const lan = emulator.person(7);
    await lan.blocks();
    expect(await call("sendMessage", { chat_id: 7, text: "x" })).toEqual(
      refusal(403, "Forbidden: bot was blocked by the user"),
    );
    await lan.unblocks();
    lan.deactivates();
    expect(await call("sendMessage", { chat_id: 7, text: "x" })).toEqual(
      refusal(403, "Forbidden: user is deactivated"),
    );
    emulator.person(9);
    expect(await call("sendMessage", { chat_id: 9, text: "x" })).toEqual(
      refusal(403, "Forbidden: bot can't initiate conversation with a user"),
    );
  });

  it("gives updates to a webhook or to one poller, never to both", async () => {
    const waiting = call("getUpdates", { timeout: 50, offset: 412_300_100 });
    await new Promise((resolve) => setTimeout(resolve, 20));
    const newer = call("getUpdates", { timeout: 50, offset: 412_300_100 });
    expect(await waiting).toEqual(
      refusal(
        409,
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
      ),
    );
    expect(await call("setWebhook", { url: "http://127.0.0.1:1/" })).toEqual({
      ok: true,
      result: true,
      description: "Webhook was set",
    });
    expect(await newer).toEqual(refusal(409, "Conflict: terminated by setWebhook request"));
    expect(await call("getUpdates")).toEqual(
      refusal(
        409,
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
      ),
    );
    expect(await call("deleteWebhook")).toMatchObject({ description: "Webhook was deleted" });
  });

  it("confirms by offset", async () => {
    await call("getUpdates", { offset: -1 });
    await emulator.person(7).says("một");
    await emulator.person(7).says("hai");
    const all = await call("getUpdates");
    expect(all).toMatchObject({
      result: [{ message: { text: "/start" } }, { message: { text: "một" } }, { message: { text: "hai" } }],
    });
    expect(await call("getUpdates", { offset: -1 })).toMatchObject({
      result: [{ message: { text: "hai" } }],
    });
  });

  it("wants a proper secret and, outside of tests, a proper address", async () => {
    const strict = await telegramEmulator({ loose: false });
    const set = (params: Readonly<Record<string, unknown>>) => call("setWebhook", params, strict);
    const url = "https://ocop.example.vn/webhooks/telegram";
    expect(await set({ url, secret_token: "a b" })).toEqual(
      refusal(400, `${bad}secret token contains unallowed characters`),
    );
    expect(await set({ url, secret_token: "a".repeat(257) })).toEqual(
      refusal(400, `${bad}secret token is too long`),
    );
    expect(await set({ url: "http://ocop.example.vn/" })).toEqual(
      refusal(400, `${bad}bad webhook: An HTTPS URL must be provided for webhook`),
    );
    expect(await set({ url: "https://ocop.example.vn:8787/" })).toEqual(
      refusal(400, `${bad}bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443`),
    );
    await strict.close();
  });

  it("limits a chat to a burst of five and one a second, and more while it goes on; and all chats together", async () => {
    let now = 1_000_000;
    const slow = await telegramEmulator({ now: () => now, speed: { all: 10 } });
    const say = (chat: number) => call("sendMessage", { chat_id: chat, text: "x" }, slow);
    for (const id of [1, 2, 3]) await slow.person(id).starts();
    for (let count = 0; count < 5; count += 1) expect(await say(1)).toMatchObject({ ok: true });
    expect(await say(1)).toEqual({
      ...refusal(429, "Too Many Requests: retry after 2"),
      parameters: { retry_after: 2 },
    });
    expect(await say(1)).toMatchObject({ parameters: { retry_after: 4 } });
    for (let count = 0; count < 4; count += 1) expect(await say(2)).toMatchObject({ ok: true });
    expect(await say(3)).toMatchObject({ error_code: 429, parameters: { retry_after: 1 } });
    now += 5_000;
    expect(await say(1)).toMatchObject({ ok: true });
    await slow.close();
  });

  it("knows its methods and its token", async () => {
    expect(await call("sendTelepathy")).toEqual(refusal(404, "Not Found: method not found"));
    const answer = await fetch(`${emulator.root}/bot1:x/getMe`);
    expect([answer.status, await answer.json()]).toEqual([401, refusal(401, "Unauthorized")]);
    expect(await (await fetch(`${emulator.root}/bot${emulator.token}/GETME`)).json()).toMatchObject({
      ok: true,
      result: { is_bot: true },
    });
  });
});
