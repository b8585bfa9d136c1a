import { createHash } from "node:crypto";
import { z } from "zod";
import { app } from "../../src/app.ts";
import type { Channel } from "../../src/channels/contract.ts";
import { telegramApi } from "../../src/channels/telegram/api.ts";
import { pooled } from "../../src/channels/telegram/pool.ts";
import { telegramChannel } from "../../src/channels/telegram/channel.ts";
import { telegramWords } from "../../src/channels/telegram/words.ts";
import { readPage } from "../../src/channels/web/page.ts";
import { zaloChannel } from "../../src/channels/zalo/channel.ts";
import type { Setting } from "../../src/dialogue/scene.ts";
import { fileSchema } from "../../src/dossier/entry.ts";
import { seconds } from "../../src/domain/instant.ts";
import { heldIndex, leftIndex, stuckIndex } from "../../src/domain/keys.ts";
import { ok } from "../../src/domain/result.ts";
import { httpApp } from "../../src/http/app.ts";
import { httpWords } from "../../src/http/words.ts";
import type { OpenStore } from "../../src/store/contract.ts";
import { storeWindows } from "../../src/store/windows.ts";
import { countingIds, memoryFiles } from "../../src/tools/rehearsal.ts";
import { memoryTranscript } from "../http/support.ts";
import { start } from "./endure.ts";
import { dossierOf, leftBehind, logOf, lying } from "./left-behind.ts";
import { seededRandom } from "./seeded.ts";

/** One delivery as it comes over the wire, and the name of the event it stands for. */
type Post = {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly event: string;
};

const Pages = z.array(fileSchema).catch([]);

type Said = { readonly text: string } | { readonly photo: string };

const opening = ["đăng ký tinh dầu quế Nậm Đét", "đồng ý", "hợp tác xã", "HTX Quế Nậm Đét"];
/** Deliveries a person makes after the opening, in turns a page of a paper and a question. */
const each = 16;
const paper = "giấy đăng ký kinh doanh";
const question = "nộp hồ sơ này thì mất bao nhiêu tiền?";
const zaloSecrets = { appId: "1000200030004000501", oaSecret: "invented-OA-secret" };
const telegramSecret = "flood-secret_1";
const bot = "700123";

/** A person's delivery; `at` counts what the person has said. Even persons come by Telegram, odd ones by Zalo. */
const postOf = (person: number, at: number, said: Said): Post =>
  person % 2 === 0 ? byTelegram(person, at, said) : byZalo(person, at, said);

function byTelegram(person: number, at: number, said: Said): Post {
  const chat = 7_000_000_000 + person;
  const date = start / 1000 + at;
  const content =
    "text" in said
      ? said
      : { document: { file_id: said.photo, file_name: `${said.photo}.jpg` }, caption: paper };
  const message = {
    message_id: at + 1,
    date,
    chat: { id: chat, type: "private" },
    from: { id: chat },
    ...content,
  };
  return {
    path: "/webhooks/telegram",
    headers: { "x-telegram-bot-api-secret-token": telegramSecret },
    body: JSON.stringify({ update_id: person * 1000 + at, message }),
    event: `telegram:${bot}:m:${chat}:${at + 1}:${date}`,
  };
}

function byZalo(person: number, at: number, said: Said): Post {
  const timestamp = String(start + seconds(at));
  const kind = "text" in said ? "user_send_text" : "user_send_image";
  const message =
    "text" in said
      ? said
      : {
          text: paper,
          attachments: [{ type: "image", payload: { url: said.photo, name: `${said.photo}.jpg` } }],
        };
  const id = `${person}-${at}`;
  const body = JSON.stringify({
    event_name: kind,
    app_id: zaloSecrets.appId,
    sender: { id: `${person}` },
    message: { ...message, msg_id: id },
    timestamp,
  });
  const mac = createHash("sha256").update(zaloSecrets.appId + body + timestamp + zaloSecrets.oaSecret);
  return {
    path: "/webhooks/zalo",
    headers: { "x-zevent-signature": `mac=${mac.digest("hex")}` },
    body,
    event: `zalo:${kind}:${id}`,
  };
}

const threadOfPerson = (person: number): string =>
  person % 2 === 0 ? `telegram:${7_000_000_000 + person}` : `zalo:${person}`;
const photosOf = (person: number): readonly string[] =>
  Array.from({ length: each / 2 }, (_, at) => `page-${person}-${at}`).toSorted();

/** Each delivery, a fifth of all twice or more often, in no order at all. */
function shuffled(people: readonly number[], random: () => number): readonly Post[] {
  const once = people.flatMap((person) =>
    Array.from({ length: each }, (_, at) =>
      postOf(
        person,
        opening.length + at,
        at % 2 === 0 ? { photo: `page-${person}-${at / 2}` } : { text: question },
      ),
    ),
  );
  const again = Array.from({ length: once.length / 4 }, () => once[Math.floor(random() * once.length)]);
  return [...once, ...again.filter((post) => post !== undefined)]
    .map((post) => ({ post, place: random() }))
    .toSorted((one, two) => one.place - two.place)
    .map(({ post }) => post);
}

/** Does the work for all, so many at once. */
async function together<One>(
  all: readonly One[],
  most: number,
  work: (one: One) => Promise<void>,
): Promise<void> {
  const left = all.values();
  const worker = async (): Promise<void> => {
    for (const one of left) await work(one);
  };
  await Promise.all(Array.from({ length: most }, worker));
}

/** How many deliveries a flood has: few in every run, or as many as FLOOD says. */
export const floodSize = Number(process.env["FLOOD"] ?? "1000");

