import {
  commonKinds,
  documentFacts,
  firstDays,
  kindNamed,
  numberNamed,
} from "../../../content/document-facts.ts";
import { cut } from "../../../content/cut.ts";
import { type Given, type Proposal, propose } from "../../../content/proposal.ts";
import { days, showDay } from "../../../domain/instant.ts";
import type { Choice, FileRef } from "../../../domain/message.ts";
import { readDay } from "../../../text/day.ts";
import { plain } from "../../../text/plain.ts";
import { looksLikeQuestion } from "../../../text/question.ts";
import { readYesNo } from "../../../text/yesno.ts";
import { titleOf } from "../../ask.ts";
import { backToItem } from "../../back.ts";
import { readCommand } from "../../command.ts";
import { type DocumentAsk, documentMost, type KeptDocument } from "../../document.ts";
import { has } from "../../right.ts";
import { phrase, say, speak } from "../../say.ts";
import { validity } from "../../show-document.ts";
import type { DocumentRead, Reader, Scene, Turn } from "../../scene.ts";
import type { Thread } from "../../thread.ts";
import { file as evidence, namesPaper } from "../file.ts";
import { isForThem } from "../command.ts";

type Pending = Extract<NonNullable<Thread["pending"]>, { kind: "document" }>;

const fields = ["kind", "number", "date", "from", "until"] as const;
type Field = (typeof fields)[number];

const wanted =
  /^(?:(?:toi|em|minh) )?(?:muon |can |xin |cho )?(?:them|dua|nap|bo sung) (?:mot |cac )?(?:van ban|tai lieu)(?: nay| moi)?(?: vao kho(?: kien thuc)?)?(?: a| nhe| nha)?$/u;
const lets =
  /^(?:thoi|huy|bo|bo qua|khong them|khong them nua|de sau|dung lai|menu|thoat)(?: a| nhe| da| di)?$/u;
/** How long a file waits for the answers about it. */
const waits = days(1);
/** Articles shown before they are added. */
const mostShown = 6;
/** Characters of a file's name and of a clause; a number of a document can be of any length. */
const longestName = 240;
/** A first day in force that is the day of signing, whichever that is. */
const signed = "signed";
/** Where a document has no number of its own. */
const numberless = "không số";

const mayAdd = (turn: Turn, scene: Scene): boolean =>
  has(turn, "answer", scene) && has(turn, "approve", scene);

const pendingOf = (turn: Turn): Pending | undefined =>
  turn.thread.pending?.kind === "document" ? turn.thread.pending : undefined;

const waiting = (turn: Turn, pending: Pending): Turn => ({ ...turn, thread: { ...turn.thread, pending } });

const begun = (turn: Turn, sent: FileRef | undefined, asks: DocumentAsk, scene: Scene): Turn => {
  const until = scene.now + waits;
  const fresh: Pending = {
    kind: "document",
    asks,
    given: {},
    doubts: [],
    until,
    ...(sent === undefined ? {} : { file: { ...sent } }),
  };
  const begins = waiting(turn, fresh);
  return { ...begins, effects: [...begins.effects, { kind: "remind", name: "document", at: until }] };
};

/** A file that an officer sends is a document to add, unless it is a paper of their own dossier. */
export function documentSent(turn: Turn, sent: FileRef, text: string, scene: Scene): Turn | undefined {
  if (!mayAdd(turn, scene)) return undefined;
  const said = wanted.test(plain(text)) || pendingOf(turn)?.asks === "file";
  if (scene.off?.documents !== undefined && (said || turn.dossier?.state !== "draft")) {
    const gone: Turn = { ...turn, effects: [...turn.effects, { kind: "discard", files: [sent.hash] }] };
    return backToItem(turn, say(gone, scene, "documents-off"), undefined, scene);
  }
  if (!said && turn.dossier?.state === "draft") {
    if (unfit(sent) !== undefined || namesPaper(turn, text, scene)) return undefined;
    const name = { name: sent.name, title: titleOf(scene, turn.dossier) };
    return say(begun(turn, sent, "meant", scene), scene, "document-meant", name, [
      { data: "t:meant:library", label: phrase(scene, "choice-to-library") },
      { data: "t:meant:dossier", label: phrase(scene, "choice-to-dossier") },
    ]);
  }
  return toRead(begun(turn, sent, "agree", scene), sent, scene);
}

