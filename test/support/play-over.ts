import { app } from "../../src/app.ts";
import type { Channel } from "../../src/channels/contract.ts";
import { readPage } from "../../src/channels/web/page.ts";
import type { Setting } from "../../src/dialogue/scene.ts";
import { type Instant, minutes } from "../../src/domain/instant.ts";
import type { FileRef } from "../../src/domain/message.ts";
import type { Result } from "../../src/domain/result.ts";
import { httpApp } from "../../src/http/app.ts";
import { httpWords } from "../../src/http/words.ts";
import type { Clock } from "../../src/ports/clock.ts";
import type { FileFault, Files } from "../../src/ports/files.ts";
import type { OpenStore } from "../../src/store/contract.ts";
import { openSqlite } from "../../src/store/sqlite/open.ts";
import { deedOf } from "../../src/tools/conversation.ts";
import type { Talk } from "../../src/tools/play.ts";
import { countingIds, dossierOf, memoryFiles, type Props } from "../../src/tools/rehearsal.ts";
import { storeLibrary } from "../../src/turn/published.ts";
import { memoryTranscript } from "../http/support.ts";

/** One message as a person sees it on a platform: its words with *bold* marks, the choices under it. */
export type Heard = { readonly text: string; readonly choices: readonly string[]; readonly file?: string };

/** A person in front of an emulated platform. Each deed resolves when the platform has been told that it was taken. */
export type Stage = {
  readonly channel: Channel;
  readonly thread: string;
  readonly says: (text: string) => Promise<unknown>;
  readonly sendsFile: (name: string, words: string) => Promise<unknown>;
  /** Something that no channel can read. */
  readonly sendsSticker: () => Promise<unknown>;
  /** What came since this was asked last. */
  readonly heard: () => readonly Heard[];
  readonly close: () => Promise<void>;
  /** Fetches a file that still lies with the platform. */
  readonly fetchFile?: (url: string, name: string) => Promise<Result<FileRef, FileFault | "file-away">>;
};

export type World = {
  readonly store: OpenStore;
  readonly files: Files;
  readonly clock: Clock;
  /** Where the platform delivers to: the whole HTTP layer. */
  readonly deliver: (path: string, init: RequestInit) => Promise<Response>;
};

/** Puts the whole assistant behind an emulated platform, on a fixed clock: one person talks to it. */
export async function talkOver(
  setting: Setting,
  at: Instant,
  open: (world: World) => Promise<Stage>,
  answersFrom?: Props["answers"],
): Promise<Talk> {
  let now = at;
  const clock = { now: () => now };
  const files = memoryFiles();
  const store = await openSqlite({ file: ":memory:", programme: setting.programme.id });
  // The platform is there first, and delivers only when somebody has written.
  const behind: { http?: ReturnType<typeof httpApp> } = {};
  const deliver = async (path: string, init: RequestInit): Promise<Response> =>
    behind.http?.request(path, init) ?? new Response(null, { status: 503 });
  const stage = await open({ store, files, clock, deliver });
  const ids = countingIds();
  const answering = answersFrom?.(storeLibrary(store, clock), setting.programme.id);
  const ports = { store, clock, ids, files, log: () => undefined };
  const { fetchFile: fetching } = stage;
  const fetchFile =
    fetching === undefined
      ? {}
      : { fetchFile: ({ url, name }: { url: string; name: string }) => fetching(url, name) };
  const assistant = app(
    {
      ...ports,
      ...fetchFile,
      ...(answering ? { answers: answering } : {}),
      channels: { [stage.channel.name]: stage.channel },
    },
    setting,
  );
  behind.http = httpApp({
    ...ports,
    channels: { [stage.channel.name]: stage.channel },
    receive: assistant.receive,
    transcript: memoryTranscript(),
    health: () => Promise.resolve([]),
    page: await readPage(),
    words: httpWords(setting.words),
  });
  const answers = async (): Promise<readonly string[]> => {
    await assistant.settle();
    return stage.heard().map(asRead);
  };
  return {
    line: async (text) => {
      now += minutes(1);
      await act(stage, text);
      return answers();
    },
    wait: async (ms) => {
      now += ms;
      return answers();
    },
    dossier: () => dossierOf(store, stage.thread),
    close: async () => {
      await assistant.stop();
      await stage.close();
      await store.close();
    },
  };
}

/** A sign that nobody sees: as near to an empty message as platforms let people come. */
const invisible = "\u2063";

function act(stage: Stage, line: string): Promise<unknown> {
  const deed = deedOf(line);
  switch (deed.kind) {
    case "text":
      return stage.says(deed.text === "" ? invisible : deed.text);
    case "file":
      return stage.sendsFile(deed.file.name, deed.text);
    default:
      return stage.sendsSticker();
  }
}

/** A message as it would stand in the terminal: choices numbered under the words, unless the words have them already. */
function asRead({ text, choices, file }: Heard): string {
  const numbered = choices.map((label, at) =>
    label.startsWith(`${at + 1}. `) ? label : `${at + 1}. ${label}`,
  );
  const inText = choices.every((_, at) => text.split("\n").some((line) => line.startsWith(`${at + 1}. `)));
  return [text, ...(inText ? [] : numbered), ...(file === undefined ? [] : [`[tệp: ${file}]`])]
    .filter((part) => part !== "")
    .join("\n");
}
