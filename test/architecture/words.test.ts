import type { Difference } from "../../src/story/against.ts";
import type { ClaimKind } from "../../src/story/claims.ts";
import type { FrameName } from "../../src/story/draft.ts";
import type { Level } from "../../src/story/reach.ts";
import { describe, expect, test } from "vitest";
import type { ArchiveFault } from "../../src/dialogue/archive.ts";
import type { UnpackingFault } from "../../src/dialogue/unpacking.ts";
import { telegramWords } from "../../src/channels/telegram/words.ts";
import type { Reckoned } from "../../src/answer/reckon.ts";
import type { DocumentAsk } from "../../src/dialogue/document.ts";
import type { Doubt, NotAdded } from "../../src/dialogue/readers/office/document.ts";
import type { Certainty } from "../../src/domain/certainty.ts";
import { bookLists, type FileFault } from "../../src/dialogue/book.ts";
import type { EntryFault } from "../../src/register/entry.ts";
import { recordKinds } from "../../src/register/record.ts";
import type { Needed } from "../../src/register/said.ts";
import type { CellFault } from "../../src/register/table.ts";
import { photoFaults } from "../../src/domain/photo.ts";
import { kindNames } from "../../src/proof/kinds.ts";
import type { Decided, Deed } from "../../src/domain/event.ts";
import { rightsTold } from "../../src/dialogue/abilities.ts";
import type { PaperName } from "../../src/dialogue/session.ts";
import type { PointsFault } from "../../src/review/points.ts";
import { kinds } from "../../src/dialogue/condition.ts";
import { alarmNames } from "../../src/operation/alarm.ts";
import { laneNames } from "../../src/operation/condition.ts";
import { switchNames } from "../../src/operation/switch.ts";
import type { Audit } from "../../src/dialogue/desk.ts";
import type { RoleName } from "../../src/domain/role.ts";
import type { Renewal } from "../../src/dossier/carry-over.ts";
import type { Origin } from "../../src/dossier/entry.ts";
import type { AcceptFault } from "../../src/flow/accept.ts";
import type { SectionState } from "../../src/flow/progress.ts";
import type { Flag } from "../../src/review/points-to-see.ts";
import type { ReasonKind } from "../../src/review/reasons.ts";
import { fieldNames } from "../../src/broadcast/said.ts";
import { announcementStates } from "../../src/broadcast/announcement.ts";
import { type TextFault, whoms } from "../../src/dialogue/readers/announcement/draft.ts";
import type { Topic } from "../../src/broadcast/contact.ts";
import { readSetting } from "../../src/project.ts";
import { readConversation } from "../../src/tools/conversation.ts";
import { play } from "../../src/tools/play.ts";
import { answersIn } from "../support/scripted-answers.ts";
import { content, filesUnder, textOf } from "./project.ts";

/** One call of say(turn, scene, code, fill) or phrase(scene, code, fill), as it is written. */
type Call = { readonly path: string; readonly code: string; readonly fill: string | undefined };

/** The arguments of a call whose bracket opens at `open`, split at its own commas. */
function argumentsAt(source: string, open: number): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let quote = "";
  let from = open + 1;
  for (let at = open; at < source.length; at += 1) {
    const sign = source[at] ?? "";
    if (quote !== "") {
      if (sign === quote) quote = "";
    } else if (sign === '"' || sign === "`") quote = sign;
    else if ("([{".includes(sign)) depth += 1;
    else if (sign === "," && depth === 1) {
      parts.push(source.slice(from, at).trim());
      from = at + 1;
    } else if (")]}".includes(sign)) {
      depth -= 1;
      if (depth === 0) return [...parts, source.slice(from, at).trim()].filter((part) => part !== "");
    }
  }
  return parts;
}

