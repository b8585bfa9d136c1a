import { isOpen } from "../../../dossier/fold.ts";
import { showDay } from "../../../domain/instant.ts";
import type { FileRef } from "../../../domain/message.ts";
import { placeName } from "../../../domain/role.ts";
import { showPhone } from "../../../text/phone.ts";
import { type BookEntry, openBook } from "../../../register/entry.ts";
import { organisationKindTitle, promotionKindTitle } from "../../../register/kinds.ts";
import {
  type Book,
  findRecord,
  mostNames,
  numberOf,
  recordKinds,
  type Organisation,
  recordsIn,
  type Register,
  type RegisterRecord,
} from "../../../register/record.ts";
import { type Correction, readSaid } from "../../../register/said.ts";
import type { Lists } from "../../../register/table.ts";
import { monthsAfter } from "../../../domain/instant.ts";
import { plain } from "../../../text/plain.ts";
import type { BookChange, BookDeed, BookFound, BookWant } from "../../book.ts";
import { readCommand } from "../../command.ts";
import { has, hasOn } from "../../right.ts";
import { phrase, say, speak } from "../../say.ts";
import type { Reader, Scene, Turn } from "../../scene.ts";

/** What names in a line or a file are looked up in. */
export const listsOf = (scene: Scene): Lists => ({
  today: scene.today,
  communes: scene.setting.programme.communes,
  sets: scene.setting.sets[scene.setting.programme.law] ?? [],
});

export const wants = (turn: Turn, want: BookWant): Turn => ({
  ...turn,
  effects: [...turn.effects, { kind: "register", want }],
});

/** The turn with nothing pending. */
export const settled = (turn: Turn): Turn => {
  const { pending: _, ...thread } = turn.thread;
  return { ...turn, thread };
};

/** "thêm tổ chức …", "củng cố HTX …", "giấy chứng nhận …", "xem TC-12": only whoever writes the register has these words. */
export const programmeBook: Reader<{ readonly text: string }> = (turn, { text }, scene) => {
  const writes = has(turn, "register", scene);
  if (!writes && !has(turn, "report", scene)) return undefined;
  const replied = writes ? reply(turn, text, scene) : undefined;
  if (replied !== undefined) return replied;
  if (writes && /^(?:so|so chuong trinh|ghi so|cach ghi so|so sach)$/u.test(plain(text))) {
    const lines = recordKinds.map((kind) => `• ${phrase(scene, `book-example-${kind}`)}`);
    return say(settled(turn), scene, "book-how", { examples: lines.join("\n") });
  }
  const said = readSaid(text, listsOf(scene));
  if (said === undefined) return undefined;
  // An answer to a question of their own dossier is none, unless it says so: "hội chợ xuân, 5/3".
  const answers =
    turn.thread.asked !== undefined && turn.thread.pending === undefined && isOpen(turn.dossier);
  if (answers && (said.kind === "entry" || said.kind === "needs") && !plain(text).startsWith("them "))
    return undefined;
  if (!writes && said.kind !== "show") return say(turn, scene, "book-not-yours");
  const free = settled(turn);
  const deed = (it: BookDeed): Turn => wants(free, { ask: "book", for: it });
  switch (said.kind) {
    case "entry":
      return deed({ deed: "enter", entry: said.entry, sure: false });
    case "needs":
      return say(free, scene, `book-needs-${said.needed}`, {
        example: phrase(scene, `book-example-${said.what}`),
      });
    case "show":
      return deed({ deed: "show", id: said.id });
    case "remove":
      return deed({ deed: "remove", id: said.id, sure: false });
    case "correct":
      return deed({ deed: "correct", id: said.id, changes: said.changes });
    case "attended":
      return deed({ deed: "attended", id: said.id, names: said.names });
  }
};

const goesOn = {
  enter: /^(?:ghi|ghi di|ghi vao so|ghi vao|luu)$/u,
  import: /^(?:ghi|ghi di|ghi vao so|ghi vao|nhap|nhap di|luu)$/u,
  remove: /^(?:xoa|xoa di|xoa luon|bo|bo di)$/u,
};

/** The word of a choice as an answer to it, and "hoàn tác": of what waits for a yes, else of what was written last. */
function reply(turn: Turn, text: string, scene: Scene): Turn | undefined {
  const { pending, booked: last } = turn.thread;
  const undoes = readCommand(text) === "undo";
  const free = settled(turn);
  switch (pending?.kind) {
    case "enter":
      if (goesOn.enter.test(plain(text))) return enter(free, pending.entry);
      return undoes ? say(free, scene, "book-not-written") : undefined;
    case "remove":
      if (goesOn.remove.test(plain(text))) return remove(free, pending.record);
      return undoes ? say(free, scene, "book-kept") : undefined;
    case "import":
      if (goesOn.import.test(plain(text))) return importSure(free, pending.file);
      return undoes ? importDropped(free, pending.file, scene) : undefined;
    default:
      return undoes && last !== undefined ? wants(free, { ask: "book", for: { deed: "undo" } }) : undefined;
  }
}

