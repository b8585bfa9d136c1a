import type { Channel, ChannelName } from "./channels/contract.ts";
import type { Setting } from "./dialogue/scene.ts";
import type { Event } from "./domain/event.ts";
import type { Rates, Reaches } from "./broadcast/plan.ts";
import { hours } from "./domain/instant.ts";
import type { World } from "./flow/accept.ts";
import type { Answers } from "./ports/answers.ts";
import type { Clock } from "./ports/clock.ts";
import type { FetchFile } from "./ports/fetch-file.ts";
import type { Files } from "./ports/files.ts";
import type { DossierArchives } from "./ports/dossier-archive.ts";
import type { Forms } from "./ports/forms.ts";
import type { Ids } from "./ports/ids.ts";
import type { Log } from "./ports/log.ts";
import type { Tables } from "./ports/tables.ts";
import type { ReadDocument } from "./ports/read-document.ts";
import type { ReadProof } from "./ports/read-proof.ts";
import type { SessionPapers } from "./ports/session-papers.ts";
import type { Storyteller } from "./ports/storyteller.ts";
import type { Surroundings } from "./ports/surroundings.ts";
import type { Line } from "./ports/transcript.ts";
import type { Store } from "./store/contract.ts";
import { alarms } from "./turn/alarms.ts";
import type { FormMakers } from "./turn/forms.ts";
import { answersTo } from "./turn/broadcast/answers-to.ts";
import type { Nightly } from "./turn/retention/night.ts";
import { allObeying, loadSwitches, type Switchboard, switchboard } from "./turn/switches.ts";
import { turns } from "./turn/tick.ts";

export type Ports = {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly files: Files;
  readonly log: Log;
  /** Needed where a platform gives addresses of files instead of files. */
  readonly fetchFile?: FetchFile;
  /** Without it only papers, rounds and the way to register are known; all else is handed on to people. */
  readonly answers?: Answers;
  /** Reads and writes tables; without it the register is kept by message alone. */
  readonly tables?: Tables;
  /** Without it no document can be added by message. */
  readonly readDocument?: ReadDocument;
  /** Without it papers are kept as they come, and nobody reads what stands on them. */
  readonly readProof?: ReadProof;
  /** Without it no papers of a session can be had. */
  readonly papers?: SessionPapers;
  /** Without it stories stay as they were arranged. */
  readonly storyteller?: Storyteller;
  /** Without it no official forms can be had. */
  readonly forms?: Forms;
  /** Without it no whole dossier can be had. */
  readonly dossierArchives?: DossierArchives;
  /** Without it no links to forms can be given. */
  readonly formLinks?: FormMakers["links"];
  readonly channels: Partial<Readonly<Record<ChannelName, Channel>>>;
  /** Messages of announcements a second, by channel; without one a channel has no limit. */
  readonly rates?: Rates;
  /** What is around the program, for alarms and for administrators who ask; without it none are told. */
  readonly around?: Surroundings;
  /** What is switched off; without one it is looked up here. */
  readonly switches?: Switchboard;
  /** To how many people staff may announce without another's word, if not to as many as is usual. */
  readonly alone?: number;
  /** With it what is kept is looked at each night. */
  readonly retention?: Nightly;
};

/** The assistant, the same on every runtime: what takes deliveries, and what works them off. */
export type App = {
  readonly receive: (event: Event, own?: Line) => Promise<"done" | "seen">;
  readonly wake: () => void;
  /** Looks for what administrators have to be told of, unless one of all processes just has. */
  readonly watched: () => Promise<void>;
  /** Lanes that have not looked for work for too long. */
  readonly late: () => readonly string[];
  readonly settle: () => Promise<void>;
  readonly idle: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** Zalo lets us write for longer than it costs nothing: the difference is taken from a quota. */
const freeWindows: Partial<Readonly<Record<ChannelName, number>>> = { zalo: hours(48) };

/** How the channels that are there can be reached: what a forecast of an announcement is made of. */
const reachesOf = (channels: Ports["channels"]): Reaches =>
  Object.fromEntries(
    Object.values(channels).map(({ name, can }) => [
      name,
      {
        ...(can.reach === undefined ? {} : { reach: can.reach }),
        ...(freeWindows[name] === undefined ? {} : { free: freeWindows[name] }),
      },
    ]),
  );

export function app(ports: Ports, setting: Setting): App {
  const {
    store,
    clock,
    ids,
    files,
    log,
    fetchFile,
    answers,
    tables,
    readDocument,
    papers,
    channels,
    around,
  } = ports;
  const given = {
    ...(fetchFile && { fetchFile }),
    ...(answers && { answers }),
    ...(tables && { tables }),
    ...(readDocument && { readDocument }),
    ...(ports.readProof && { readProof: ports.readProof }),
    ...(ports.alone !== undefined && { alone: ports.alone }),
    ...(papers && { papers }),
    ...(ports.forms && { forms: ports.forms }),
    ...(ports.storyteller && { storyteller: ports.storyteller }),
    ...(ports.dossierArchives && { dossierArchives: ports.dossierArchives }),
    ...(ports.formLinks && { formLinks: ports.formLinks }),
    ...(around && { around }),
  };
  const lists = listsOf(setting);
  const switches = ports.switches ?? switchboard(store);
  const sending = allObeying(channels, switches, clock);
  const loops = turns(
    { store, clock, ids, files, log, ...given, setting, lists, switches },
    (thread) => channelOf(sending, thread),
    { reaches: reachesOf(channels), rates: ports.rates ?? {}, answersTo: answersTo(store, clock) },
    ports.retention && {
      allowed: async () => (await loadSwitches(store)).retention === undefined,
      ...ports.retention,
    },
  );
  const watch =
    around === undefined
      ? undefined
      : alarms({ store, clock, log, setting, switches, around, wake: loops.wake });
  return {
    receive: loops.receive,
    wake: () => {
      loops.wake();
      watch?.wake();
    },
    watched: async () => watch?.look(),
    late: loops.late,
    settle: loops.settle,
    idle: loops.idle,
    stop: loops.stop,
  };
}

/** A thread's name begins with its channel's. */
export function channelOf(channels: Ports["channels"], thread: string): Channel | undefined {
  const [name = ""] = thread.split(":");
  return name === "terminal" || name === "web" || name === "telegram" || name === "zalo"
    ? channels[name]
    : undefined;
}

/** The lists that answers are chosen from. */
export function listsOf(setting: Setting): World["lists"] {
  const { programme } = setting;
  return {
    communes: programme.communes.map(({ id, name, also }) => ({ id, label: name, also })),
    products: programme.products.map(({ id, name, also }) => ({ id, label: name, also })),
    sets: (setting.sets[programme.law] ?? []).map(({ id, name, also }) => ({ id, label: name, also })),
  };
}