/** Why a file is not even opened. */
function unfit({ mime, size }: FileRef): "picture" | "kind" | "size" | undefined {
  if (mime.startsWith("image/")) return "picture";
  if (/^(?:audio|video)\/|spreadsheetml/u.test(mime)) return "kind";
  return size > documentMost.bytes ? "size" : undefined;
}

function toRead(turn: Turn, sent: FileRef, scene: Scene): Turn {
  const why = unfit(sent);
  return why === undefined ? reads(turn, "show") : failed(turn, why, {}, scene);
}

const reads = (turn: Turn, step: DocumentRead["step"]): Turn => {
  const sent = pendingOf(turn)?.file;
  return sent === undefined
    ? turn
    : { ...turn, effects: [...turn.effects, { kind: "read-document", file: sent, step }] };
};

/** The turn without the document, whose bytes are needed no more. */
function settled(turn: Turn): Turn {
  const sent = pendingOf(turn)?.file;
  const { pending: _, ...thread } = turn.thread;
  const gone = sent === undefined ? [] : [{ kind: "discard", files: [sent.hash] } as const];
  return { ...turn, thread, effects: [...turn.effects, ...gone] };
}

/** Why a document cannot be added. long: too many articles; unfit: what was cut is no article; full: too many documents. */
export type NotAdded =
  | Extract<DocumentRead["read"], { ok: false }>["code"]
  | "picture"
  | "long"
  | "nothing"
  | "unfit"
  | "full";

function failed(turn: Turn, code: NotAdded, fill: Readonly<Record<string, string>>, scene: Scene): Turn {
  const told = say(settled(turn), scene, `document-fault-${code}`, fill);
  return backToItem(settled(turn), told, undefined, scene);
}

/** A file that could not even be kept, where it can only have been a document. */
export function documentUnreadable(turn: Turn, why: string, scene: Scene): Turn | undefined {
  const asks = pendingOf(turn)?.asks;
  if (!mayAdd(turn, scene) || (turn.dossier?.state === "draft" && asks !== "file")) return undefined;
  if (why !== "file-kind" && why !== "file-size") return undefined;
  const said = say(turn, scene, why === "file-size" ? "document-fault-size" : "document-fault-kind");
  return asks === "file" ? said : backToItem(turn, said, undefined, scene);
}

/** What an officer types about the document they are adding; a question or a command is left to the next readers. */
export const document: Reader<{ readonly text: string }> = (turn, { text }, scene) => {
  if (!mayAdd(turn, scene)) return undefined;
  const words = plain(text);
  const pending = pendingOf(turn);
  if (wanted.test(words) && pending?.file === undefined)
    return scene.off?.documents !== undefined
      ? say(turn, scene, "documents-off")
      : say(begun(turn, undefined, "file", scene), scene, "document-send");
  if (pending === undefined) return undefined;
  if (lets.test(words)) return dropped(turn, scene);
  const found = heard(turn, pending, text, scene);
  if (found !== undefined) return found;
  const command = readCommand(text);
  if (command !== undefined && isForThem(turn, command, scene)) return undefined;
  // "hôm nọ" looks like a question, but is an answer that says too little.
  if (looksLikeQuestion(text) && (words.split(" ").length > 3 || text.includes("?"))) return undefined;
  return again(turn, pending.asks, scene);
};

