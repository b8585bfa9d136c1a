import { drafted } from "../../../broadcast/announcement.ts";
import { topics } from "../../../broadcast/contact.ts";
import {
  longestText,
  mostAnswers,
  readAnswers,
  readText,
  readTopic,
  type SaidText,
} from "../../../broadcast/said.ts";
import type { Segment } from "../../../broadcast/segment.ts";
import { clockTime, dayOf, days, type Instant, showDay } from "../../../domain/instant.ts";
import type { Choice, FileRef } from "../../../domain/message.ts";
import { plain } from "../../../text/plain.ts";
import { readMoment } from "../../../text/moment.ts";
import { looksLikeQuestion } from "../../../text/question.ts";
import { type AnnouncementFound, type DraftChange, wantAnnouncement } from "../../announcement.ts";
import { audited } from "../../audit.ts";
import { backToItem } from "../../back.ts";
import { readCommand } from "../../command.ts";
import { isSamePerson, type Person } from "../../person.ts";
import { has } from "../../right.ts";
import { phrase, say, speak } from "../../say.ts";
import type { Scene, Turn } from "../../scene.ts";
import type { Thread } from "../../thread.ts";
import { peopleIn, peopleInWords } from "./people.ts";

export type Pending = Extract<NonNullable<Thread["pending"]>, { kind: "announcement" }>;

/** A draft that nobody sends is dropped after so long. */
const draftStays = days(1);
/** Bytes of a file that goes with an announcement. */
const mostBytes = 5_000_000;

export const pendingOf = ({ thread: { pending } }: Turn): Pending | undefined =>
  pending?.kind === "announcement" ? pending : undefined;

export const waiting = (turn: Turn, pending: Pending): Turn => ({
  ...turn,
  thread: { ...turn.thread, pending },
});

/** The turn with nothing pending. */
export const settled = (turn: Turn): Turn => {
  const { pending: _, ...thread } = turn.thread;
  return { ...turn, thread };
};

/** Files that came for an announcement and go nowhere. */
const withoutFile = (turn: Turn, file: FileRef | undefined): Turn =>
  file === undefined
    ? turn
    : { ...turn, effects: [...turn.effects, { kind: "discard", files: [file.hash] }] };

/** Lets go of a file that waited for its text. */
export const letGo = (turn: Turn): Turn => {
  const pending = pendingOf(turn);
  return withoutFile(settled(turn), pending?.asks === "text" ? pending.file : undefined);
};

/** Begins an announcement: with its text if it came along. */
export function begin(turn: Turn, text: string, scene: Scene): Turn {
  const free = letGo(turn);
  const asks = waiting(free, { kind: "announcement", asks: "text" });
  return text === ""
    ? say(asks, scene, "announce-text", fields(), dropChoice(scene, undefined))
    : written(asks, text, undefined, scene);
}

/** The places a text may have, as they are typed. */
const fields = () => ({ ten: "{ten}", xa: "{xa}", sanpham: "{sanpham}", hanchot: "{hanchot}" });

const dropChoice = (scene: Scene, id: string | undefined): readonly Choice[] => [
  { data: `nb:drop:${id ?? ""}`, label: phrase(scene, "choice-announce-drop") },
];

/** A file that comes while an announcement is written goes with it; a later one takes its place. */
export function announcementFile(turn: Turn, file: FileRef, text: string, scene: Scene): Turn | undefined {
  const pending = pendingOf(turn);
  if (pending === undefined) return undefined;
  if (!has(turn, "announce", scene)) return say(withoutFile(letGo(turn), file), scene, "announce-not-yours");
  if (pending.asks !== "text" && pending.asks !== "do") return undefined;
  if (file.size > mostBytes)
    return say(withoutFile(turn, file), scene, "announce-file-large", {}, turn.thread.offered);
  if (pending.asks === "do" && pending.id !== undefined)
    return changed(turn, pending.id, { file: { ...file }, ...(text === "" ? {} : { text }) });
  const kept = withoutFile(waiting(turn, { ...pending, file: { ...file } }), pending.file);
  return text === ""
    ? say(kept, scene, "announce-file", { name: file.name }, dropChoice(scene, pending.id))
    : written(kept, text, pending.id, scene);
}

