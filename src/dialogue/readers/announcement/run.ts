import {
  type Announcement,
  canTake,
  hindrance,
  type Step,
  stepped,
} from "../../../broadcast/announcement.ts";
import { type Tally, sumOf } from "../../../broadcast/ledger.ts";
import { endOfQuiet } from "../../../broadcast/plan.ts";
import type { News } from "../../../domain/event.ts";
import { hours } from "../../../domain/instant.ts";
import type { Choice } from "../../../domain/message.ts";
import { type AnnouncementFound, type FiguresUse, wantAnnouncement } from "../../announcement.ts";
import { audited } from "../../audit.ts";
import { backToItem } from "../../back.ts";
import type { AnnouncementAudit } from "../../desk.ts";
import type { Person } from "../../person.ts";
import { has } from "../../right.ts";
import { phrase, say, speak } from "../../say.ts";
import type { Effect, Scene, Turn } from "../../scene.ts";
import { whyName } from "./answers.ts";
import { draftTimer, edited, isAuthor, isOld, settled, showMoment, waiting } from "./draft.ts";
import { fileStays, released, review, stateOf } from "./preview.ts";

type Found = Extract<AnnouncementFound, { ask: "announcement" }>;

/** Announcements in one list. */
const listChoices = 6;
/** How often it is looked whether an announcement gets on. */
const looks = hours(12);

const keeps = (turn: Turn, before: Announcement, now: Announcement | undefined): Turn => ({
  ...turn,
  effects: [...turn.effects, { kind: "keep-announcement", before, now }],
});

const told = (turn: Turn, threads: readonly string[], news: News): Turn =>
  threads.length === 0 ? turn : { ...turn, effects: [...turn.effects, { kind: "tell", threads, news }] };

/** What is done to an announcement as it is kept. */
export function ordered(turn: Turn, person: Person, found: Found, scene: Scene): Turn {
  const { id, announcement, owner } = found;
  const deed = found.for;
  if (announcement === undefined) return say(settled(turn), scene, "announce-none", { id });
  const state = stateOf(announcement, scene);
  const own = isAuthor(person, announcement.by);
  switch (deed.deed) {
    case "edit":
      if (!own) return say(turn, scene, "announce-not-own", { id });
      return announcement.state === "draft"
        ? edited(turn, found, deed.what, scene)
        : say(settled(turn), scene, "announce-not-draft", { id, state });
    case "drop":
      return dropped(turn, person, announcement, scene);
    case "old":
    case "file-old":
      return turn;
    case "release": {
      if (announcement.state !== "proposed")
        return say(settled(turn), scene, "announce-not-proposed", { id, state });
      if (own) return say(turn, scene, "announce-own", { id });
      // What was changed since it was seen is shown again.
      if (deed.stamp !== announcement.at) return review(turn, id, true);
      const news: News = { what: "announcement", announcement: id, deed: "released" };
      return told(released(turn, person, announcement, scene), owner, news);
    }
    case "decline": {
      if (announcement.state !== "proposed")
        return say(settled(turn), scene, "announce-not-proposed", { id, state });
      const now: Announcement = { ...announcement, state: "draft", at: scene.now };
      const done = audited(keeps(settled(turn), announcement, now), person, "announcement-declined", id);
      const timed: Turn = { ...done, effects: [...done.effects, draftTimer(id, scene)] };
      if (own) return say(timed, scene, "announce-taken-back", { id }, draftChoices(id, scene));
      const news: News = { what: "announcement", announcement: id, deed: "declined" };
      return told(say(timed, scene, "announce-declined", { id }), owner, news);
    }
    case "pause":
      return step(turn, person, announcement, "pause", "paused", scene);
    case "go-on":
      return step(turn, person, announcement, "go-on", "went-on", scene);
    case "stop":
      if (!canTake("stop", announcement)) return say(settled(turn), scene, "announce-not-now", { id, state });
      return deed.sure
        ? step(turn, person, announcement, "stop", "stopped", scene)
        : say(
            waiting(turn, { kind: "announcement", id, asks: "sure" }),
            scene,
            "announce-stop-asked",
            { id },
            [
              { data: `nb:stopped:${id}`, label: phrase(scene, "choice-stop") },
              { data: `nb:kept:${id}`, label: phrase(scene, "choice-not-stop") },
            ],
          );
    case "newcomers":
    case "no-newcomers":
      return newcomers(turn, person, announcement, deed.deed === "newcomers", scene);
    case "until": {
      if (["stopped", "done", "expired"].includes(announcement.state))
        return say(settled(turn), scene, "announce-not-now", { id, state });
      const now: Announcement = { ...announcement, until: deed.at };
      const kept = audited(keeps(turn, announcement, now), person, "announcement-until", id);
      return say(kept, scene, "announce-until", { id, at: showMoment(deed.at, scene) });
    }
  }
}