/** A file that nobody needs any more. */
export const dropped = (turn: Turn, file: FileRef): Turn => ({
  ...turn,
  effects: [...turn.effects, { kind: "discard", files: [file.hash] }],
});

/** What a yes, and a no, to the preview of a file means. */
export const importSure = (turn: Turn, file: FileRef): Turn =>
  wants(turn, { ask: "import", file, sure: true });
export const importDropped = (turn: Turn, file: FileRef, scene: Scene): Turn =>
  say(dropped(turn, file), scene, "import-dropped");

/** What a yes to what was understood means. */
export const enter = (turn: Turn, entry: BookEntry): Turn =>
  wants(turn, { ask: "book", for: { deed: "enter", entry, sure: true } });
export const remove = (turn: Turn, id: string): Turn =>
  wants(turn, { ask: "book", for: { deed: "remove", id, sure: true } });

/** What the register says to what was wanted. */
export function booked(turn: Turn, found: Extract<BookFound, { ask: "book" }>, scene: Scene): Turn {
  const { book } = found;
  switch (found.for.deed) {
    case "enter":
      return entered(turn, found.for.entry, found.for.sure, book, scene);
    case "undo":
      return undone(turn, book, scene);
    default:
      break;
  }
  const { id } = found.for;
  const record = findRecord(book.register, id);
  if (record === undefined) return say(turn, scene, "book-no-such", { id });
  const right = found.for.deed === "show" ? "report" : "register";
  if (!hasOn(turn, right, { place: communeOf(record, book.register) }, scene))
    return say(turn, scene, "book-not-yours");
  switch (found.for.deed) {
    case "show":
      return speak(turn, shown(seen(turn, record, scene), book.register, found.attended, scene));
    case "remove":
      return removed(turn, record, found, found.for.sure, scene);
    case "correct":
      return corrected(turn, record, found.for.changes, book, scene);
    case "attended": {
      if (record.what !== "training") return say(turn, scene, "book-no-such", { id });
      const known = new Set(record.attended.map((one) => plain(one.name)));
      const fresh = found.for.names.filter((one) => !known.has(plain(one.name)));
      const attended = [...record.attended, ...fresh];
      if (attended.length > mostNames) return say(turn, scene, "book-names-many", { most: mostNames });
      if (fresh.length === 0) return say(turn, scene, "book-attended-known", { id });
      const now = { ...record, attended };
      return say(write(turn, [{ before: record, now }], book, scene), scene, "book-attended", {
        id,
        count: fresh.length,
        all: attended.length + found.attended,
      });
    }
  }
}

/** Phone numbers are for whoever keeps the register. */
const seen = (turn: Turn, record: RegisterRecord, scene: Scene): RegisterRecord =>
  record.what === "organisation" && !has(turn, "register", scene) ? withoutPhone(record) : record;

export function withoutPhone(organisation: Organisation): Organisation {
  const { phone: _, ...rest } = organisation;
  return rest;
}

/** The commune whose record it is; none where it is the whole programme's. */
export function communeOf(record: RegisterRecord, register: Register): string | undefined {
  if (record.what === "organisation" || record.what === "product") return record.commune;
  if (record.what === "certificate")
    return register.products.find((one) => one.id === record.product)?.commune;
  return undefined;
}

function entered(turn: Turn, entry: BookEntry, sure: boolean, book: Book, scene: Scene): Turn {
  const open = openBook(book);
  const written = open.write(entry);
  if (!written.ok)
    return say(turn, scene, `book-fault-${written.code}`, {
      name: written.with?.["name"] ?? ("name" in entry ? entry.name : ""),
      example: phrase(scene, `book-example-${entry.what}`),
    });
  const { before, now } = written.value;
  const changes = [{ before, now }];
  if (!hasOn(turn, "register", { place: communeOf(now, after(book.register, changes)) }, scene))
    return say(turn, scene, "book-not-yours");
  const line = shown(now, after(book.register, changes), 0, scene);
  if (before !== undefined && JSON.stringify(before) === JSON.stringify(now))
    return say(turn, scene, "book-there-already", { line });
  if (!sure) {
    const waiting: Turn = {
      ...turn,
      thread: { ...turn.thread, pending: { kind: "enter", entry: { ...entry } } },
    };
    return say(
      waiting,
      scene,
      before === undefined ? "book-understood" : "book-changes",
      { line: nameless(line, now, before) },
      [
        { data: "p:yes", label: phrase(scene, "choice-book-yes") },
        { data: "p:no", label: phrase(scene, "choice-book-no") },
      ],
    );
  }
  const done = write(turn, changes, { ...book, numbers: open.numbers() }, scene);
  const told = say(done, scene, "book-written", { line });
  return now.what === "training"
    ? say(told, scene, "book-code", { code: now.code, day: showDay(now.day) })
    : told;
}