/** What was typed, as an answer to what is asked; undefined where it is none. */
function heard(turn: Turn, pending: Pending, text: string, scene: Scene): Turn | undefined {
  const words = plain(text);
  const { asks } = pending;
  switch (asks) {
    case "file":
    case "meant":
    case "fix":
      return undefined;
    case "agree": {
      if (/^sua\b/u.test(words)) return fix(turn, pending, scene);
      const said = readYesNo(text);
      if (said === "yes")
        return scene.off?.documents === undefined
          ? reads(turn, "propose")
          : say(turn, scene, "documents-off", {}, turn.thread.offered);
      return said === undefined ? undefined : dropped(turn, scene);
    }
    case "kind": {
      const kind = kindNamed(text);
      return kind === undefined ? undefined : told(turn, pending, { kind });
    }
    case "number": {
      const none = /^(?:khong(?: co)?(?: so)?|ko co so)$/u.test(words);
      const number = none ? numberless : numberNamed(text);
      return number === undefined ? undefined : told(turn, pending, { number });
    }
    case "date":
    case "from":
    case "until": {
      if ((readYesNo(text) === "yes" || /^giu\b/u.test(words)) && pending.doubts.length > 0)
        return reads(turn, "show");
      if (asks === "from" && /^(?:ke )?(?:tu )?ngay ky(?: ban hanh)?$/u.test(words))
        return told(turn, pending, { from: signed });
      if (asks === "until" && /^(?:khong|khong co|chua|chua co|khong biet)$/u.test(words))
        return told(turn, pending, { until: undefined });
      const read = readDay(text, scene.today, { prefer: asks === "until" ? "future" : "past" });
      return "fault" in read || read.precision !== "day"
        ? undefined
        : told(turn, pending, { [asks]: read.day });
    }
  }
}

const told = (turn: Turn, pending: Pending, given: Pending["given"]): Turn =>
  reads(waiting(turn, { ...pending, asks: "agree", given: { ...pending.given, ...given } }), "show");

/** The same question once more, after what could not be taken as an answer to it. */
const again = (turn: Turn, asks: DocumentAsk, scene: Scene): Turn =>
  say(turn, scene, `document-again-${asks}`, {}, turn.thread.offered);

const dropped = (turn: Turn, scene: Scene): Turn => {
  const gone = settled(turn);
  return backToItem(gone, say(gone, scene, "document-dropped"), undefined, scene);
};

/** A tapped choice: what is asked, and the answer. */
export function documentTapped(turn: Turn, asks: string, value: string, scene: Scene): Turn | undefined {
  const pending = pendingOf(turn);
  if (pending?.file === undefined || !mayAdd(turn, scene)) return say(turn, scene, "nothing-pending");
  switch (asks) {
    case "meant": {
      if (value === "library") return toRead(turn, pending.file, scene);
      const { pending: _, ...thread } = turn.thread;
      return evidence({ ...turn, thread }, pending.file, "", scene);
    }
    case "do":
      if (value === "propose") return reads(turn, "propose");
      return value === "fix" ? fix(turn, pending, scene) : dropped(turn, scene);
    case "keep":
      return reads(turn, "show");
    case "fix": {
      const field = fields.find((one) => one === value);
      return field === undefined ? undefined : asked(turn, pending, field, [], scene);
    }
    // The data comes from outside: only what typed words could be is taken.
    case "kind":
      return kindNamed(value) === undefined ? undefined : told(turn, pending, { kind: value });
    case "date":
    case "from":
      return "fault" in readDay(value, scene.today) ? undefined : told(turn, pending, { [asks]: value });
    case "number":
      return told(turn, pending, { number: numberless });
    case "until":
      return told(turn, pending, { until: undefined });
    default:
      return undefined;
  }
}

function fix(turn: Turn, pending: Pending, scene: Scene): Turn {
  const choices = fields.map((field) => ({
    data: `t:fix:${field}`,
    label: phrase(scene, `choice-fix-${field}`),
  }));
  return say(waiting(turn, { ...pending, asks: "fix" }), scene, "document-fix", {}, choices);
}

/** One short question about the document, with what may be the answer. */
function asked(turn: Turn, pending: Pending, asks: Field, likely: readonly string[], scene: Scene): Turn {
  return say(
    waiting(turn, { ...pending, asks }),
    scene,
    `document-ask-${asks}`,
    { name: pending.file?.name ?? "" },
    choicesOf(asks, likely, scene),
  );
}