/** The text as it was typed: a new draft, or the text of one that is there. */
function written(turn: Turn, typed: string, id: string | undefined, scene: Scene): Turn {
  const said = readText(typed);
  const fault = faultOf(said);
  if (fault !== undefined) {
    const most = fault === "answers" ? mostAnswers : longestText;
    const names = said.unknown.map((one) => `"${one}"`).join(", ");
    return say(turn, scene, `text-fault-${fault}`, { ...fields(), most, names }, dropChoice(scene, id));
  }
  const file = pendingOf(turn)?.file;
  if (id !== undefined)
    return changed(turn, id, { ...textChange(said), ...(file ? { file: { ...file } } : {}) });
  const { person } = turn;
  if (person === undefined) return turn;
  const fresh = scene.fresh.announcement;
  const draft = drafted({
    id: fresh,
    ...textChange(said),
    segment: nobody,
    by: person.id,
    at: scene.now,
    ...(file ? { file: { ...file } } : {}),
  });
  const kept: Turn = {
    ...waiting(turn, { kind: "announcement", id: fresh, asks: "whom" }),
    effects: [
      ...turn.effects,
      { kind: "keep-announcement", before: undefined, now: draft },
      draftTimer(fresh, scene),
    ],
  };
  const told = speak(audited(kept, person, "announcement-drafted", fresh), textShown(said, file, scene));
  return askWhom(told, fresh, scene);
}

/** A draft is looked at once more after a day, to be dropped if nobody has touched it. */
export const draftTimer = (id: string, scene: Scene) =>
  ({ kind: "remind", name: `announcement:${id}`, at: scene.now + draftStays }) as const;
export const isOld = ({ at }: { readonly at: Instant }, scene: Scene): boolean =>
  scene.now - at >= draftStays;

/** What is wrong with a text: too short, too long, too many answers, places that nobody can fill. */
export type TextFault = "short" | "long" | "answers" | "fields";

function faultOf({ text, answers, unknown }: SaidText): TextFault | undefined {
  if (text.split(/\s+/u).length < 3) return "short";
  if (text.length > longestText) return "long";
  if (answers.length > mostAnswers) return "answers";
  return unknown.length > 0 ? "fields" : undefined;
}

const textChange = ({ text, answers, topic, urgent }: SaidText) => ({
  text,
  answers: [...answers],
  topic,
  urgent,
});

/** What was understood of a text, in one line each. */
const textShown = ({ answers, topic, urgent }: SaidText, file: FileRef | undefined, scene: Scene): string =>
  [
    phrase(scene, "announce-read", { topic: phrase(scene, `topic-${topic}`) }),
    ...(urgent ? [phrase(scene, "announce-urgent")] : []),
    ...(file === undefined ? [] : [phrase(scene, "announce-with-file", { name: file.name })]),
    ...(answers.length === 0 ? [] : [phrase(scene, "announce-with-answers", { answers: quoted(answers) })]),
  ].join(" ");

export const quoted = (labels: readonly string[]): string => labels.map((one) => `"${one}"`).join(" / ");

export const whoms = ["commune", "product", "state", "officer", "words"] as const;

/** Asks for whom it is. */
export function askWhom(turn: Turn, id: string, scene: Scene): Turn {
  const asks = waiting(turn, { kind: "announcement", id, asks: "whom" });
  return say(
    asks,
    scene,
    "announce-whom",
    {},
    whoms.map((one) => ({ data: `nb:whom:${id}:${one}`, label: phrase(scene, `choice-whom-${one}`) })),
  );
}

/** States of dossiers that are offered, in the words they are read by. */
const states = ["draft", "handed-in", "returned", "recognised"] as const;

/** A kind of people was chosen: which ones? */
export function askWhich(turn: Turn, id: string, which: string, scene: Scene): Turn | undefined {
  const kind = whoms.find((one) => one === which);
  if (kind === undefined) {
    const state = states.find((one) => one === which);
    return state === undefined ? undefined : meant(turn, id, { roles: ["producer"], states: [state] });
  }
  const asks = waiting(turn, { kind: "announcement", id, asks: kind });
  const [first, second] = scene.setting.programme.communes.slice(-2);
  const fill = {
    commune: first?.name ?? "",
    other: second?.name ?? "",
    product: scene.setting.programme.products[0]?.name ?? "",
  };
  return say(
    asks,
    scene,
    `announce-which-${kind}`,
    fill,
    kind === "state"
      ? states.map((one) => ({ data: `nb:whom:${id}:${one}`, label: phrase(scene, `choice-state-${one}`) }))
      : [],
  );
}

/** What stands before the words where a kind of people was chosen: "Bản Liền" alone means its producers. */
const leads: Readonly<Record<(typeof whoms)[number], string>> = {
  commune: "chủ thể ",
  product: "chủ thể có sản phẩm ",
  state: "chủ thể ",
  officer: "cán bộ ",
  words: "",
};

