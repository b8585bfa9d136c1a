import { env, runInDurableObject } from "cloudflare:test";
import { describe, expect, inject, test } from "vitest";
import { z } from "zod";
import { minutes } from "../../src/domain/instant.ts";
import { settingOf } from "../../src/setting.ts";
import { deedOf, readConversation } from "../../src/tools/conversation.ts";
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

let databases = 0;

/** One person of an emulated Telegram, before the Worker with a database of its own. */
async function talkTo(at: number, programme: string, scripted: boolean): Promise<Talk> {
  databases += 1;
  const { root, token, thread } = opened.parse(await ask({ what: "open", at }));
  let now = at;
  const settings = {
    PROGRAMME: programme,
    REDIS_URL: `${inject("redisUrl")}/${databases}`,
    PUBLIC_URL: "https://ocop.example",
    TELEGRAM_BOT_TOKEN: token,
    TELEGRAM_API_ROOT: root,
    TELEGRAM_WEBHOOK_SECRET: secret,
  };
  await runInDurableObject(stub, (object) => object.begin(settings, scripted ? scriptedAnswers : undefined));
  const answers = async (): Promise<readonly string[]> => {
    await runInDurableObject(stub, async (object) => {
      object.now = now;
      await object.program?.assistant.settle();
    });
    return news.parse(await ask({ what: "news" })).map(asRead);
  };
  const deed = (line: string): object => {
    const done = deedOf(line);
    if (done.kind === "text") return { what: "says", text: done.text === "" ? invisible : done.text };
    return done.kind === "file"
      ? { what: "file", name: done.file.name, text: done.text }
      : { what: "sticker" };
  };
  return {
    line: async (text) => {
      now += minutes(1);
      await runInDurableObject(stub, (object) => void (object.now = now));
      for (const { headers, body } of deliveries.parse(await ask({ ...deed(text), at: now }))) {
        const request = new Request("https://ocop.example/webhooks/telegram", {
          method: "POST",
          headers,
          body,
        });
        expect((await worker.fetch(request, staged)).status).toBe(200);
      }
      return answers();
    },
    wait: (ms) => {
      now += ms;
      return answers();
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
    const talk = await talkTo(conversation.at, conversation.programme, name.startsWith("hoi-dap/"));
    const { faults } = await playTo(talk, conversation, settingOf(compiled.content, conversation.programme));
    expect(faults.join("\n\n")).toBe("");
  });
});