function choicesOf(asks: Field, likely: readonly string[], scene: Scene): readonly Choice[] {
  const ofDays = likely.slice(0, 4).map((day) => ({ data: `t:${asks}:${day}`, label: showDay(day) }));
  switch (asks) {
    case "kind":
      return commonKinds.map((kind) => ({ data: `t:kind:${kind}`, label: kind }));
    case "number":
      return [{ data: "t:number:none", label: phrase(scene, "choice-no-number") }];
    case "until":
      return [{ data: "t:until:none", label: phrase(scene, "choice-no-end") }];
    default:
      return ofDays;
  }
}

/** The document was read: what is missing is asked for, what is whole is shown, what was agreed to is proposed. */
export function documentRead(turn: Turn, happening: DocumentRead, scene: Scene): Turn {
  const pending = pendingOf(turn);
  const { read, beside } = happening;
  if (pending?.file === undefined) return turn;
  if (!read.ok) return failed(turn, read.code, read.with ?? {}, scene);
  const { text } = read.value;
  if (isFull(beside, scene)) return failed(turn, "full", {}, scene);
  const { articles } = text.length > documentMost.letters ? { articles: undefined } : cut(text);
  if (articles === undefined || articles.length > documentMost.articles)
    return failed(turn, "long", {}, scene);
  if (articles.length === 0) return failed(turn, "nothing", {}, scene);
  const source = phrase(scene, "document-source", { name: pending.file.name, day: showDay(scene.today) });
  const proposed = propose(
    { name: pending.file.name, text },
    { into: "topics", source, ...said(pending, text) },
    // Their names are all that matters of articles that are there.
    [...scene.setting.articles, ...beside.flatMap((one) => one.names)].map((name) => ({
      path: `knowledge/topics/${name}.md`,
      text: "",
    })),
  );
  if ("nothing" in proposed) return failed(turn, "nothing", {}, scene);
  if ("complaints" in proposed) return failed(turn, "unfit", {}, scene);
  const facts = proposed.ok ? proposed.proposal.facts : proposed.found;
  const known = knownAs(facts, pending.file, beside, scene);
  if (known !== undefined) {
    const gone = settled(turn);
    const there = say(gone, scene, known.waits ? "document-waits" : "document-known", {
      name: known.name,
      id: known.id,
    });
    return backToItem(gone, there, undefined, scene);
  }
  const open = fields.find((field) => field !== "until" && facts[field] === undefined);
  if (open !== undefined)
    return asked(turn, pending, open, open === "from" ? likelyFrom(text, facts) : [], scene);
  const doubt = doubtsOf(facts, scene).find((one) => !pending.doubts.includes(one.key));
  if (doubt !== undefined) return doubted(turn, pending, doubt, text, facts, scene);
  if (!proposed.ok) return failed(turn, "unfit", {}, scene);
  const { proposal } = proposed;
  if (lettersOf(proposal) > documentMost.letters) return failed(turn, "long", {}, scene);
  if (proposal.files.some((one) => one.path.length > longestName || one.clause.length > longestName))
    return failed(turn, "unfit", {}, scene);
  return happening.step === "propose"
    ? proposes(turn, pending.file, proposal, happening.others, scene)
    : shown(turn, pending, proposal, read.value.blank, scene);
}

/** Whether no more can be kept until some have become files. */
function isFull(beside: readonly KeptDocument[], scene: Scene): boolean {
  const files = new Set(scene.setting.articles);
  const waits = beside.filter((one) => !one.names.every((name) => files.has(name)));
  return waits.length >= documentMost.waiting || beside.length >= documentMost.kept;
}

/** What the officer said of the document. */
function said({ given }: Pending, text: string): Given {
  const from = given.from === signed ? (given.date ?? documentFacts(text).date) : given.from;
  return Object.fromEntries(
    Object.entries({ ...given, from }).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  );
}

const lettersOf = ({ files }: Proposal): number => files.reduce((sum, one) => sum + one.text.length, 0);