/** The people that words mean; what was not understood is named. */
function whom(turn: Turn, id: string, asks: Pending["asks"], text: string, scene: Scene): Turn {
  const kind = whoms.find((one) => one === asks) ?? "words";
  const lead = leads[kind];
  const led = lead !== "" && !plain(text).startsWith(plain(lead).split(" ")[0] ?? "") ? lead + text : text;
  const { segment, unread } = peopleIn(led, scene);
  const words = unread.join("; ");
  if (unread.length === 0) return meant(turn, id, segment);
  if (
    Object.keys(segment).length === 0 ||
    JSON.stringify(segment) === JSON.stringify(peopleIn(lead, scene).segment)
  )
    return say(turn, scene, "announce-whom-unread", { words }, turn.thread.offered);
  const asked = waiting(turn, { kind: "announcement", id, asks: "words", segment });
  return say(asked, scene, "announce-whom-partly", { words, people: peopleInWords(segment, scene) }, [
    { data: `nb:use:${id}`, label: phrase(scene, "choice-whom-use") },
    { data: `nb:whom:${id}:words`, label: phrase(scene, "choice-whom-anew") },
  ]);
}

/** For nobody, as long as nobody is chosen: everybody but everybody. */
const nobody: Segment = { except: [{}] };
export const isNobody = (segment: Segment): boolean => JSON.stringify(segment) === JSON.stringify(nobody);

/** The draft is for these people: its preview follows. */
export const meant = (turn: Turn, id: string, segment: Segment): Turn => changed(turn, id, { segment });

/** A draft is changed, and shown as it is then. */
export const changed = (turn: Turn, id: string, change: DraftChange): Turn =>
  wantAnnouncement(waiting(turn, { kind: "announcement", id, asks: "do" }), {
    ask: "audience",
    id,
    for: { deed: "change", change },
  });

const drops =
  /^(?:thoi|huy|bo|bo di|xoa|khong gui|khong gui nua|thoi khong gui(?: nua)?)(?: a| nhe| da| di)?$/u;
const sends = /^(?:gui|gui ngay|gui di|gui luon|gui thoi|dong y|ok|duoc|dung|u|vang)(?: a| nhe| di)?$/u;

/** What is typed while an announcement is being written; undefined leaves it to the next readers. */
export function composing(turn: Turn, pending: Pending, text: string, scene: Scene): Turn | undefined {
  const words = plain(text);
  const { id, asks } = pending;
  if (drops.test(words)) return drop(turn, id, scene);
  const command = readCommand(text);
  if (asks === "text") return command === undefined ? written(turn, text, id, scene) : undefined;
  if (id === undefined) return undefined;
  switch (asks) {
    case "do":
      return (
        draftOrder(turn, id, text, scene) ??
        (command === undefined && !looksLikeQuestion(text)
          ? say(turn, scene, "announce-do", {}, turn.thread.offered)
          : undefined)
      );
    case "when":
      return command === undefined ? scheduled(turn, id, text, scene) : undefined;
    case "sure":
    case "release":
      return undefined;
    default:
      // "cán bộ" calls for an officer anywhere else.
      return command === "help" || command === "menu" ? undefined : whom(turn, id, asks, text, scene);
  }
}

