import { type Announcement, drafted, stepped } from "../../../broadcast/announcement.ts";
import { digestOf, endOfQuiet, type Forecast } from "../../../broadcast/plan.ts";
import { days, hours, type Instant } from "../../../domain/instant.ts";
import type { Choice } from "../../../domain/message.ts";
import { mostAlone } from "../../../domain/role.ts";
import {
  type AnnouncementFound,
  type Audience,
  type DraftChange,
  wantAnnouncement,
} from "../../announcement.ts";
import { audited } from "../../audit.ts";
import { waitsForWords } from "../../back.ts";
import type { Person } from "../../person.ts";
import { capital, phrase, say, speak } from "../../say.ts";
import type { Scene, Turn } from "../../scene.ts";
import { askWhom, draftTimer, isAuthor, isNobody, quoted, settled, showMoment, waiting } from "./draft.ts";
import { called, peopleInWords } from "./people.ts";

type Found = Extract<AnnouncementFound, { ask: "audience" }>;

/** A file that goes with an announcement is kept so long after it began. */
export const fileStays = days(30);
/** When it is first looked whether a release gets on, and again as long as it does not. */
const firstLook = hours(12);
/** Characters of an example after the first. */
const shortExample = 200;

/** What is done with an announcement and the people it is for. */
export function withAudience(turn: Turn, person: Person, found: Found, scene: Scene): Turn {
  const { id, announcement, draft, audience } = found;
  if (announcement === undefined || draft === undefined) return say(turn, scene, "announce-none", { id });
  if (found.for.deed === "review") return reviewed(turn, announcement, audience, found.for.asked, scene);
  if (found.for.deed === "nudge") return nudging(turn, person, announcement, draft, audience, scene);
  if (!isAuthor(person, announcement.by)) return say(turn, scene, "announce-not-own", { id });
  if (announcement.state !== "draft")
    return say(settled(turn), scene, "announce-not-draft", { id, state: stateOf(announcement, scene) });
  switch (found.for.deed) {
    case "preview":
      return shown(audited(turn, person, "announcement-previewed", id), announcement, audience, scene);
    case "change":
      return written(turn, person, announcement, draft, audience, scene);
    case "join":
      return joined(turn, person, announcement, draft, audience, scene);
    case "send":
      return sent(turn, person, announcement, audience, found.for, scene);
  }
}

/** The announcement that the people are looked up for: as a change leaves it, or a new one that reminds of it. */
export function draftMeant(
  use: Found["for"],
  kept: Announcement,
  other: Announcement | undefined,
  scene: Scene,
): Announcement {
  switch (use.deed) {
    case "join": {
      const text = other && digestOf([other, kept]);
      if (text === undefined) return kept;
      const startAt = other?.startAt;
      return withChange(kept, { text, ...(startAt === undefined ? {} : { startAt }) }, scene.now);
    }
    case "change":
      return withChange(kept, use.change, scene.now);
    case "nudge":
      return nudgeOf(kept, use.fresh, use.by, scene);
    default:
      return kept;
  }
}

/** A new draft that reminds those of an announcement who got it and have not answered: their answers count for the first. */
function nudgeOf(kept: Announcement, fresh: string, by: string, scene: Scene): Announcement {
  const { text, answers, topic, file, reminds } = kept;
  const first = reminds ?? kept.id;
  return drafted({
    id: fresh,
    text: text.startsWith(phrase(scene, "nudge", { text: "" })) ? text : phrase(scene, "nudge", { text }),
    answers: [...answers],
    topic,
    urgent: false,
    segment: { answered: { announcement: first, answer: "none" } },
    by,
    at: scene.now,
    reminds: first,
    ...(file === undefined ? {} : { file }),
  });
}

function nudging(
  turn: Turn,
  person: Person,
  of: Announcement,
  draft: Announcement,
  audience: Audience,
  scene: Scene,
): Turn {
  const { id } = of;
  if (of.answers.length === 0) return say(turn, scene, "announce-asks-nothing", { id });
  if (reached(audience.forecast) === 0) return say(turn, scene, "announce-nobody-silent", { id });
  const kept: Turn = {
    ...settled(turn),
    effects: [
      ...turn.effects,
      { kind: "keep-announcement", before: undefined, now: draft },
      draftTimer(draft.id, scene),
    ],
  };
  return shown(audited(kept, person, "announcement-drafted", draft.id), draft, audience, scene);
}