const draftChoices = (id: string, scene: Scene): readonly Choice[] => [
  { data: `nb:preview:${id}`, label: phrase(scene, "choice-preview") },
  { data: `nb:text:${id}`, label: phrase(scene, "choice-edit-text") },
  { data: `nb:people:${id}`, label: phrase(scene, "choice-edit-people") },
  { data: `nb:drop:${id}`, label: phrase(scene, "choice-announce-drop") },
];

function step(
  turn: Turn,
  person: Person,
  announcement: Announcement,
  what: Extract<Step, "pause" | "go-on" | "stop">,
  deed: Extract<AnnouncementAudit, "paused" | "went-on" | "stopped">,
  scene: Scene,
): Turn {
  const { id } = announcement;
  const now = stepped(announcement, what, scene.now, person.id);
  if (now === undefined)
    return say(settled(turn), scene, "announce-not-now", { id, state: stateOf(announcement, scene) });
  const kept = audited(keeps(settled(turn), announcement, now), person, `announcement-${deed}`, id);
  return say(kept, scene, `announce-step-${what}`, { id });
}

/** Whether those get it too who join later; once it was agreed to by two, as their number is not known. */
function newcomers(turn: Turn, person: Person, announcement: Announcement, yes: boolean, scene: Scene): Turn {
  const { id, state, released: by } = announcement;
  if (["stopped", "expired"].includes(state))
    return say(turn, scene, "announce-not-now", { id, state: stateOf(announcement, scene) });
  if (yes && (by === undefined || by.by === announcement.by) && isAuthor(person, announcement.by))
    return say(turn, scene, "announce-newcomers-two", { id });
  const { evergreen: _, ...rest } = announcement;
  const wanted: Announcement = yes ? { ...rest, evergreen: true } : rest;
  // Its list is taken up again where it is whole already, or ends where nobody is left on it.
  const now = stepped(wanted, "reopen", scene.now) ?? wanted;
  const kept = audited(keeps(turn, announcement, now), person, "announcement-newcomers", id);
  return say(kept, scene, yes ? "announce-newcomers" : "announce-no-newcomers", { id });
}

/** A draft goes with its file. */
function dropped(turn: Turn, person: Person, announcement: Announcement, scene: Scene): Turn {
  const { id, file } = announcement;
  if (!isAuthor(person, announcement.by)) return say(turn, scene, "announce-not-own", { id });
  if (announcement.state !== "draft")
    return say(settled(turn), scene, "announce-not-draft", { id, state: stateOf(announcement, scene) });
  const gone = withoutDraft(settled(turn), announcement, file?.hash);
  return backToItem(
    gone,
    say(audited(gone, person, "announcement-dropped", id), scene, "announce-dropped"),
    undefined,
    scene,
  );
}

function withoutDraft(turn: Turn, announcement: Announcement, hash: string | undefined): Turn {
  const gone = keeps(turn, announcement, undefined);
  return hash === undefined
    ? gone
    : { ...gone, effects: [...gone.effects, { kind: "discard", files: [hash] }] };
}

/** The day of a draft is over: it is dropped, unless somebody wrote on it since; whoever is at it right now is told. */
export function draftOver(turn: Turn, { announcement }: Found, scene: Scene): Turn {
  if (announcement?.state !== "draft") return turn;
  const { id, at, file } = announcement;
  if (!isOld(announcement, scene))
    return { ...turn, effects: [...turn.effects, draftTimer(id, { ...scene, now: at })] };
  const { pending } = turn.thread;
  const open = pending?.kind === "announcement" && pending.id === id;
  const gone = withoutDraft(open ? settled(turn) : turn, announcement, file?.hash);
  return open ? say(gone, scene, "announce-draft-over", { id }) : gone;
}

/** The time of a file is over, unless it still goes out. */
export function fileOver(turn: Turn, { id, announcement }: Found, scene: Scene): Turn {
  if (announcement?.file === undefined) return turn;
  const { file, ...rest } = announcement;
  if (["freezing", "running", "paused"].includes(rest.state))
    return {
      ...turn,
      effects: [...turn.effects, { kind: "remind", name: `announced-file:${id}`, at: scene.now + fileStays }],
    };
  const without = keeps(turn, announcement, rest);
  return { ...without, effects: [...without.effects, { kind: "discard", files: [file.hash] }] };
}

/** A timer that belongs to an announcement: its draft is a day old, or it is time to look whether it gets on. */
export function announcementDue(turn: Turn, name: string): Turn | undefined {
  const [what, id = ""] = name.split(":");
  if (what === "announced-file")
    return wantAnnouncement(turn, { ask: "announcement", id, for: { deed: "file-old" } });
  if (what === "announcement")
    return wantAnnouncement(turn, { ask: "announcement", id, for: { deed: "old" } });
  return what === "watch" ? wantAnnouncement(turn, { ask: "figures", id, for: "stuck" }) : undefined;
}