const callsIn = (path: string): readonly Call[] => {
  const source = textOf(path);
  return [...source.matchAll(/(?<![\w.])(?<name>say|phrase)\(/gu)].flatMap((match) => {
    const given = argumentsAt(source, match.index + match[0].length - 1);
    const at = match.groups?.["name"] === "say" ? 2 : 1;
    const code = given[at];
    return code === undefined ? [] : [{ path, code, fill: given[at + 1] }];
  });
};

const spoken = filesUnder("src").filter((path) => path.endsWith(".ts") && path !== "src/dialogue/say.ts");
const calls = spoken.filter((path) => /src\/(?:answer|dialogue|turn)\//u.test(path)).flatMap(callsIn);

const entryFaults = Object.keys({
  "no-commune": 0,
  "no-such-organisation": 0,
  "which-organisation": 0,
  "no-such-product": 0,
  "which-product": 0,
  "register-full": 0,
} satisfies Record<EntryFault, 0>);

/** Codes made of a fixed beginning and a part that varies: the parts are complete, or this does not compile. */
const families: Readonly<Record<string, readonly string[]>> = {
  "unreadable-": Object.keys({
    bytes: 0,
    "file-kind": 0,
    "file-size": 0,
    "file-away": 0,
    "files-off": 0,
    length: 0,
    "message-kind": 0,
  } satisfies Record<Extract<Deed, { kind: "unreadable" }>["why"], 0>),
  "sure-": Object.keys({ read: 0, inferred: 0, recalled: 0, unconfirmed: 0 } satisfies Record<Certainty, 0>),
  "answer-source-": Object.keys({
    read: 0,
    inferred: 0,
    recalled: 0,
    unconfirmed: 0,
  } satisfies Record<Certainty, 0>),
  "reckoned-": Object.keys({
    expiry: 0,
    window: 0,
    safety: 0,
    round: 0,
    "ministry-round": 0,
  } satisfies Record<Reckoned["what"], 0>),
  "sheet-from-": Object.keys({ moved: 0, again: 0, upgrade: 0 } satisfies Record<Origin["why"], 0>),
  "renew-": Object.keys({ early: 0, open: 0, late: 0, over: 0, ended: 0 } satisfies Record<
    Renewal["when"],
    0
  >),
  "wide-": Object.keys({ day: 0, month: 0, year: 0 } satisfies Record<Reckoned["width"], 0>),
  "answer-sources-": Object.keys({
    read: 0,
    inferred: 0,
    recalled: 0,
    unconfirmed: 0,
  } satisfies Record<Certainty, 0>),
  "document-fault-": Object.keys({
    size: 0,
    pages: 0,
    slow: 0,
    kind: 0,
    "old-word": 0,
    locked: 0,
    broken: 0,
    scanned: 0,
    encoding: 0,
    "legacy-font": 0,
    garbled: 0,
    empty: 0,
    gone: 0,
    picture: 0,
    long: 0,
    nothing: 0,
    unfit: 0,
    full: 0,
  } satisfies Record<NotAdded, 0>),
  "document-again-": Object.keys({
    file: 0,
    meant: 0,
    kind: 0,
    number: 0,
    date: 0,
    from: 0,
    until: 0,
    fix: 0,
    agree: 0,
  } satisfies Record<DocumentAsk, 0>),
  "document-ask-": ["kind", "number", "date", "from", "until"],
  "choice-fix-": ["kind", "number", "date", "from", "until"],
  "document-doubt-": Object.keys({
    "until-early": 0,
    "date-future": 0,
    "year-other": 0,
    "from-early": 0,
  } satisfies Record<Doubt["code"], 0>),
  "not-ours-": Object.keys(content.notOurs),
  "role-": Object.keys({ officer: 0, staff: 0, council: 0, admin: 0, aide: 0, secretary: 0 } satisfies Record<
    RoleName,
    0
  >),
  "book-needs-": Object.keys({ name: 0, commune: 0, day: 0, stars: 0, decision: 0 } satisfies Record<
    Needed,
    0
  >),
  "book-example-": recordKinds,
  "book-fault-": entryFaults,
  "row-": entryFaults,
  "count-": recordKinds,
  "list-name-": bookLists,
  "cell-": Object.keys({
    "no-name": 0,
    "name-long": 0,
    "name-marks": 0,
    "commune-unknown": 0,
    "phone-wrong": 0,
    "day-wrong": 0,
    "day-missing": 0,
    "stars-wrong": 0,
    "decision-missing": 0,
    "kind-unknown": 0,
    "names-many": 0,
  } satisfies Record<CellFault, 0>),
  "archive-fault-": Object.keys({
    "no-way": 0,
    "too-big": 0,
    failed: 0,
  } satisfies Record<ArchiveFault, 0>),
  "unpack-fault-": Object.keys({
    gone: 0,
    damaged: 0,
    "too-much": 0,
    strange: 0,
    altered: 0,
    kind: 0,
    programme: 0,
  } satisfies Record<UnpackingFault | "programme", 0>),
  "import-fault-": Object.keys({
    kind: 0,
    size: 0,
    rows: 0,
    damaged: 0,
    encoding: 0,
    empty: 0,
    away: 0,
  } satisfies Record<FileFault, 0>),
  "can-": rightsTold,
  "decided-": Object.keys({
    returned: 0,
    accepted: 0,
    ready: 0,
    evaluated: 0,
    sent: 0,
    recognised: 0,
    "not-reached": 0,
  } satisfies Record<Decided["deed"], 0>),
  "flag-": Object.keys({
    "on-paper": 0,
    "not-listed": 0,
    unconfirmed: 0,
    "same-file": 0,
    changed: 0,
  } satisfies Record<Exclude<Flag, "put-off" | "found">, 0>),
  "photo-": photoFaults,
  "proof-kind-": kindNames,
  "proof-other-": ["number", "holder"],
  "reason-": Object.keys({
    expired: 0,
    unreadable: 0,
    "name-differs": 0,
    unsigned: 0,
    "wrong-paper": 0,
    "pages-missing": 0,
    original: 0,
    "not-there": 0,
    unclear: 0,
    "not-right": 0,
  } satisfies Record<ReasonKind, 0>),
  "round-": ["opened", "changed", "closed"].flatMap((deed) => [deed, `${deed}-asked`]),
  "choice-whom-": whoms,
  "announce-which-": whoms,
  "choice-state-": ["draft", "handed-in", "returned", "recognised"],
  "announcement-": announcementStates,
  "text-fault-": Object.keys({ short: 0, long: 0, answers: 0, fields: 0 } satisfies Record<TextFault, 0>),
  "announce-step-": ["pause", "go-on", "stop"],
  "deed-": Object.keys({
    "announcement-drafted": 0,
    "announcement-changed": 0,
    "announcement-previewed": 0,
    "announcement-proposed": 0,
    "announcement-released": 0,
    "announcement-declined": 0,
    "announcement-dropped": 0,
    "announcement-paused": 0,
    "announcement-went-on": 0,
    "announcement-stopped": 0,
    "announcement-newcomers": 0,
    "announcement-until": 0,
    "announcement-shown": 0,
    "announcement-listed": 0,
    "announcement-names": 0,
    "announcement-doubts": 0,
    "announcement-sheet": 0,
    granted: 0,
    listed: 0,
    proposed: 0,
    replied: 0,
    published: 0,
    declined: 0,
    replayed: 0,
    invited: 0,
    holders: 0,
    revoked: 0,
    guessed: 0,
    "condition-seen": 0,
    "set-aside-seen": 0,
    "settled-retry": 0,
    "settled-drop": 0,
    "switched-on": 0,
    "switched-off": 0,
    "listed-dossiers": 0,
    opened: 0,
    returned: 0,
    accepted: 0,
    "sent-on": 0,
    result: 0,
    wrote: 0,
    reported: 0,
    "round-opened": 0,
    "round-changed": 0,
    "round-closed": 0,
    "session-opened": 0,
    "session-seen": 0,
    "session-joined": 0,
    "session-chaired": 0,
    "session-conflict": 0,
    "session-scored": 0,
    "session-closed": 0,
    "session-dropped": 0,
    "session-papers": 0,
    "retention-shown": 0,
    "retention-agreed": 0,
    "retention-erased": 0,
  } satisfies Record<Audit, 0>),
  "alarm-": alarmNames,
  "about-": alarmNames,
  "lane-": laneNames,
  "switch-": switchNames,
  "felt-": switchNames,
  "aside-": kinds,
  "paper-": Object.keys({ minutes: 0, scores: 0 } satisfies Record<PaperName, 0>),
  "topic-": Object.keys({ round: 0, training: 0, fair: 0, policy: 0, other: 0 } satisfies Record<Topic, 0>),
  "story-frame-": Object.keys({
    opening: 0,
    "opening-owner": 0,
    "opening-place": 0,
    "opening-alone": 0,
    origin: 0,
    "origin-since": 0,
    land: 0,
    knowledge: 0,
    making: 0,
    different: 0,
    people: 0,
    use: 0,
    buyers: 0,
    wish: 0,
  } satisfies Record<FrameName, 0>),
  "story-claim-": Object.keys({ cure: 0, best: 0, sure: 0, organic: 0 } satisfies Record<ClaimKind, 0>),
  "story-differs-": Object.keys({ founded: 0, future: 0, members: 0, place: 0 } satisfies Record<
    Difference["what"],
    0
  >),
  "story-level-": Object.keys({ general: 0, own: 0, local: 0 } satisfies Record<Level, 0>),
  "task-": Object.keys({ todo: 0, doing: 0, done: 0, blocked: 0 } satisfies Record<SectionState, 0>),
};

/** What an answer can be refused for; the places its words may fill. */
const refusals = {
  "not-a-choice": [],
  "not-yes-or-no": [],
  "not-a-number": [],
  "number-too-small": ["least"],
  "number-too-large": ["most"],
  "not-money": [],
  "phone-none": [],
  "phone-short": [],
  "phone-long": [],
  "phone-prefix": [],
  "not-an-email": [],
  "not-a-url": [],
  "day-none": [],
  "day-impossible": [],
  "day-vague": [],
  "text-short": [],
  "text-long": ["most"],
  "want-a-file": [],
  "want-words": [],
} as const satisfies Record<AcceptFault, readonly string[]>;

/** What typed points can be refused for; the places its words may fill. */
const pointRefusals = {
  "points-none": [],
  "points-unread": ["word"],
  "points-unknown": ["criterion"],
  "points-level": ["criterion", "title", "given", "levels"],
  "points-twice": ["criterion", "title"],
  "points-no-total": ["part"],
  "points-no-number": ["criterion", "title"],
  "points-too-few": ["given", "wanted"],
  "points-too-many": ["given", "wanted"],
} as const satisfies Record<PointsFault, readonly string[]>;

const literals = (expression: string): readonly string[] =>
  [...expression.replaceAll(/[!=]== "[^"]*"|\w+\([^()]*\)/gu, "").matchAll(/"([^"]*)"/gu)].map(
    (match) => match[1] ?? "",
  );

/** The codes that an expression can be; undefined when reading it does not tell. */
function codesOf({ path, code }: Call): readonly string[] | undefined {
  if (code === "reading.code") return Object.keys(refusals);
  if (code === "read.code") return Object.keys(pointRefusals);
  if (code.startsWith("`")) {
    const beginning = code.slice(1, code.indexOf("$"));
    return families[beginning]?.map((rest) => beginning + rest);
  }
  if (/^\w+$/u.test(code)) {
    const made = new RegExp(`const ${code} = (?<made>[^;]*);`, "u").exec(textOf(path))?.groups?.["made"];
    return made === undefined ? undefined : literals(made);
  }
  const found = literals(code);
  return found.length > 0 ? found : undefined;
}

/** What the HTTP layer says for itself: it takes its sentences out by a table of codes. */
const ofHttp = [...textOf("src/http/words.ts").matchAll(/"(web-[a-z-]+)"/gu)].map((match) => match[1] ?? "");

/** What Telegram is told of us, and says where nobody decides: a sentence that is missing shows its code. */
const { commands, ...ofBot } = telegramWords({});
const ofTelegram = [...Object.values(ofBot), ...commands.map((one) => one.description)];

/** Staff are told which places the text of an announcement may have. */
const withoutFields = (line: string): string =>
  fieldNames.reduce((rest, name) => rest.replaceAll(`{${name}}`, ""), line);

const places = (text: string): readonly string[] =>
  [...text.matchAll(/\{(\w+)\}/gu)].map((match) => match[1] ?? "");

describe("the words of prompts/people/vi.md", () => {
  test("are asked for in ways that can be read here", () => {
    expect(calls.filter((call) => codesOf(call) === undefined)).toEqual([]);
    expect(calls.length).toBeGreaterThan(100);
  });

  test("are there for every code", () => {
    const missing = calls.flatMap((call) =>
      (codesOf(call) ?? [])
        .filter((code) => content.sentences[code] === undefined)
        .map((code) => [call.path, code]),
    );
    expect(missing).toEqual([]);
    expect(
      [...Object.keys(refusals), ...Object.keys(pointRefusals), ...ofHttp, ...ofTelegram].filter(
        (code) => content.sentences[code] === undefined,
      ),
    ).toEqual([]);
  });

  test("are all used", () => {
    const used = new Set([
      ...calls.flatMap((call) => codesOf(call) ?? []),
      ...Object.keys(refusals),
      ...ofHttp,
      ...ofTelegram,
    ]);
    expect(Object.keys(content.sentences).filter((code) => !used.has(code))).toEqual([]);
  });

  test("have no place that a caller leaves empty", () => {
    const empty = calls.flatMap((call) => {
      const { fill } = call;
      // A fill that is made elsewhere is seen in use: test/dialogue/decide.test.ts looks for open places in all that is said.
      if (fill !== undefined && (!fill.startsWith("{") || fill.includes("..."))) return [];
      return (codesOf(call) ?? []).flatMap((code) =>
        places(content.sentences[code] ?? "")
          .filter((place) => !new RegExp(`[{,]\\s*${place}\\b`, "u").test(fill ?? ""))
          .map((place) => [call.path, code, place]),
      );
    });
    expect(empty).toEqual([]);
  });

  test("of a refusal name only what the refusal gives", () => {
    for (const [code, given] of Object.entries(refusals))
      expect([code, places(content.sentences[code] ?? "")]).toEqual([code, given]);
    for (const [code, given] of Object.entries<readonly string[]>(pointRefusals))
      expect([code, places(content.sentences[code] ?? "").filter((one) => !given.includes(one))]).toEqual([
        code,
        [],
      ]);
  });

  test("reach people with every place filled, in every conversation", { timeout: 180_000 }, async () => {
    const conversations = filesUnder("test/conversations").filter((path) => path.endsWith(".md"));
    for (const path of conversations) {
      const conversation = readConversation(textOf(path));
      const { record } = await play(
        conversation,
        await readSetting(conversation.programme),
        await answersIn(path),
      );
      expect([
        path,
        record.split("\n").filter((line) => !line.startsWith(">") && /[{}]/u.test(withoutFields(line))),
      ]).toEqual([path, []]);
    }
  });
});