/**
 * Lets deliveries of both platforms loose on the HTTP layer, 64 at once, and looks at what came of them. `faults` are
 * all ways in which an event had no effect, or more than one.
 */
export async function flood(store: OpenStore, setting: Setting, size = floodSize) {
  const people = Array.from({ length: size / 20 }, (_, at) => at);
  const clock = { now: () => start };
  const files = memoryFiles();
  const sent: string[] = [];
  const badLines: string[] = [];
  const log = (line: Readonly<Record<string, unknown>>): void => {
    const well = line["what"] === "turn" ? line["code"] !== "failed" : line["code"] === "sent";
    if (!well) badLines.push(JSON.stringify(line));
  };
  const recorded = (channel: Channel): Channel => ({
    ...channel,
    send: async (call) => {
      sent.push(call.id);
      return { kind: "sent" };
    },
  });
  const nowhere = telegramApi({ connect: pooled, token: `${bot}:flood`, root: "http://127.0.0.1:1" });
  const unused = (): never => {
    throw new Error("nothing is sent over the network");
  };
  const channels = {
    telegram: recorded(
      telegramChannel({
        api: nowhere.api,
        secret: telegramSecret,
        files,
        clock,
        words: telegramWords(setting.words),
        log,
      }),
    ),
    zalo: recorded(
      zaloChannel({
        api: {
          message: {
            text: unused,
            image: unused,
            file: unused,
            choices: unused,
            askInfo: unused,
          },
          template: { toUser: unused, toPhone: unused },
        },
        secrets: zaloSecrets,
        clock,
        windows: storeWindows(store, clock),
        files,
        log,
      }),
    ),
  };
  const ports = { store, clock, ids: countingIds(), files, log, channels };
  const assistant = app(
    {
      ...ports,
      fetchFile: async ({ url, name }) =>
        ok({ hash: url.replace("telegram-file:", ""), name, mime: "image/jpeg", size: 9 }),
    },
    setting,
  );
  const http = httpApp({
    ...ports,
    receive: assistant.receive,
    transcript: memoryTranscript(),
    health: async () => [],
    page: await readPage(),
    words: httpWords(setting.words),
  });
  const took: number[] = [];
  const faults: string[] = [];
  const deliver = async ({ path, headers, body, event }: Post): Promise<void> => {
    const from = performance.now();
    const { status } = await http.fetch(
      new Request(`http://ocop.example${path}`, { method: "POST", headers, body }),
    );
    took.push(performance.now() - from);
    if (status !== 200) faults.push(`${event} was answered ${status}`);
  };

  const opened = people.map((person) => opening.map((text, at) => postOf(person, at, { text })));
  await together(opened, 64, async (posts) => {
    for (const post of posts) await deliver(post);
  });
  await assistant.settle();
  took.length = 0;

  const posts = shuffled(people, seededRandom(20));
  const from = performance.now();
  await together(posts, 64, deliver);
  const taken = performance.now();
  await assistant.settle();
  const answered = performance.now();
  await assistant.stop();
  await nowhere.close();

  const events = new Set([...opened.flat(), ...posts].map(({ event }) => event));
  const answers = new Set(sent.map((id) => id.replace(/:\d+$/u, "")));
  for (const event of events) if (!answers.has(event)) faults.push(`${event} has no answer`);
  for (const event of answers) if (!events.has(event)) faults.push(`${event} is nothing anybody said`);
  if (sent.length !== new Set(sent).size) faults.push("something was sent twice");
  if (sent.length !== events.size) faults.push(`${sent.length} answers to ${events.size} events`);
  let entries = 0;
  for (const person of people) {
    const dossier = await dossierOf(store, threadOfPerson(person));
    const entriesOf = await logOf(store, dossier?.id ?? "");
    entries += entriesOf.length;
    const kept = entriesOf.flatMap((entry) =>
      entry.kind === "answered" && entry.item === "registrationPaper" && Array.isArray(entry.value)
        ? [entry.value.length]
        : [],
    );
    const grown = photosOf(person).map((_, at) => at + 1);
    if (kept.join(" ") !== grown.join(" ")) faults.push(`${person}: pages in the log: ${kept.join(" ")}`);
    const questions = await store.range(leftIndex(threadOfPerson(person)), { limit: 100 });
    // The same question again is no new one.
    if (questions.length !== 1) faults.push(`${person}: ${questions.length} questions were kept`);
    const held = Pages.parse(dossier?.answers["registrationPaper"]);
    const pages = held.map(({ hash }) => hash).toSorted();
    if (pages.join(" ") !== photosOf(person).join(" ")) faults.push(`${person}: pages ${pages.join(" ")}`);
  }
  for (const index of [stuckIndex, heldIndex])
    if ((await store.range(index, { limit: 1 })).length > 0) faults.push(`something is ${index}`);
  for (const lane of ["inbox", "outbox"]) {
    const left = await lying(store, lane, start);
    if (left.length > 0) faults.push(`${left.length} lie in the ${lane}`);
  }
  const [first] = people;
  if (first !== undefined && !(await leftBehind(store, threadOfPerson(first), start)).replayed)
    faults.push("a log does not come to its dossier");
  faults.push(...badLines);
  const sorted = took.toSorted((one, two) => one - two);
  const at = (share: number): number =>
    Math.round((sorted[Math.floor(sorted.length * share)] ?? 0) * 10) / 10;
  return {
    faults: faults.slice(0, 20),
    figures: {
      deliveries: posts.length,
      people: people.length,
      events: people.length * each,
      answers: sent.length,
      entries,
      takenSeconds: Math.round(taken - from) / 1000,
      allSeconds: Math.round(answered - from) / 1000,
      acknowledgedMs: { half: at(0.5), most: at(0.99), last: at(0.9999) },
    },
  };
}