/** A yes or a no to stopping. */
export const stopSure = (turn: Turn, id: string, yes: boolean, scene: Scene): Turn =>
  yes
    ? wantAnnouncement(settled(turn), { ask: "announcement", id, for: { deed: "stop", sure: true } })
    : say(settled(turn), scene, "announce-not-stopped", { id });

/** Whom something has become of an announcement is told to. */
export function announcementNews(
  turn: Turn,
  { announcement: id, deed }: Extract<News, { what: "announcement" }>,
  scene: Scene,
): Turn {
  if (!has(turn, "announce", scene)) return turn;
  switch (deed) {
    case "proposed":
      return review(turn, id, false);
    case "released":
      return backToItem(turn, say(turn, scene, "announce-was-released", { id }), undefined, scene);
    case "declined":
      return backToItem(turn, say(turn, scene, "announce-was-declined", { id }), undefined, scene);
    case "done":
    case "expired":
      return wantAnnouncement(turn, { ask: "figures", id, for: deed });
  }
}

/** How many stand where: asked for, or told to whoever sent it. */
export function figured(
  turn: Turn,
  found: Extract<AnnouncementFound, { ask: "figures" }>,
  scene: Scene,
): Turn {
  const { id, announcement } = found;
  const why: FiguresUse = found.for;
  if (announcement === undefined) return why === "asked" ? say(turn, scene, "announce-none", { id }) : turn;
  const { tally } = found.figures;
  switch (why) {
    case "asked": {
      const { person } = turn;
      const shown = speak(
        turn,
        standing(found, announcement, scene),
        standingChoices(announcement, tally, scene),
      );
      return person === undefined ? turn : audited(shown, person, "announcement-shown", id);
    }
    case "done":
    case "expired": {
      const lines = [
        phrase(scene, why === "done" ? "announce-is-done" : "announce-is-expired", { id }),
        figuresLine(found, announcement, scene),
      ];
      return backToItem(
        turn,
        speak(turn, lines.join("\n"), doubtChoices(announcement, tally, scene)),
        undefined,
        scene,
      );
    }
    case "stuck":
      return watched(turn, found, announcement, scene);
  }
}

/** As long as somebody waits for it longer than they should, who sent it is told, twice a day. */
function watched(
  turn: Turn,
  found: Extract<AnnouncementFound, { ask: "figures" }>,
  announcement: Announcement,
  scene: Scene,
): Turn {
  const { id, state } = announcement;
  const { waiting: waits, sending, later } = found.figures.tally;
  if ((state !== "running" && state !== "freezing") || hindrance(announcement, scene.now) !== undefined)
    return turn;
  const quiet = endOfQuiet(scene.now);
  const again: Effect = { kind: "remind", name: `watch:${id}`, at: quiet ?? scene.now + looks };
  const looked: Turn = { ...turn, effects: [...turn.effects, again] };
  if (quiet !== undefined) return looked;
  // Evergreen ones run on with nobody left to wait.
  if (state === "running" && waits + sending + later === 0) return looked;
  const lines = [phrase(scene, "announce-is-stuck", { id }), figuresLine(found, announcement, scene)];
  return backToItem(turn, speak(looked, lines.join("\n")), undefined, scene);
}

type Figured = Extract<AnnouncementFound, { ask: "figures" }>;

function standing(found: Figured, announcement: Announcement, scene: Scene): string {
  const { id, state, evergreen, until } = announcement;
  const about = [
    phrase(scene, "announcement-is", { id, state: stateOf(announcement, scene) }),
    ...(evergreen === true ? [phrase(scene, "announcement-evergreen")] : []),
    ...(until === undefined || state === "expired"
      ? []
      : [phrase(scene, "preview-until", { at: showMoment(until, scene) })]),
  ].join(" ");
  // Its list is made when its time has come.
  return sumOf(found.figures.tally) === 0
    ? about
    : [about, figuresLine(found, announcement, scene), ...reasonsLine(found, scene)].join("\n");
}

/** Why some got nothing, those of one reason together. */
function reasonsLine({ figures: { reasons } }: Figured, scene: Scene): readonly string[] {
  const counts = new Map<string, number>();
  for (const { why, count } of reasons) {
    const name = whyName(why, scene);
    counts.set(name, (counts.get(name) ?? 0) + count);
  }
  const list = [...counts].map(([why, count]) => `${count} ${why}`).join(", ");
  return list === "" ? [] : [phrase(scene, "figures-reasons", { list })];
}