const likelyFrom = (text: string, { date }: Given): readonly string[] => [
  ...new Set([...firstDays(text, date), ...(date === undefined ? [] : [date])]),
];

const nameOf = ({ kind = "", number = "" }: Given): string => `${kind} ${number}`.trim();

/** What two deliveries of one document have in common; one without a number is known by its bytes. */
const sameness = ({ number = "", date = "" }: Given, sent: FileRef): string =>
  number === numberless ? sent.hash : `${plain(number).replaceAll(" ", "")} ${date}`;

/** The document of the same number and day that is known, or proposed, already. */
function knownAs(
  facts: Given,
  sent: FileRef,
  beside: readonly KeptDocument[],
  scene: Scene,
): { readonly waits: boolean; readonly name: string; readonly id: string } | undefined {
  if (facts.number === undefined || facts.date === undefined) return undefined;
  const same = sameness(facts, sent);
  const kept = beside.find((one) => one.same === same);
  if (kept !== undefined) return { waits: kept.state === "proposed", name: kept.name, id: kept.id };
  const law = scene.setting.laws.find((one) => sameness(one, sent) === same);
  return law === undefined ? undefined : { waits: false, name: nameOf(law), id: "" };
}

/** Facts that contradict each other; key: which, so that the same is not asked twice. */
export type Doubt = {
  readonly code: "until-early" | "date-future" | "from-early" | "year-other";
  readonly asks: "date" | "from" | "until";
  readonly key: string;
};

function doubtsOf({ number = "", date = "", from = "", until }: Given, scene: Scene): readonly Doubt[] {
  const year = /\/(?<year>\d{4})\//u.exec(number)?.groups?.["year"];
  const doubts: readonly (Doubt & { readonly holds: boolean })[] = [
    {
      code: "until-early",
      asks: "until",
      key: `until ${until} ${from}`,
      holds: until !== undefined && until < from,
    },
    { code: "date-future", asks: "date", key: `date ${date}`, holds: date > scene.today },
    {
      code: "year-other",
      asks: "date",
      key: `year ${year} ${date}`,
      holds: year !== undefined && year !== date.slice(0, 4),
    },
    { code: "from-early", asks: "from", key: `from ${from} ${date}`, holds: from < date },
  ];
  return doubts.filter((one) => one.holds);
}

/** Days that contradict each other are asked about once; what has ended before it began, until it has not. */
function doubted(turn: Turn, pending: Pending, doubt: Doubt, text: string, facts: Given, scene: Scene): Turn {
  const hard = doubt.code === "until-early";
  const doubts = hard ? pending.doubts : [...pending.doubts, doubt.key].slice(-8);
  const value = facts[doubt.asks] ?? "";
  const others = doubt.asks === "from" ? likelyFrom(text, facts).filter((day) => day !== value) : [];
  const keep = hard
    ? []
    : [{ data: "t:keep", label: phrase(scene, "choice-keep-day", { day: showDay(value) }) }];
  const fill = {
    number: facts.number ?? "",
    date: showDay(facts.date ?? ""),
    from: showDay(facts.from ?? ""),
    until: showDay(facts.until ?? facts.from ?? ""),
  };
  return say(
    waiting(turn, { ...pending, asks: doubt.asks, doubts }),
    scene,
    `document-doubt-${doubt.code}`,
    fill,
    [...choicesOf(doubt.asks, others, scene), ...keep],
  );
}

const startsOf = ({ files }: Proposal, scene: Scene): readonly string[] =>
  files.slice(0, mostShown).map(({ clause, title }) => {
    // Every clause begins with the name of the document, which stands above the list.
    const own = clause.split(", ").slice(1).join(", ");
    const code = own === "" || own === title ? "document-article" : "document-clause";
    return phrase(scene, code, {
      clause: own,
      title: title.slice(0, 120),
    });
  });

