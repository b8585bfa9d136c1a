import { zaloApi } from "zalo-sdk-nodejs";
import { oauth } from "zalo-sdk-nodejs/oauth";
import { tokenKeeper } from "zalo-sdk-nodejs/token-keeper";
import { zaloChannel } from "../../src/channels/zalo/channel.ts";
import { ruleOn } from "../../src/channels/zalo/rules.ts";
import { dayOf, type Instant } from "../../src/domain/instant.ts";
import { fetchFile } from "../../src/store/fetch-file.ts";
import { guarded } from "../../src/store/guarded.ts";
import { storeWindows } from "../../src/store/windows.ts";
import type { Conversation, Step } from "../../src/tools/conversation.ts";
import type { Talk } from "../../src/tools/play.ts";
import { type BytesOf, type Heard, nameAlone, type Stage, type World } from "./play-over.ts";
import { zaloEmulator } from "./zalo-emulator.ts";
import { wireTo } from "./zalo-wire.ts";

/** People of the emulated Zalo, with deliveries straight into the HTTP layer; `taps` presses the button instead of typing its number. */
export const zaloPeople =
  (taps = false, bytesOf: BytesOf = nameAlone) =>
  async ({ store, files, clock, deliver }: World): Promise<Stage> => {
    const zalo = await zaloEmulator({ clock, buttons: taps });
    zalo.sendTo(async (body, headers) => {
      const init = { method: "POST", headers, body: new Uint8Array(body) };
      return (await deliver("/webhooks/zalo", init)).status;
    });
    const wire = wireTo(zalo.root);
    const tokens = tokenKeeper({
      oauth: oauth(wire, { id: zalo.appId, secret: zalo.appSecret }),
      storage: guarded(store, clock, "zalo-tokens"),
      now: clock.now,
      wait: () => Promise.resolve(),
      alarm: () => undefined,
      link: "https://consent.example",
      seed: zalo.consent(),
    });
    const channel = zaloChannel({
      api: zaloApi({ wire, tokens, now: clock.now, appSecret: zalo.appSecret, buttons: taps }),
      secrets: { appId: zalo.appId, oaSecret: zalo.oaSecret },
      clock,
      windows: storeWindows(store, clock),
      files,
      log: () => undefined,
      buttons: taps,
    });
    const fetching = fetchFile({ files, fetch, hosts: [], loopback: zalo.root });
    let people = 0;
    return {
      channel,
      person: () => {
        people += 1;
        const person = zalo.person(String(7012345677 + people));
        let known = 0;
        return {
          thread: `zalo:${person.id}`,
          says: (text) => {
            const buttons = person.got.at(-1)?.buttons ?? [];
            const button = /^\d+$/u.test(text) ? buttons[Number(text) - 1] : undefined;
            return taps && button !== undefined ? person.taps(button.title) : person.says(text);
          },
          sendsFile: (name, text) =>
            person.sends(bytesOf(name), { kind: "file", name, ...(text === "" ? {} : { text }) }),
          sendsSticker: () => person.sticks(),
          heard: () => {
            const fresh = person.got.slice(known);
            known = person.got.length;
            return whole(
              fresh.map(({ text, buttons = [], name: file }) => ({
                text,
                choices: buttons.map(({ title }) => title),
                ...(file === undefined ? {} : { file }),
              })),
            );
          },
        };
      },
      close: zalo.close,
      fetchFile: (url, name) => fetching({ url, name }),
    };
  };

/** Long messages come in parts: one that ends at a line break goes on in the next; a file follows its words. */
const whole = (parts: readonly Heard[]): readonly Heard[] =>
  parts.reduce<readonly Heard[]>((before, part) => {
    const last = before.at(-1);
    if (last !== undefined && part.file !== undefined && part.text === "")
      return [...before.slice(0, -1), { ...last, file: part.file }];
    return last?.text.endsWith("\n")
      ? [...before.slice(0, -1), { ...part, text: last.text + part.text }]
      : [...before, part];
  }, []);

/** Bold marks left out, as Zalo shows none. */
export const unmarked = (text: string): string => text.replaceAll(/\*([^*\n]+)\*/gu, "$1");

/** Whether Zalo lets nothing through any more to a person who has been silent for so long. */
const isClosed = (silent: number, at: Instant): boolean => silent > ruleOn("window", dayOf(at));

/** A conversation as it goes over Zalo: no bold, and nothing is said by itself behind a closed window. */
export function overZalo(conversation: Conversation): Conversation {
  const steps: Step[] = [];
  let silent = 0;
  for (const step of conversation.steps) {
    if (step.kind === "wait") silent += step.ms;
    if (step.kind === "us") {
      if (!isClosed(silent, conversation.at)) steps.push({ ...step, text: unmarked(step.text) });
      continue;
    }
    steps.push(step);
    if (step.kind === "person") silent = 0;
  }
  return { ...conversation, steps };
}

/** The same for whoever talks: a talk that goes as it would over Zalo. */
export function likeZalo(talk: Talk, at: Instant): Talk {
  let silent = 0;
  return {
    ...talk,
    line: async (text, chat) => {
      silent = 0;
      return (await talk.line(text, chat)).map(unmarked);
    },
    wait: async (ms, chat) => {
      silent += ms;
      const said = (await talk.wait(ms, chat)).map(unmarked);
      return isClosed(silent, at) ? [] : said;
    },
    ...(talk.others === undefined
      ? {}
      : {
          others: {
            ...talk.others,
            heard: (chat) => (talk.others?.heard(chat) ?? []).map(unmarked),
            seat: async (chat, role) => ((await talk.others?.seat(chat, role)) ?? []).map(unmarked),
          },
        }),
  };
}