/** "TB-0412: đã tới 36, từ chối 0, chờ nhắn lại 5, chưa rõ 0 (tổng 41). Dự: 22, bận: 6, chưa trả lời: 8." */
function figuresLine({ figures }: Figured, { id, answers, reminds }: Announcement, scene: Scene): string {
  const { tally } = figures;
  const { sent, refused, held, doubt, skipped } = tally;
  const going = tally.waiting + tally.sending + tally.later;
  const total = sumOf(tally);
  const more = [
    ...(going > 0 ? [phrase(scene, "figures-going", { count: going })] : []),
    ...(skipped > 0 ? [phrase(scene, "figures-skipped", { count: skipped })] : []),
  ];
  const line = phrase(scene, "figures", { id, sent, refused, held, doubt, more: more.join(""), total });
  if (answers.length === 0) return line;
  if (reminds !== undefined) return `${line} ${phrase(scene, "figures-of-first", { first: reminds })}`;
  const given = answers.map((label, at) => `${label}: ${figures.answers[at] ?? 0}`).join(", ");
  const answered = figures.answers.reduce((sum, count) => sum + count, 0);
  return `${line} ${phrase(scene, "figures-answers", { given, silent: Math.max(0, sent - answered) })}`;
}

function standingChoices(announcement: Announcement, tally: Tally, scene: Scene): readonly Choice[] {
  const { id, state, answers, released: by } = announcement;
  const choice = (deed: string, label: string): Choice => ({ data: `nb:${deed}:${id}`, label });
  if (state === "draft") return draftChoices(id, scene);
  return [
    ...(canTake("pause", announcement) ? [choice("pause", phrase(scene, "choice-pause"))] : []),
    ...(canTake("go-on", announcement) ? [choice("go-on", phrase(scene, "choice-carry-on"))] : []),
    ...(canTake("stop", announcement) ? [choice("stop", phrase(scene, "choice-stop"))] : []),
    ...doubtChoices(announcement, tally, scene),
    ...(by !== undefined && answers.length > 0
      ? [choice("silent", phrase(scene, "choice-silent")), choice("nudge", phrase(scene, "choice-nudge"))]
      : []),
    ...(by === undefined ? [] : [choice("sheet", phrase(scene, "choice-sheet"))]),
  ];
}

const doubtChoices = ({ id }: Announcement, { doubt }: Tally, scene: Scene): readonly Choice[] =>
  doubt === 0
    ? []
    : [
        { data: `nb:doubts:${id}`, label: phrase(scene, "choice-doubts") },
        { data: `nb:again:${id}`, label: phrase(scene, "choice-again") },
        { data: `nb:as-sent:${id}`, label: phrase(scene, "choice-as-sent") },
      ];

/** Those of whom nobody knows whether they got it: sent again, or taken as reached. */
export function doubtsSettled(
  turn: Turn,
  person: Person,
  found: Extract<AnnouncementFound, { ask: "doubts" }>,
  scene: Scene,
): Turn {
  const { id, announcement, count, deed } = found;
  if (announcement === undefined) return say(turn, scene, "announce-none", { id });
  if (count === 0) return say(turn, scene, "announce-no-doubts", { id });
  if (deed === "again" && !canTake("reopen", announcement))
    return say(turn, scene, "announce-not-now", { id, state: stateOf(announcement, scene) });
  const settles: Turn = {
    ...turn,
    effects: [...turn.effects, { kind: "settle-doubts", announcement: id, how: deed }],
  };
  const noted = audited(settles, person, "announcement-doubts", `${id} ${deed} ${count}`);
  return say(noted, scene, deed === "again" ? "announce-again" : "announce-as-sent", { id, count });
}

/** The announcements of late, the newest first. */
export function announcements(
  turn: Turn,
  person: Person,
  { all }: Extract<AnnouncementFound, { ask: "announcements" }>,
  scene: Scene,
): Turn {
  if (all.length === 0) return say(turn, scene, "announcements-none");
  const lines = all.map(({ announcement, tally }) =>
    phrase(scene, announcement.released === undefined ? "announcement-line" : "announcement-line-sent", {
      id: announcement.id,
      state: stateOf(announcement, scene),
      sent: tally.sent,
      total: sumOf(tally),
      text: firstWords(announcement.text),
    }),
  );
  const choices = all
    .slice(0, listChoices)
    .map(({ announcement: { id } }) => ({ data: `nb:show:${id}`, label: id }));
  const list = speak(turn, [phrase(scene, "announcements"), ...lines].join("\n"), choices);
  return audited(list, person, "announcement-listed", String(all.length));
}

const firstWords = (text: string): string => {
  const line = text.replaceAll(/\{\w+\}/gu, "…").replaceAll(/\s+/gu, " ");
  return line.length <= 60 ? line : `${line.slice(0, 60).trimEnd()}…`;
};