/** The draft as a change leaves it; a time that is now is none. */
function withChange(draft: Announcement, change: DraftChange, now: Instant): Announcement {
  const { startAt, ...rest } = { ...draft, ...change, at: now };
  return startAt === undefined || startAt <= now ? rest : { ...rest, startAt };
}

const keeps = (turn: Turn, before: Announcement, now: Announcement): Turn => ({
  ...turn,
  effects: [...turn.effects, { kind: "keep-announcement", before, now }],
});

function written(
  turn: Turn,
  person: Person,
  before: Announcement,
  now: Announcement,
  audience: Audience,
  scene: Scene,
): Turn {
  const replaced = before.file !== undefined && now.file?.hash !== before.file.hash;
  const kept = keeps(turn, before, now);
  const tidy: Turn =
    replaced && before.file !== undefined
      ? { ...kept, effects: [...kept.effects, { kind: "discard", files: [before.file.hash] }] }
      : kept;
  const noted = audited(tidy, person, "announcement-changed", now.id);
  return isNobody(now.segment) ? askWhom(noted, now.id, scene) : shown(noted, now, audience, scene);
}

/** One message instead of two: what waited for its time is stopped, and its words go with these. */
function joined(
  turn: Turn,
  person: Person,
  before: Announcement,
  now: Announcement,
  audience: Audience,
  scene: Scene,
): Turn {
  const { joins } = audience;
  const stopped = joins === undefined ? undefined : stepped(joins, "stop", scene.now);
  if (joins === undefined || stopped === undefined) return shown(turn, before, audience, scene);
  const done = audited(keeps(turn, joins, stopped), person, "announcement-stopped", joins.id);
  const told = say(done, scene, "announce-joined", { other: joins.id });
  return written(told, person, before, now, { ...audience, joins: undefined }, scene);
}

/** How many will get it, now or later. */
const reached = ({ channels }: Forecast): number =>
  Object.values(channels).reduce((sum, ways) => sum + ways.now + ways.paid + ways.held, 0);

/** The preview with what can be done now. */
function shown(turn: Turn, draft: Announcement, audience: Audience, scene: Scene): Turn {
  const { id, at } = draft;
  const asks = waiting(turn, { kind: "announcement", id, asks: "do" });
  const choice = (deed: string, label: string): Choice => ({ data: `nb:${deed}`, label });
  const { joins } = audience;
  const choices = [
    ...(reached(audience.forecast) === 0
      ? []
      : [
          choice(
            `send:${id}:${at}`,
            phrase(scene, draft.startAt === undefined ? "choice-send-now" : "choice-send-then"),
          ),
          choice(`when:${id}`, phrase(scene, "choice-send-later")),
        ]),
    choice(`text:${id}`, phrase(scene, "choice-edit-text")),
    choice(`people:${id}`, phrase(scene, "choice-edit-people")),
    choice(`drop:${id}`, phrase(scene, "choice-announce-drop")),
    ...(joins === undefined
      ? []
      : [{ data: `nb:join:${id}:${joins.id}`, label: phrase(scene, "choice-join", { other: joins.id }) }]),
  ];
  return speak(asks, lines(draft, audience, scene).join("\n"), choices);
}

/** Who gets it and who does not, when it is done, and how five of them will read it. */
function lines(draft: Announcement, audience: Audience, scene: Scene): readonly string[] {
  const { forecast, whole, examples, same, joins } = audience;
  const count = reached(forecast);
  const people = peopleInWords(draft.segment, scene);
  const head =
    count === 0
      ? phrase(scene, "preview-nobody", { people })
      : phrase(scene, "preview-people", { id: draft.id, count, channels: channelsOf(forecast), people });
  return [
    head,
    ...(whole ? [] : [phrase(scene, "preview-not-whole")]),
    ...notNow(forecast, scene),
    ...leftOut(forecast, scene),
    ...(count === 0 ? [] : [whenDone(draft, audience, scene)]),
    ...about(draft, scene),
    ...(same === undefined ? [] : [phrase(scene, "preview-same", { other: same })]),
    ...(joins === undefined
      ? []
      : [
          phrase(scene, "preview-joins", {
            other: joins.id,
            at: showMoment(joins.startAt ?? scene.now, scene),
          }),
        ]),
    ...(examples.length === 0 ? [] : [phrase(scene, "preview-examples", { count: examples.length })]),
    ...examples.map(({ who, text }, at) =>
      phrase(scene, "preview-example", { who: called(who, scene), text: at === 0 ? text : short(text) }),
    ),
  ];
}