/** What is said to a preview: send, another time, text, people, topic, answers, an end; or nothing of it. */
function draftOrder(turn: Turn, id: string, text: string, scene: Scene): Turn | undefined {
  const words = plain(text);
  if (sends.test(words)) return send(turn, id, turn.thread.offered);
  if (/^hen(?: gio)?$/u.test(words)) return edit(turn, id, "when");
  const moment = readMoment(text, scene.now);
  if (/^hen \S/u.test(words) || (/^gui(?: luc| vao)? \S/u.test(words) && moment !== undefined))
    return scheduled(turn, id, text, scene);
  const anew =
    /^(?:sửa|sua|đổi|doi|viết lại|viet lai)(?:\s+(?:nội dung|noi dung|chữ|chu|tin))?\s*:\s*([\s\S]+)$/iu.exec(
      text,
    )?.[1];
  if (anew !== undefined) return written(turn, anew, id, scene);
  if (/^(?:sua|doi|viet lai)(?: noi dung| chu| tin| lai)?$/u.test(words)) return edit(turn, id, "text");
  if (/^(?:doi|sua|chon lai) nguoi(?: nhan)?$/u.test(words)) return edit(turn, id, "audience");
  const people =
    /^(?:gửi cho|gui cho|đổi người nhận|doi nguoi nhan|người nhận|nguoi nhan)\s*:?\s+(.+)$/iu.exec(text)?.[1];
  if (people !== undefined) return whom(turn, id, "words", people, scene);
  const topic = /^(?:chủ đề|chu de)\s*:?\s*(.+)$/iu.exec(text)?.[1];
  if (topic !== undefined) {
    const read = readTopic(topic);
    return read === undefined
      ? say(
          turn,
          scene,
          "announce-topics",
          { topics: topics.map((one) => phrase(scene, `topic-${one}`)).join(", ") },
          turn.thread.offered,
        )
      : changed(turn, id, { topic: read });
  }
  const quick = /^(?:thêm |them )?(?:trả lời|tra loi|nút|nut)\s*:\s*(.*)$/iu.exec(text)?.[1];
  if (quick !== undefined) {
    const answers = readAnswers(quick);
    return answers.length > mostAnswers
      ? say(turn, scene, "text-fault-answers", { most: mostAnswers }, turn.thread.offered)
      : changed(turn, id, { answers: [...answers] });
  }
  if (/^(?:tin |gui )?(?:khan|khan cap|gap)$/u.test(words)) return changed(turn, id, { urgent: true });
  if (/^khong (?:khan|gap|khan cap)$/u.test(words)) return changed(turn, id, { urgent: false });
  if (/^(?:het han|han)\b/u.test(words)) {
    return moment === undefined
      ? say(turn, scene, "announce-when-again", {}, turn.thread.offered)
      : changed(turn, id, { until: moment });
  }
  return undefined;
}

/** The yes to the preview that is open: its stamp stands in its choice. */
function send(turn: Turn, id: string, offered: readonly Choice[]): Turn {
  const data = offered.find((one) => one.data.startsWith(`nb:send:${id}:`))?.data;
  const stamp = Number(data?.split(":")[3] ?? "");
  return data === undefined || Number.isNaN(stamp) ? preview(turn, id) : sendStamped(turn, id, stamp, false);
}

/** Sends what was seen; something that was changed since is shown again instead. */
export const sendStamped = (turn: Turn, id: string, stamp: number, again: boolean): Turn =>
  wantAnnouncement(turn, { ask: "audience", id, for: { deed: "send", stamp, again } });

export const preview = (turn: Turn, id: string): Turn =>
  wantAnnouncement(turn, { ask: "audience", id, for: { deed: "preview" } });

export const edit = (turn: Turn, id: string, what: "text" | "audience" | "when"): Turn =>
  wantAnnouncement(turn, { ask: "announcement", id, for: { deed: "edit", what } });

/** Lets go of what is being written. */
export function drop(turn: Turn, id: string | undefined, scene: Scene): Turn {
  if (id !== undefined && id !== "")
    return wantAnnouncement(letGo(turn), { ask: "announcement", id, for: { deed: "drop" } });
  const gone = letGo(turn);
  return backToItem(gone, say(gone, scene, "announce-dropped"), undefined, scene);
}

/** "7h sáng mai": when it goes. */
function scheduled(turn: Turn, id: string, text: string, scene: Scene): Turn {
  if (/^(?:gui )?(?:ngay|luon|bay gio|ngay bay gio)$/u.test(plain(text)))
    return changed(turn, id, { startAt: scene.now });
  const at = readMoment(text, scene.now);
  return at === undefined
    ? say(turn, scene, "announce-when-again", {}, turn.thread.offered)
    : changed(turn, id, { startAt: at });
}

/** "07:00 ngày 13/4/2021". */
export const showMoment = (at: Instant, scene: Scene): string =>
  dayOf(at) === scene.today
    ? phrase(scene, "moment-today", { time: clockTime(at) })
    : phrase(scene, "moment", { time: clockTime(at), day: showDay(dayOf(at)) });

/** A draft is theirs who wrote it; another member of staff sees it once it is proposed. */
export const isAuthor = (person: Person | undefined, by: string): boolean =>
  person !== undefined && isSamePerson(person, by);

/** What is asked of a draft that is open for writing. */
export function edited(
  turn: Turn,
  { id }: Extract<AnnouncementFound, { ask: "announcement" }>,
  what: "text" | "audience" | "when",
  scene: Scene,
): Turn {
  if (what === "audience") return askWhom(turn, id, scene);
  const asks = waiting(turn, { kind: "announcement", id, asks: what });
  return say(asks, scene, what === "text" ? "announce-text-anew" : "announce-when", {}, [
    ...(what === "when" ? [{ data: `nb:now:${id}`, label: phrase(scene, "choice-send-now") }] : []),
    ...dropChoice(scene, id),
  ]);
}
