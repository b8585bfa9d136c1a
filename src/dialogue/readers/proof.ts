import {
  dayOf,
  daysAfter,
  daysBetween,
  instantOf,
  monthsAfter,
  seconds,
  showDay,
} from "../../domain/instant.ts";
import type { PaperRead } from "../../domain/proof-reading.ts";
import type { Entry } from "../../dossier/entry.ts";
import { type Dossier, filesHeld, fold, isOpen } from "../../dossier/fold.ts";
import { expiryDays, momentOn } from "../../dossier/reminders.ts";
import { filesOf } from "../../flow/answers.ts";
import { plain } from "../../text/plain.ts";
import { askNext, listOfDossier, titleOf } from "../ask.ts";
import { waitsForWords } from "../back.ts";
import { type Doubt, doubtsIn, placeFor, readingsOf, readInWords } from "../proofs.ts";
import { answer, enter } from "../record.ts";
import { phrase, say } from "../say.ts";
import type { PhotoSeen, Reader, Scene, Turn } from "../scene.ts";
import { placed } from "./file.ts";

/** Within so long nobody has gone on to something else: what was read well need not be told. */
const soon = seconds(5);

/** A photo that nobody could read is asked for again, and kept beside until it comes. */
export function photoSeen(turn: Turn, { file, item, fault }: PhotoSeen, scene: Scene): Turn {
  if (fault === undefined) return placed(turn, file, item, scene);
  const before = turn.thread.photo?.file;
  const replaced: Turn =
    before === undefined || before.hash === file.hash
      ? turn
      : { ...turn, effects: [...turn.effects, { kind: "discard", files: [before.hash] }] };
  return say(
    { ...replaced, thread: { ...replaced.thread, photo: { item, file } } },
    scene,
    `photo-${fault}`,
    {},
    [{ data: "pf:use", label: phrase(scene, "choice-photo-use") }],
  );
}

const usesIt =
  /^(?:(?:thoi|thi|da|vang|ok|u|em|toi|minh|ba con) )*(?:cu|van) (?:dung|lay|nop|gui|nhan|de)(?: (?:anh|cai|tam|to|giay|di|luon|nhe|a|nay|do|the|vay|giup)){0,4}$|^(?:dung|lay) (?:luon )?(?:anh|tam|cai) (?:nay|do)(?: di| nhe| luon| a)?$/u;
const paperIsRight =
  /^(?:(?:theo|dung theo|lay theo) )?(?:giay|anh|to giay)(?: nay| do)?(?: la)? (?:dung|moi dung|chuan)$|^(?:lay|sua|ghi) theo giay$/u;
const dossierIsRight = /^ho so (?:la )?(?:dung|moi dung|chuan)$|^(?:giu|de) (?:nguyen|theo ho so)$/u;
const sendsAgain =
  /^(?:(?:de |cho )?(?:toi|em|minh|ba con) )?(?:se )?(?:gui|chup) (?:anh |giay |cai )?(?:khac|lai|moi)(?: (?:anh|giay|cai) ?(?:khac|moi)?)?(?: nhe| a)?$/u;

/** "cứ dùng", "giấy đúng", "gửi ảnh khác": what is said to a poor photo, or to what does not agree. */
export const proofSaid: Reader<{ readonly text: string }> = (turn, { text }, scene) => {
  const words = plain(text);
  const asked = turn.thread.offered.find((one) => one.data.startsWith("pf:"));
  if (asked === undefined) return undefined;
  const how = usesIt.test(words)
    ? ["use", "keep"]
    : paperIsRight.test(words)
      ? ["paper"]
      : dossierIsRight.test(words)
        ? ["keep"]
        : sendsAgain.test(words)
          ? ["again"]
          : [];
  const meant = turn.thread.offered.find((one) =>
    how.some((end) => one.data === `pf:${end}` || one.data.endsWith(`.${end}`)),
  );
  return meant === undefined ? undefined : proofTapped(turn, meant.data, scene);
};

/** The answer to a poor photo, or to a doubt: pf:use, pf:<file>:<about>.<how>. */
export function proofTapped(turn: Turn, data: string, scene: Scene): Turn | undefined {
  const [, file = "", rest = ""] = data.split(":");
  const { dossier } = turn;
  if (!isOpen(dossier)) return undefined;
  if (file === "use") {
    const { photo } = turn.thread;
    return photo?.file === undefined ? undefined : placed(turn, photo.file, photo.item, scene, true);
  }
  const [about = "", how = ""] = rest.split(".");
  const list = listOfDossier(scene, dossier);
  const doubt = doubtsIn(list, dossier, scene).find(
    (one) => one.file.startsWith(file) && file !== "" && one.finding.about === about,
  );
  return doubt === undefined ? askNext(turn, scene) : weighed(turn, doubt, how, scene);
}