const short = (text: string): string =>
  text.length <= shortExample ? text : `${text.slice(0, shortExample).trimEnd()}…`;

/** A channel as people call it. */
export const channelName = (channel: string): string => capital(channel);

const channelsOf = ({ channels }: Forecast): string =>
  Object.entries(channels)
    .map(([channel, ways]) => ({ channel, count: ways.now + ways.paid + ways.held }))
    .filter(({ count }) => count > 0)
    .toSorted((one, two) => two.count - one.count)
    .map(({ channel, count }) => `${channelName(channel)} ${count}`)
    .join(", ");

const notNow = ({ channels }: Forecast, scene: Scene): readonly string[] =>
  Object.entries(channels).flatMap(([name, { paid, held }]) => {
    const channel = channelName(name);
    return [
      ...(held > 0 ? [phrase(scene, "preview-held", { count: held, channel })] : []),
      ...(paid > 0 ? [phrase(scene, "preview-paid", { count: paid, channel })] : []),
    ];
  });

function leftOut({ optedOut, noChat }: Forecast, scene: Scene): readonly string[] {
  const why = [
    ...(optedOut > 0 ? [phrase(scene, "preview-opted-out", { count: optedOut })] : []),
    ...(noChat > 0 ? [phrase(scene, "preview-no-chat", { count: noChat })] : []),
  ];
  return why.length === 0 ? [] : [phrase(scene, "preview-left-out", { why: why.join(", ") })];
}

function whenDone(draft: Announcement, { doneAt }: Audience, scene: Scene): string {
  const done = showMoment(doneAt, scene);
  const from = draft.startAt ?? scene.now;
  const quiet = draft.urgent ? undefined : endOfQuiet(from);
  if (quiet !== undefined) return phrase(scene, "preview-quiet", { at: showMoment(quiet, scene), done });
  return draft.startAt === undefined
    ? phrase(scene, "preview-done", { done })
    : phrase(scene, "preview-done-then", { at: showMoment(draft.startAt, scene), done });
}

const about = ({ topic, urgent, answers, file, until }: Announcement, scene: Scene): readonly string[] => {
  const parts = [
    phrase(scene, "announce-read", { topic: phrase(scene, `topic-${topic}`) }),
    ...(urgent ? [phrase(scene, "announce-urgent")] : []),
    ...(file === undefined ? [] : [phrase(scene, "announce-with-file", { name: file.name })]),
    ...(answers.length === 0 ? [] : [phrase(scene, "announce-with-answers", { answers: quoted(answers) })]),
    ...(until === undefined ? [] : [phrase(scene, "preview-until", { at: showMoment(until, scene) })]),
  ];
  return [parts.join(" ")];
};

/** The yes to a preview: it goes, or somebody else has to agree first. */
function sent(
  turn: Turn,
  person: Person,
  draft: Announcement,
  audience: Audience,
  { stamp, again }: { readonly stamp: number; readonly again: boolean },
  scene: Scene,
): Turn {
  const { id } = draft;
  if (isNobody(draft.segment)) return askWhom(turn, id, scene);
  if (stamp !== draft.at) return shown(say(turn, scene, "announce-changed-since"), draft, audience, scene);
  const count = reached(audience.forecast);
  if (count === 0) return shown(turn, draft, audience, scene);
  if (audience.same !== undefined && !again)
    return say(turn, scene, "announce-same", { other: audience.same }, [
      { data: `nb:twice:${id}:${stamp}`, label: phrase(scene, "choice-send-twice") },
      { data: `nb:text:${id}`, label: phrase(scene, "choice-edit-text") },
      { data: `nb:drop:${id}`, label: phrase(scene, "choice-announce-drop") },
    ]);
  const most = scene.alone ?? mostAlone;
  if (count <= most) return released(turn, person, draft, scene);
  const proposed = stepped(draft, "propose", scene.now);
  if (proposed === undefined || audience.others.length === 0)
    return say(turn, scene, "announce-nobody-else", { most }, turn.thread.offered);
  const told: Turn = keeps(settled(turn), draft, proposed);
  return say(
    audited(
      {
        ...told,
        effects: [
          ...told.effects,
          {
            kind: "tell",
            threads: audience.others,
            news: { what: "announcement", announcement: id, deed: "proposed" },
          },
        ],
      },
      person,
      "announcement-proposed",
      `${id} ${count}`,
    ),
    scene,
    "announce-proposed",
    { id, most, count },
  );
}