/** A record that is not written yet has no name to be called by. */
const nameless = (line: string, now: RegisterRecord, before: RegisterRecord | undefined): string =>
  before === undefined ? line.replace(`${now.id}: `, "") : line;

const after = (register: Register, changes: readonly BookChange[]): Register =>
  changes.reduce((all, { now }) => (now === undefined ? all : withRecord(all, now)), register);

function withRecord(register: Register, now: RegisterRecord): Register {
  if (now.what === "product")
    return { ...register, products: [...register.products.filter((one) => one.id !== now.id), now] };
  if (now.what === "organisation")
    return {
      ...register,
      organisations: [...register.organisations.filter((one) => one.id !== now.id), now],
    };
  return register;
}

/** Writes in the register; what was written last can be taken back in this chat. */
function write(
  turn: Turn,
  changes: readonly BookChange[],
  { numbers }: Pick<Book, "numbers">,
  scene: Scene,
): Turn {
  const kept = changes.flatMap(({ before, now }) => {
    const id = (now ?? before)?.id;
    return id === undefined ? [] : [{ id, ...(before === undefined ? {} : { before: { ...before } }) }];
  });
  return noted(
    { ...turn, thread: { ...turn.thread, booked: { changes: kept } } },
    changes,
    numbers,
    kept.map((one) => one.id).join(" "),
    scene,
  );
}

/** The turn that writes changes, and a line of the audit log about them. */
export function noted(
  turn: Turn,
  changes: readonly BookChange[],
  numbers: Book["numbers"],
  about: string,
  scene: Scene,
): Turn {
  return {
    ...turn,
    effects: [
      ...turn.effects,
      { kind: "keep-records", writing: { changes, numbers } },
      { kind: "audit", by: turn.person?.id ?? scene.threadId, deed: "wrote", about },
    ],
  };
}

/** Takes back what was written last: a record that others lean on meanwhile stays. */
function undone(turn: Turn, book: Book, scene: Scene): Turn {
  const { booked: last, ...thread } = turn.thread;
  if (last === undefined) return turn;
  const { from, to } = last;
  const all = recordsIn(book.register);
  const isFresh = (one: RegisterRecord): boolean =>
    from !== undefined && to !== undefined && numberOf(one) > from[one.what] && numberOf(one) <= to[one.what];
  const fresh = all.filter(isFresh);
  const single = last.changes.flatMap(({ id, before }): readonly BookChange[] => {
    const now = all.find((one) => one.id === id);
    return now === undefined && before === undefined ? [] : [{ before: now, now: before }];
  });
  const going = new Set([
    ...fresh.map((one) => one.id),
    ...single.flatMap((one) => (one.now === undefined && one.before !== undefined ? [one.before.id] : [])),
  ]);
  const leaning = new Set(all.filter((one) => !going.has(one.id)).flatMap(leansOn));
  const changes = [...fresh.map((before): BookChange => ({ before, now: undefined })), ...single].filter(
    ({ before, now }) => now !== undefined || (before !== undefined && !leaning.has(before.id)),
  );
  const without: Turn = { ...turn, thread };
  if (changes.length === 0) return say(without, scene, "book-undo-nothing");
  const ids = changes.flatMap(({ before, now }) => (now ?? before)?.id ?? []);
  const done = noted(
    without,
    changes,
    book.numbers,
    `undo ${ids.length > 20 ? ids.length : ids.join(" ")}`,
    scene,
  );
  return say(done, scene, "book-undone", {
    ids: ids.length > 6 ? phrase(scene, "book-lines", { count: ids.length }) : ids.join(", "),
  });
}

/** The records that a record names. */
function leansOn(record: RegisterRecord): readonly string[] {
  if (record.what === "product") return record.organisation === undefined ? [] : [record.organisation];
  return record.what === "certificate" ? [record.product] : [];
}

