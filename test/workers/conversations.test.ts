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
import type { TelegramDeed } from "../support/told-telegram.ts";
import { scriptedAnswers } from "../support/answer-script.ts";
import { asRead, invisible } from "../support/as-read.ts";
import { telegramAt } from "./around.ts";
import { compiled } from "./entry.ts";

const { conversations, redisUrl, secret, stage } = inject("around");
const stub = env.STAGED.getByName("assistant", { locationHint: "apac" });
const telegram = telegramAt(stage, { ...env, ASSISTANT: env.STAGED });
const opened = z.object({ root: z.string(), token: z.string() });
/** The one who talks. */
const by = 7_012_345_678;

/** Answers from the whole knowledge, laid out once for each programme. */
const known = new Map<string, Answers>();
const knownAnswers = (programme: string) => (): Answers => {
  const made = known.get(programme) ?? answersOf(compiled.content, programme, { fetch, ids: countingIds() });
  known.set(programme, made);
  return made;
};

const told = (text: string, at: number): TelegramDeed => {
  const deed = deedOf(text);
  if (deed.kind === "text") return { what: "says", at, by, text: deed.text === "" ? invisible : deed.text };
  return deed.kind === "file"
    ? { what: "file", at, by, name: deed.file.name, text: deed.text }
    : { what: "sticker", at, by };
};

let databases = 0;

/** One person of an emulated Telegram, before the Worker with a database of its own. */
async function talkTo(at: number, programme: string, scripted: boolean): Promise<Talk> {
  databases += 1;
  const { root, token } = opened.parse(await telegram.tell({ what: "open", at }));
  const settings = {
    PROGRAMME: programme,
    REDIS_URL: `${redisUrl}/${databases}`,
    PUBLIC_URL: "https://ocop.example",
    TELEGRAM_BOT_TOKEN: token,
    TELEGRAM_API_ROOT: root,
    TELEGRAM_WEBHOOK_SECRET: secret,
  };
  const object = await runInDurableObject(stub, async (one) => {
    await one.begin(settings, scripted ? scriptedAnswers : knownAnswers(programme));
    return one;
  });
  const heard = async (): Promise<readonly string[]> => (await telegram.news(by)).map(asRead);
  object.now = at;
  return {
    line: async (text) => {
      object.now += minutes(1);
      await telegram.does(told(text, object.now));
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
        program === undefined ? undefined : dossierOf(program.store, `telegram:${by}`),
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
    expect(conversations.length).toBeGreaterThanOrEqual(40);
  });

  test.each(conversations)("%s comes to what is written", async (name, text) => {
    const conversation = readConversation(text);
    const scripted = name.startsWith("hoi-dap/");
    const talk = await talkTo(conversation.at, conversation.programme, scripted);
    const setting = settingOf(compiled.content, conversation.programme);
    expect((await playTo(talk, conversation, setting)).faults.join("\n\n")).toBe("");
  });
});