/** What would be added, before it is. */
function shown(turn: Turn, pending: Pending, proposal: Proposal, blank: number, scene: Scene): Turn {
  const { files, facts, apart, twice } = proposal;
  const passages = files.flatMap((one) => one.passages);
  const inside = passages.filter((one) => one.cut === "inside").length;
  const more = files.length - mostShown;
  const lines = [
    phrase(scene, "document-shown", {
      name: nameOf(facts),
      date: showDay(facts.date ?? ""),
      validity: validity(facts.from ?? "", facts.until, scene),
      articles: files.length,
      passages: passages.length,
    }),
    ...startsOf(proposal, scene).map((line) => `• ${line}`),
    ...(more > 0 ? [phrase(scene, "document-more", { count: more })] : []),
    ...(apart.length > 0 ? [phrase(scene, "document-apart", { count: apart.length })] : []),
    ...(blank > 0 ? [phrase(scene, "document-blank", { count: blank })] : []),
    ...(inside > 0 ? [phrase(scene, "document-inside", { count: inside })] : []),
    ...twice.slice(0, 3).map((mark) => phrase(scene, "document-twice", { mark })),
    phrase(scene, "document-agree"),
  ];
  return speak(waiting(turn, { ...pending, asks: "agree" }), lines.join("\n"), [
    { data: "t:do:propose", label: phrase(scene, "choice-propose") },
    { data: "t:do:fix", label: phrase(scene, "choice-fix") },
    { data: "t:do:drop", label: phrase(scene, "choice-drop") },
  ]);
}

function proposes(
  turn: Turn,
  sent: FileRef,
  proposal: Proposal,
  others: readonly string[],
  scene: Scene,
): Turn {
  const { person } = turn;
  if (person === undefined) return turn;
  const { files, facts } = proposal;
  const now: KeptDocument = {
    schema: 1,
    id: scene.fresh.document,
    name: nameOf(facts),
    number: facts.number ?? "",
    date: facts.date ?? "",
    from: facts.from ?? "",
    ...(facts.until === undefined ? {} : { until: facts.until }),
    file: sent.name,
    articles: files.length,
    passages: files.flatMap((one) => one.passages).length,
    starts: [...startsOf(proposal, scene)],
    names: files.map(({ path }) => /(?<name>[^/]+)\.md$/u.exec(path)?.groups?.["name"] ?? ""),
    same: sameness(facts, sent),
    at: scene.now,
    by: person.id,
    state: "proposed",
  };
  const gone = settled(turn);
  const kept: Turn = {
    ...gone,
    effects: [
      ...gone.effects,
      {
        kind: "keep-document",
        before: undefined,
        now,
        files: files.map(({ path, text }) => ({ path, text })),
      },
      { kind: "audit", by: person.id, deed: "proposed", about: now.id },
      ...(others.length === 0
        ? []
        : [{ kind: "tell", threads: others, news: { what: "proposal", inquiry: now.id } } as const]),
    ],
  };
  const alone = others.length === 0;
  return backToItem(
    gone,
    say(kept, scene, alone ? "document-proposed-alone" : "document-proposed", { id: now.id, name: now.name }),
    undefined,
    scene,
  );
}

/** A document that waited too long for answers is let go, without a word. */
export function documentLate(turn: Turn, scene: Scene): Turn {
  const pending = pendingOf(turn);
  if (pending === undefined || pending.until > scene.now) return turn;
  const gone = settled(turn);
  return { ...gone, thread: { ...gone.thread, offered: [] } };
}

/** Something else took the place of a document that was being added: its bytes go, and the officer hears of it. */
export function documentLeft(before: Turn, after: Turn, scene: Scene): Turn {
  const sent = pendingOf(before)?.file;
  if (sent === undefined || pendingOf(after)?.file?.hash === sent.hash) return after;
  const moved =
    after.thread.files?.some((one) => one.hash === sent.hash) === true ||
    after.effects.some(
      (one) => (one.kind === "discard" && one.files.includes(sent.hash)) || one.kind === "enter",
    );
  if (moved) return after;
  const note = {
    kind: "say",
    message: { text: phrase(scene, "document-left", { name: sent.name }) },
  } as const;
  return { ...after, effects: [note, ...after.effects, { kind: "discard", files: [sent.hash] }] };
}
