import { createServer } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { telegramApi } from "../../../src/channels/telegram/api.ts";
import { pooled } from "../../../src/channels/telegram/pool.ts";
import { deliveryOf, faultCode } from "../../../src/channels/telegram/fault.ts";
import { render } from "../../../src/channels/telegram/render.ts";
import type { Delivery } from "../../../src/channels/contract.ts";
import { threadId } from "../../../src/domain/ids.ts";
import { png } from "../../http/support.ts";
import { freePort } from "../../support/free-port.ts";
import { openTelegram } from "./support.ts";

const thread = threadId("telegram:7012345678");
let telegram: Awaited<ReturnType<typeof openTelegram>>;
let rows = 0;
beforeEach(async () => {
  telegram = await openTelegram();
  await telegram.emulator.person(7012345678).starts();
});
afterEach(() => telegram.close());

async function send(text = "Chào *bà con*"): Promise<Delivery | undefined> {
  rows += 1;
  const [call] = render({ text }, thread, `row${rows}`);
  return call && telegram.channel.send(call);
}

describe("what the platform answers", () => {
  it.each([
    [400, "Bad Request: chat not found", "gone"],
    [400, "Bad Request: PEER_ID_INVALID", "gone"],
    [400, "Bad Request: chat_id is empty", "refused"],
    [400, "Bad Request: message text is empty", "refused"],
    [400, "Bad Request: text must be non-empty", "refused"],
    [400, "Bad Request: message is too long", "refused"],
    [400, "Bad Request: text is too long", "refused"],
    [400, "Bad Request: message caption is too long", "refused"],
    [
      400,
      "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message",
      "sent",
    ],
    [400, "Bad Request: message to edit not found", "refused"],
    [400, "Bad Request: message can't be edited", "refused"],
    [400, "Bad Request: message to be replied not found", "refused"],
    [400, "Bad Request: query is too old and response timeout expired or query ID is invalid", "refused"],
    [400, "Bad Request: BUTTON_DATA_INVALID", "refused"],
    [400, "Bad Request: reply markup is too long", "refused"],
    [400, "Bad Request: object expected as reply markup", "refused"],
    [400, "Bad Request: wrong file identifier/HTTP URL specified", "refused"],
    [400, "Bad Request: group chat was upgraded to a supergroup chat", "refused"],
    [400, "Bad Request: not enough rights to send text messages to the chat", "refused"],
    [401, "Unauthorized", "later"],
    [401, "Unauthorized: invalid token specified", "later"],
    [403, "Forbidden: bot was blocked by the user", "gone"],
    [403, "Forbidden: user is deactivated", "gone"],
    [403, "Forbidden: bot can't initiate conversation with a user", "gone"],
    [403, "Forbidden: bot was kicked from the group chat", "gone"],
    [404, "Not Found: method not found", "later"],
    [
      409,
      "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
      "later",
    ],
    [413, "Request Entity Too Large", "refused"],
    [421, "Misdirected Request: unallowed token specified", "later"],
    [500, "Internal Server Error: restart", "unknown"],
    [500, "Internal Server Error: sent message was immediately deleted and can't be returned", "unknown"],
  ])("%i %s means %s", async (code, description, kind) => {
    telegram.emulator.goesWrong({ kind: "refuse", code, description });
    expect((await send())?.kind).toBe(kind);
  });

  it.each([37, 2282])("429 means later, at the time it names: %i s", async (seconds) => {
    telegram.emulator.goesWrong({
      kind: "refuse",
      code: 429,
      description: `Too Many Requests: retry after ${seconds}`,
      retryAfter: seconds,
    });
    const before = Date.now();
    const delivery = await send();
    expect(delivery?.kind).toBe("later");
    const wait = delivery?.kind === "later" ? delivery.at - before : 0;
    expect(wait).toBeGreaterThanOrEqual(seconds * 1000);
    expect(wait).toBeLessThan(seconds * 1000 + 5_000);
  });

  it("a page of a server in front of it means unknown", async () => {
    for (const code of [502, 503, 504]) {
      telegram.emulator.goesWrong({ kind: "html", code });
      expect(await send()).toEqual({ kind: "unknown", why: `http-${code}` });
    }
  });

  it("marks it cannot parse are sent once more as plain text", async () => {
    telegram.emulator.goesWrong({
      kind: "refuse",
      code: 400,
      description:
        "Bad Request: can't parse entities: Entity beginning at UTF-16 offset 5 ends in a middle of a UTF-16 symbol",
    });
    expect((await send())?.kind).toBe("sent");
    expect(
      telegram.emulator
        .person(7012345678)
        .sees()
        .map(({ text }) => text),
    ).toEqual(["Chào bà con"]);
  });

  it("a picture it cannot show is sent as a file", async () => {
    const kept = await telegram.files.keep(png, "dai.png");
    if (!kept.ok) throw new Error(kept.code);
    telegram.emulator.goesWrong(
      { kind: "refuse", code: 400, description: "Bad Request: PHOTO_INVALID_DIMENSIONS" },
      { method: "sendPhoto" },
    );
    const [call] = render({ text: "", file: kept.value }, thread, "picture");
    expect(call && (await telegram.channel.send(call))).toMatchObject({ kind: "sent" });
    expect(telegram.emulator.calls.at(-1)?.method).toBe("senddocument");
  });

  it("never holds what a person wrote, or our token", async () => {
    const why = await telegram.api.raw
      .sendMessage({ chat_id: 1, text: "bí mật" })
      .catch((error: unknown) => error);
    expect(faultCode(why)).toBe("400 Bad Request: chat not found");
    telegram.emulator.goesWrong({
      kind: "refuse",
      code: 400,
      description: `Bad Request: inline keyboard button URL 'bí mật' is invalid: "bí mật"`,
    });
    expect(JSON.stringify(await send("bí mật"))).not.toContain("bí mật");
  });
});