function weighed(turn: Turn, doubt: Doubt, how: string, scene: Scene): Turn {
  const { dossier } = turn;
  if (dossier === undefined) return turn;
  const { finding, file, item, reading } = doubt;
  const list = listOfDossier(scene, dossier);
  const what = list.items[item]?.short ?? item;
  const settled = (): Turn => enter(turn, scene, { kind: "weighed", file, about: finding.about });
  switch (how) {
    case "paper": {
      const id =
        finding.about === "holder" ? list.owner : finding.about === "number" ? "regNumber" : undefined;
      const value = finding.about === "holder" ? reading.holder?.value : reading.number?.value;
      return id === undefined || value === undefined
        ? askNext(settled(), scene)
        : askNext(answer(settled(), scene, id, value), scene);
    }
    case "again":
      return askNext(
        say(waitsForPhoto(without(turn, item, file, scene), item), scene, "proof-send-again", { what }),
        scene,
      );
    case "later": {
      const gone = enter(without(turn, item, file, scene), scene, { kind: "deferred", item });
      return askNext(say(gone, scene, "put-off", { what }), scene);
    }
    case "move": {
      const to = finding.about === "kind" ? placeFor(list, dossier, finding.kind, item) : undefined;
      const moved = filesOf(dossier.answers[item]).find((one) => one.hash === file);
      if (to === undefined || moved === undefined) return askNext(settled(), scene);
      const there = answer(turn, scene, to, [moved]);
      return askNext(without(there, item, file, scene), scene);
    }
    default:
      return askNext(say(settled(), scene, "proof-kept", { what }), scene);
  }
}

/** The turn with a file taken out of its paper; undo brings it back. */
function without(turn: Turn, item: string, file: string, scene: Scene): Turn {
  const left = filesOf(turn.dossier?.answers[item]).filter((one) => one.hash !== file);
  return left.length === 0
    ? enter(turn, scene, { kind: "cleared", item })
    : enter(turn, scene, { kind: "answered", item, value: left });
}

const waitsForPhoto = (turn: Turn, item: string): Turn => ({
  ...turn,
  thread: { ...turn.thread, photo: { item } },
});

/** A paper has been read: it is kept with its dossier, and asked about when nothing else is. */
export function paperRead(turn: Turn, read: PaperRead, scene: Scene): Turn {
  const { dossier } = turn;
  if (dossier?.id !== read.dossier)
    return { ...turn, effects: [...turn.effects, { kind: "read-into", read }] };
  if (!filesHeld(dossier).includes(read.file)) return turn;
  const entries = entriesOf(read, dossier, scene);
  const after = entries.reduce(fold, dossier);
  const kept = watched(
    {
      ...turn,
      dossier: after,
      effects: [
        ...turn.effects,
        ...entries.map((entry) => ({ kind: "enter" as const, dossier: dossier.id, entry })),
      ],
    },
    after,
    read.reading.until?.value,
    scene,
  );
  return isOpen(after) ? told(kept, after, read, scene) : kept;
}

/** The same for a dossier that is not open in this chat: nothing is said of it here. */
export function readInto(turn: Turn, read: PaperRead, dossier: Dossier, scene: Scene): Turn {
  if (!filesHeld(dossier).includes(read.file)) return turn;
  const entries = entriesOf(read, dossier, scene);
  const now = entries.reduce(fold, dossier);
  const kept: Turn = {
    ...turn,
    effects: [...turn.effects, { kind: "keep-dossier", before: dossier, now, entries }],
  };
  return watched(kept, now, read.reading.until?.value, scene);
}

function entriesOf({ file, reading, used }: PaperRead, dossier: Dossier, scene: Scene): readonly Entry[] {
  const head = { at: scene.now, by: dossier.owner, file };
  // Whoever said to use a poor photo is not asked whether it can be read.
  return [
    { ...head, kind: "read", reading },
    ...(used ? [{ ...head, kind: "weighed" as const, about: "unreadable" }] : []),
  ];
}