function removed(
  turn: Turn,
  record: RegisterRecord,
  { book, attended }: Extract<BookFound, { ask: "book" }>,
  sure: boolean,
  scene: Scene,
): Turn {
  const { id } = record;
  const leaning = recordsIn(book.register).filter((one) => leansOn(one).includes(id));
  if (leaning.length > 0)
    return say(turn, scene, "book-leaned-on", {
      id,
      ids: leaning
        .slice(0, 6)
        .map((one) => one.id)
        .join(", "),
    });
  if (attended > 0) return say(turn, scene, "book-was-attended", { id, count: attended });
  if (!sure) {
    const waiting: Turn = { ...turn, thread: { ...turn.thread, pending: { kind: "remove", record: id } } };
    return say(waiting, scene, "book-remove-asked", { line: shown(record, book.register, 0, scene) }, [
      { data: "p:yes", label: phrase(scene, "choice-book-remove") },
      { data: "p:no", label: phrase(scene, "choice-book-keep") },
    ]);
  }
  return say(write(turn, [{ before: record, now: undefined }], book, scene), scene, "book-removed", { id });
}

function corrected(turn: Turn, record: RegisterRecord, changes: Correction, book: Book, scene: Scene): Turn {
  const now = withCorrection(record, changes);
  if (JSON.stringify(now) === JSON.stringify(record))
    return say(turn, scene, "book-correct-how", { id: record.id });
  if (!hasOn(turn, "register", { place: communeOf(now, book.register) }, scene))
    return say(turn, scene, "book-not-yours");
  const done = write(turn, [{ before: record, now }], book, scene);
  return say(done, scene, "book-written", { line: shown(now, book.register, 0, scene) });
}

function withCorrection(record: RegisterRecord, changes: Correction): RegisterRecord {
  const { name, commune, phone, day, stars, decision, place } = changes;
  switch (record.what) {
    case "organisation":
      return {
        ...record,
        name: name ?? record.name,
        commune: commune ?? record.commune,
        ...(phone === undefined ? {} : { phone }),
        ...(day === undefined || (record.strengthened === undefined && record.founded === undefined)
          ? {}
          : record.founded === undefined
            ? { strengthened: day }
            : { founded: day }),
      };
    case "product":
      return { ...record, name: name ?? record.name, commune: commune ?? record.commune };
    case "certificate": {
      const on = day ?? record.day;
      return {
        ...record,
        stars: stars ?? record.stars,
        decision: decision ?? record.decision,
        day: on,
        until: on === record.day ? record.until : monthsAfter(on, 36),
      };
    }
    case "training":
    case "promotion":
      return {
        ...record,
        title: name ?? record.title,
        day: day ?? record.day,
        ...(place === undefined ? {} : { place }),
      };
  }
}

/** A record in one line. attended: how many were counted through the chat. */
export function shown(record: RegisterRecord, register: Register, attended: number, scene: Scene): string {
  const { programme } = scene.setting;
  const commune = (id: string): string => placeName(programme, id) ?? id;
  const rest = (parts: readonly (string | undefined)[]): string =>
    parts.flatMap((part) => (part === undefined || part === "" ? [] : [`, ${part}`])).join("");
  const { id } = record;
  switch (record.what) {
    case "organisation": {
      const { name, kind, phone, strengthened, founded } = record;
      const said = plain(name).startsWith(plain(organisationKindTitle(kind)));
      return `${id}: *${name}*${rest([
        said ? undefined : organisationKindTitle(kind),
        commune(record.commune),
        phone === undefined ? undefined : showPhone(phone),
        strengthened === undefined
          ? undefined
          : phrase(scene, "book-strengthened", { day: showDay(strengthened) }),
        founded === undefined ? undefined : phrase(scene, "book-founded", { day: showDay(founded) }),
      ])}`;
    }
    case "product": {
      const owner = register.organisations.find((one) => one.id === record.organisation);
      const set = listsOf(scene).sets.find((one) => one.id === record.set);
      return `${id}: *${record.name}*${rest([owner?.name, commune(record.commune), set?.name])}`;
    }
    case "certificate": {
      const product = register.products.find((one) => one.id === record.product);
      return `${id}: ${phrase(scene, "book-certificate", {
        product: product?.name ?? record.product,
        stars: record.stars,
        decision: record.decision,
        day: showDay(record.day),
        until: showDay(record.until),
      })}`;
    }
    case "training": {
      const count = record.attended.length + attended;
      return `${id}: *${record.title}*${rest([
        showDay(record.day),
        record.place,
        record.invited.length === 0
          ? undefined
          : phrase(scene, "book-invited", { names: record.invited.join("; ") }),
        count === 0 ? undefined : phrase(scene, "book-there", { count }),
      ])}`;
    }
    case "promotion":
      return `${id}: *${record.title}*${rest([
        plain(record.title).startsWith(plain(promotionKindTitle(record.kind)))
          ? undefined
          : promotionKindTitle(record.kind),
        showDay(record.day),
        record.place,
        record.products.length === 0 ? undefined : record.products.join("; "),
      ])}`;
  }
}