describe("what the network does", () => {
  it("a broken connection, a lost answer and a late one mean unknown", async () => {
    for (const mishap of [{ kind: "reset" }, { kind: "lost" }, { kind: "slow", ms: 1_500 }] as const) {
      telegram.emulator.goesWrong(mishap);
      expect((await send())?.kind).toBe("unknown");
    }
  });

  it("nothing can have arrived where nobody listens, so later", async () => {
    const { api, close } = telegramApi({
      connect: pooled,
      token: "1:a",
      root: `http://127.0.0.1:${await freePort()}`,
    });
    const why = await api.raw.getMe().catch((error: unknown) => error);
    expect(deliveryOf(why, 0)).toEqual({ kind: "later", at: 5_000, why: "ECONNREFUSED" });
    await close();
  });

  it("a connection that breaks in the middle of a multipart upload means unknown, and its code holds no token", async () => {
    const kept = await telegram.files.keep(png, "a.png");
    if (!kept.ok) throw new Error(kept.code);
    telegram.emulator.goesWrong({ kind: "reset" });
    const [call] = render({ text: "", file: kept.value }, thread, "upload");
    const delivery = call && (await telegram.channel.send(call));
    expect(delivery?.kind).toBe("unknown");
    expect(JSON.stringify(delivery)).not.toContain("AAE-");
  });

  it("a server that takes the connection and says nothing means unknown, in time", async () => {
    const server = createServer((socket) => void socket.resume());
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const { api, close } = telegramApi({
      connect: pooled,
      token: "1:a",
      root: `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`,
      timeLimit: 300,
    });
    const why = await api.raw.getMe().catch((error: unknown) => error);
    expect(deliveryOf(why, 0)).toEqual({ kind: "unknown", why: "UND_ERR_HEADERS_TIMEOUT" });
    await close();
    await new Promise((resolve) => server.close(resolve));
  });
});