function told(turn: Turn, dossier: Dossier, { file, asked, reading }: PaperRead, scene: Scene): Turn {
  const list = listOfDossier(scene, dossier);
  const doubts = doubtsIn(list, dossier, scene).filter((one) => one.file === file);
  const item = Object.keys(list.items).find((id) =>
    filesOf(dossier.answers[id]).some((one) => one.hash === file),
  );
  if (item === undefined) return turn;
  const what = list.items[item]?.short ?? item;
  const busy = waitsForWords(turn) || turn.thread.photo?.file !== undefined;
  if (doubts.length > 0) {
    if (!busy) return askNext(turn, scene);
    return scene.now - asked <= soon ? turn : say(turn, scene, "paper-read-doubt", { what });
  }
  return scene.now - asked <= soon
    ? turn
    : say(turn, scene, "paper-read-well", { what, read: readInWords(reading, scene) });
}

const expiry = "expiry ";

/** The turn with the days set on which somebody is warned that a paper ends. */
function watched(turn: Turn, dossier: Dossier, until: string | undefined, scene: Scene): Turn {
  if (until === undefined) return turn;
  const days = expiryDays(until, daysAfter(scene.today, 1));
  return {
    ...turn,
    effects: [
      ...turn.effects,
      ...days.map((day) => ({
        kind: "remind" as const,
        name: `${expiry}${dossier.id} ${day}`,
        at: momentOn(day, turn.thread.lastAt || scene.now),
      })),
    ],
  };
}

/** A recognised product: its certificate ends after 36 months, and is warned of as papers are. */
const certificateMonths = 36;
export const watchCertificate = (turn: Turn, dossier: string, at: number, scene: Scene): Turn => ({
  ...turn,
  effects: [
    ...turn.effects,
    ...expiryDays(monthsAfter(dayOf(at), certificateMonths), daysAfter(scene.today, 1)).map((day) => ({
      kind: "remind" as const,
      name: `${expiry}${dossier} ${day}`,
      at: momentOn(day, turn.thread.lastAt || scene.now),
    })),
  ],
});

/** A day on which a paper may have to be warned of: the dossier is looked at as it is now. */
export function expiryDue(turn: Turn, timer: string): Turn | undefined {
  if (!timer.startsWith(expiry)) return undefined;
  const [, dossier = "", day = ""] = timer.split(" ");
  const { person } = turn;
  const own = person?.dossiers.some((one) => one.id === dossier) ?? false;
  if (!own || person?.reminders?.off === true) return turn;
  return {
    ...turn,
    effects: [...turn.effects, { kind: "gather", dossiers: [dossier], why: `expiry ${day}` }],
  };
}

/** Says which papers of a dossier end, if they still do, once on each of the days that were set. */
export function expiring(turn: Turn, dossiers: readonly Dossier[], day: string, scene: Scene): Turn {
  const [dossier] = dossiers;
  if (dossier === undefined) return turn;
  const before = turn.thread.warned;
  const said = before?.day === day ? before.dossiers : [];
  if (said.includes(dossier.id)) return turn;
  const title = titleOf(scene, dossier);
  const due = endings(dossier, scene).filter((one) => expiryDays(one.until, day).includes(day));
  if (due.length === 0) return turn;
  const lines = due.map(({ what, until }) =>
    phrase(scene, until < scene.today ? "paper-ended" : "paper-ends", {
      what,
      title,
      until: showDay(until),
      days: daysBetween(scene.today, until),
    }),
  );
  const last = due.map((one) => one.until).toSorted()[0] ?? scene.today;
  return {
    ...turn,
    thread: { ...turn.thread, warned: { day, dossiers: [...said, dossier.id] } },
    effects: [
      ...turn.effects,
      // Where one may not write now it waits for their next word, as long as it is still of use.
      {
        kind: "say",
        message: {
          text: [...lines, phrase(scene, "remind-how-off")].join("\n"),
          until: instantOf(`${last} 23:59`),
        },
      },
    ],
  };
}

/** All that ends of a dossier: its papers as far as they were read, and the certificate it was given. */
function endings(
  dossier: Dossier,
  scene: Scene,
): readonly { readonly what: string; readonly until: string }[] {
  const list = listOfDossier(scene, dossier);
  const papers = Object.keys(list.items).flatMap((id) =>
    readingsOf(list, dossier, id, scene).flatMap(({ reading }) =>
      reading.until === undefined ? [] : [{ what: list.items[id]?.short ?? id, until: reading.until.value }],
    ),
  );
  const { state, result } = dossier;
  return [
    ...papers,
    ...(state === "recognised" && result !== undefined
      ? [
          {
            what: phrase(scene, "ocop-certificate"),
            until: monthsAfter(dayOf(result.at), certificateMonths),
          },
        ]
      : []),
  ];
}
