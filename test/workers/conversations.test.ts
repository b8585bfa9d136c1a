import { env, runInDurableObject } from "cloudflare:test";
import { describe, expect, inject, test } from "vitest";
import { z } from "zod";
import { answersOf } from "../../src/answers.ts";
import { minutes } from "../../src/domain/instant.ts";
import type { Answers } from "../../src/ports/answers.ts";
import { settingOf } from "../../src/setting.ts";
import { deedOf, readConversation } from "../../src/tools/conversation.ts";
import { countingIds } from "../../src/tools/counting-ids.ts";
import { dossierOf } from "../../src/tools/dossier-of.ts";
import { playTo, type Talk } from "../../src/tools/play-to.ts";
import worker from "../../src/worker.ts";
import { scriptedAnswers } from "../support/answer-script.ts";
import { asRead, invisible } from "../support/as-read.ts";
import { compiled } from "./entry.ts";

const secret = "conversation-secret_1";
const stub = env.STAGED.getByName("assistant", { locationHint: "apac" });
const staged = { ...env, ASSISTANT: env.STAGED };

const ask = async (deed: object): Promise<unknown> => {
  const answer = await fetch(inject("stage"), { method: "POST", body: JSON.stringify(deed) });
  expect(answer.status).toBe(200);
  return answer.json();
};

const opened = z.object({ root: z.string(), token: z.string(), thread: z.string() });
const deliveries = z.array(z.object({ headers: z.record(z.string(), z.string()), body: z.string() }));
const news = z.array(
  z.object({ text: z.string(), choices: z.array(z.string()), file: z.string().exactOptional() }),
);

/** Answers from the whole knowledge, laid out once for each programme. */
const known = new Map<string, Answers>();
const knownAnswers = (programme: string) => (): Answers => {
  const made = known.get(programme) ?? answersOf(compiled.content, programme, { fetch, ids: countingIds() });
  known.set(programme, made);
  return made;
};

const delivered = (text: string): object => {
  const deed = deedOf(text);
  if (deed.kind === "text") return { what: "says", text: deed.text === "" ? invisible : deed.text };
  return deed.kind === "file" ? { what: "file", name: deed.file.name, text: deed.text } : { what: "sticker" };
};

let databases = 0;

/** One person of an emulated Telegram, before the Worker with a database of its own. */
async function talkTo(at: number, programme: string, scripted: boolean): Promise<Talk> {
  databases += 1;
  const { root, token, thread } = opened.parse(await ask({ what: "open", at }));
  const settings = {
    PROGRAMME: programme,
    REDIS_URL: `${inject("redisUrl")}/${databases}`,
    PUBLIC_URL: "https://ocop.example",
    TELEGRAM_BOT_TOKEN: token,
    TELEGRAM_API_ROOT: root,
    TELEGRAM_WEBHOOK_SECRET: secret,
  };
  const object = await runInDurableObject(stub, async (one) => {
    await one.begin(settings, scripted ? scriptedAnswers : knownAnswers(programme));
    return one;
  });
  const heard = async (): Promise<readonly string[]> => news.parse(await ask({ what: "news" })).map(asRead);
  object.now = at;
  return {
    line: async (text) => {
      object.now += minutes(1);
      for (const { headers, body } of deliveries.parse(await ask({ ...delivered(text), at: object.now }))) {
        const address = "https://ocop.example/webhooks/telegram";
        const request = new Request(address, { method: "POST", headers, body });
        expect((await worker.fetch(request, staged)).status).toBe(200);
      }
      // Nobody looks for work: what came is worked off by itself.
      await runInDurableObject(stub, ({ program }) => program?.assistant.idle());
      return heard();
    },
    wait: async (ms) => {
      object.now += ms;
      await runInDurableObject(stub, ({ program }) => program?.assistant.settle());
      return heard();
    },
    dossier: () =>
      runInDurableObject(stub, async ({ program }) =>
        program === undefined ? undefined : dossierOf(program.store, thread),
      ),
    close: () =>
      runInDurableObject(stub, async ({ program }) => {
        await program?.assistant.stop();
        await program?.store.close();
      }),
  };
}

describe("conversations over Telegram, inside workerd, over Redis", () => {
  test("there are at least forty", () => {
    expect(inject("conversations").length).toBeGreaterThanOrEqual(40);
  });

  test.each(inject("conversations"))("%s comes to what is written", async (name, text) => {
    const conversation = readConversation(text);
    const scripted = name.startsWith("hoi-dap/");
    const talk = await talkTo(conversation.at, conversation.programme, scripted);
    const setting = settingOf(compiled.content, conversation.programme);
    expect((await playTo(talk, conversation, setting)).faults.join("\n\n")).toBe("");
  });
});
