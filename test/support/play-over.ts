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
import { sentLimits } from "../../src/papers/documents-apart.ts";
import { dossierArchives } from "../../src/papers/dossier-archive.ts";
import { forms } from "../../src/papers/forms.ts";
import { minutes as sessionMinutes } from "../../src/papers/minutes.ts";
import { scoreSheets } from "../../src/papers/score-sheets.ts";
import { tables } from "../../src/papers/tables.ts";
import { putEarlier } from "../../src/tools/earlier.ts";
import { putReady } from "../../src/tools/ready.ts";
import { countingIds, dossierOf, memoryFiles, personOf, type Props } from "../../src/tools/rehearsal.ts";
import { invite, revoke } from "../../src/turn/roles.ts";
import { storeLibrary } from "../../src/turn/published.ts";
import { memoryTranscript } from "../http/support.ts";
import { asRead, type Heard, invisible } from "./as-read.ts";

export type { Heard } from "./as-read.ts";

/** A person in front of an emulated platform. Each deed resolves when the platform has been told that it was taken. */
export type Person = {
  readonly thread: string;
  readonly says: (text: string) => Promise<unknown>;
  readonly sendsFile: (name: string, words: string) => Promise<unknown>;
  /** Something that no channel can read. */
  readonly sendsSticker: () => Promise<unknown>;
  /** What came since this was asked last. */
  readonly heard: () => readonly Heard[];
};

/** An emulated platform with people in front of it. */
export type Stage = {
  readonly channel: Channel;
  /** Somebody of a name, always the same under it. */
  readonly person: (name: string) => Person;
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

/** What somebody sends where a conversation names a file: the bytes of a real one, or its name. */
export type BytesOf = (name: string) => Uint8Array;
export const nameAlone: BytesOf = (name) => new TextEncoder().encode(name);

/** Puts the whole assistant behind an emulated platform, on a fixed clock: people talk to it. */
export async function talkOver(
  setting: Setting,
  at: Instant,
  open: (world: World) => Promise<Stage>,
  {
    answers: answersFrom,
    files = memoryFiles(),
    alone: most,
    readProof,
  }: Pick<Props, "answers" | "files" | "alone" | "readProof"> = {},
): Promise<Talk> {
  let now = at;
  const clock = { now: () => now };
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
      forms,
      dossierArchives,
      ...(answering ? { answers: answering } : {}),
      ...(most === undefined ? {} : { alone: most }),
      ...(readProof === undefined ? {} : { readProof }),
      tables,
      readDocument: async (bytes) =>
        (await import("../../src/papers/document-text.ts")).readDocument(bytes, sentLimits),
      papers: { minutes: sessionMinutes, scores: scoreSheets },
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
  const people = new Map<string, Person>();
  const inFront = (chat: string): Person => {
    const person = people.get(chat) ?? stage.person(chat);
    people.set(chat, person);
    return person;
  };
  const waiting = new Map<string, readonly string[]>();
  const listen = (chat: string): readonly string[] => {
    const said = [...(waiting.get(chat) ?? []), ...inFront(chat).heard().map(asRead)];
    waiting.set(chat, said);
    return said;
  };
  const heard = (chat: string): readonly string[] => {
    const said = listen(chat);
    waiting.delete(chat);
    return said;
  };
  const line = async (text: string, chat = first): Promise<readonly string[]> => {
    now += minutes(1);
    await act(inFront(chat), text);
    await assistant.settle();
    return heard(chat);
  };
  let seats = 0;
  return {
    line,
    wait: async (ms, chat = first) => {
      now += ms;
      await assistant.settle();
      return heard(chat);
    },
    dossier: (chat = first) => dossierOf(store, inFront(chat).thread),
    others: {
      heard,
      listening: () => [...people.keys()].filter((chat) => listen(chat).length > 0),
      seat: async (chat, role) => {
        seats += 1;
        const code = `BH-VAITRO${seats}`;
        await invite(store, now, code, role);
        return line(code, chat);
      },
      unseat: async (chat) => {
        const person = await personOf(store, inFront(chat).thread);
        if (person !== undefined) await revoke(store, now, person);
      },
      earlier: (chat, earlier) => putEarlier({ store, files }, setting, now, inFront(chat).thread, earlier),
      ready: (chat, product) => putReady({ store, files }, setting, now, inFront(chat).thread, product),
    },
    close: async () => {
      await assistant.stop();
      await stage.close();
      await store.close();
    },
  };
}

/** The chat of whoever talks where nobody is named. */
const first = "terminal:1";

function act(person: Person, line: string): Promise<unknown> {
  const deed = deedOf(line);
  switch (deed.kind) {
    case "text":
      return person.says(deed.text === "" ? invisible : deed.text);
    case "file":
      return person.sendsFile(deed.file.name, deed.text);
    default:
      return person.sendsSticker();
  }
}