/** It goes its way, at once or at its time. */
export function released(turn: Turn, person: Person, announcement: Announcement, scene: Scene): Turn {
  const { id, file, startAt } = announcement;
  const now = stepped(announcement, "release", scene.now, person.id);
  if (now === undefined) return turn;
  const kept = audited(keeps(settled(turn), announcement, now), person, "announcement-released", id);
  const begins = Math.max(startAt ?? 0, scene.now);
  const waits: Turn = {
    ...kept,
    effects: [
      ...kept.effects,
      { kind: "remind", name: `watch:${id}`, at: begins + firstLook },
      ...(file === undefined
        ? []
        : [{ kind: "remind", name: `announced-file:${id}`, at: begins + fileStays } as const]),
    ],
  };
  const at = beginsLater(announcement, scene);
  if (scene.off?.announcements !== undefined) return say(waits, scene, "announce-released-off", { id });
  return at === undefined
    ? say(waits, scene, "announce-released", { id })
    : say(waits, scene, "announce-released-then", { id, at: showMoment(at, scene) });
}

/** What somebody else wants to send, as they saw it, with a yes and a no. */
function reviewed(
  turn: Turn,
  announcement: Announcement,
  audience: Audience,
  asked: boolean,
  scene: Scene,
): Turn {
  const { id, at, state } = announcement;
  const own = isAuthor(turn.person, announcement.by);
  if (state !== "proposed" || own) {
    if (!asked) return turn;
    return state === "proposed"
      ? say(turn, scene, "announce-own", { id })
      : say(turn, scene, "announce-not-proposed", { id, state: stateOf(announcement, scene) });
  }
  // Whoever is in the middle of something looks at it when they have time.
  if (!asked && waitsForWords(turn))
    return say(turn, scene, "announce-review-later", { id }, turn.thread.offered);
  const { person } = turn;
  const asks = waiting(turn, { kind: "announcement", id, asks: "release" });
  const seen = person === undefined ? asks : audited(asks, person, "announcement-previewed", id);
  return speak(
    seen,
    [
      phrase(scene, "announce-review", { id, count: reached(audience.forecast) }),
      ...lines(announcement, audience, scene),
    ].join("\n"),
    [
      { data: `nb:release:${id}:${at}`, label: phrase(scene, "choice-release") },
      { data: `nb:decline:${id}:${at}`, label: phrase(scene, "choice-not-release") },
    ],
  );
}

/** When it goes, if not now: at its time, or when the quiet hours end. */
function beginsLater({ urgent, startAt = 0 }: Announcement, { now }: Scene): Instant | undefined {
  const from = Math.max(startAt, now);
  const at = (urgent ? undefined : endOfQuiet(from)) ?? from;
  return at > now ? at : undefined;
}

/** How an announcement stands, in a few words. */
export function stateOf(announcement: Announcement, scene: Scene): string {
  const { state } = announcement;
  const at = state === "freezing" || state === "running" ? beginsLater(announcement, scene) : undefined;
  return at === undefined
    ? phrase(scene, `announcement-${state}`)
    : phrase(scene, "announcement-waits", { at: showMoment(at, scene) });
}

/** Looks at an announcement that somebody else wants to send. */
export const review = (turn: Turn, id: string, asked: boolean): Turn =>
  wantAnnouncement(turn, { ask: "audience", id, for: { deed: "review", asked } });
