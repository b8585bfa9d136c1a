import { days } from "../../../domain/instant.ts";
import type { FileRef } from "../../../domain/message.ts";
import { bookAfter, type Import, planImport, type RowFault } from "../../../register/import.ts";
import { type Complaint, mostRows, readTable, type ReadTable } from "../../../register/table.ts";
import { recordKinds, type RecordKind, type Register } from "../../../register/record.ts";
import { plain } from "../../../text/plain.ts";
import type { BookFound } from "../../book.ts";
import { has, hasOn } from "../../right.ts";
import { phrase, say, speak } from "../../say.ts";
import type { Scene, Turn } from "../../scene.ts";
import { communeOf, dropped, listsOf, noted, settled, shown, wants } from "./programme-book.ts";

/** Lines of what is new, and of what cannot be read, in the preview. */
const mostShown = 5;
const mostFaults = 8;
/** A file that nobody says yes or no to is deleted. */
const waits = days(1);

const excel = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** A table that somebody who keeps the register sends: it is read before anything else is done with it. */
export function tableSent(turn: Turn, sent: FileRef, text: string, scene: Scene): Turn | undefined {
  if (!has(turn, "register", scene)) return undefined;
  // Excel's kind of before 2007 cannot be read here, and is told how to become one that can.
  if (sent.mime === "application/x-cfb" && /\.xls$/iu.test(sent.name))
    return say(dropped(turn, sent), scene, "import-fault-kind", { name: sent.name });
  const isTable = sent.mime === excel || (sent.mime === "text/plain" && /\.csv$/iu.test(sent.name));
  if (!isTable || (turn.dossier?.state === "draft" && !/\b(?:nhap|so|danh sach)\b/u.test(plain(text))))
    return undefined;
  const asked = wants(replaced(turn), { ask: "import", file: sent, sure: false });
  return {
    ...asked,
    effects: [...asked.effects, { kind: "remind", name: `file:${sent.hash}`, at: scene.now + waits }],
  };
}

/** A second file takes the place of the first. */
function replaced(turn: Turn): Turn {
  const { pending } = turn.thread;
  return pending?.kind === "import" ? dropped(settled(turn), pending.file) : settled(turn);
}

/** Shows what a file would bring; or, when that was said yes to, writes it. */
export function imported(turn: Turn, found: Extract<BookFound, { ask: "import" }>, scene: Scene): Turn {
  const { file, book, sheets } = found;
  if (!has(turn, "register", scene)) return dropped(turn, file);
  if (!sheets.ok) return say(dropped(turn, file), scene, `import-fault-${sheets.code}`, { name: file.name });
  const read = readTable(sheets.value, listsOf(scene));
  if (read.rows.length > mostRows)
    return say(dropped(turn, file), scene, "import-fault-rows", { name: file.name });
  const plan = planImport(book, read);
  const { register } = bookAfter(book, plan);
  const foreign = plan.writes.filter(
    (one) => !hasOn(turn, "register", { place: communeOf(one.now, register) }, scene),
  );
  if (foreign.length > 0) return say(dropped(turn, file), scene, "book-not-yours");
  return found.sure
    ? wrote(dropped(turn, file), plan, book.numbers, scene)
    : preview(turn, file, plan, read, register, scene);
}

/** What a file would bring, line by line: how much is new, the first of it, and what cannot be read, with its place and why. */
export function previewLines(
  name: string,
  plan: Import,
  read: ReadTable,
  register: Register,
  scene: Scene,
): readonly string[] {
  const faults = [
    ...read.complaints.map((one) => cellLine(one, scene)),
    ...plan.faults.map((one) => rowLine(one, scene)),
  ];
  const known = recordKinds.reduce((all, kind) => all + plan.known[kind], 0);
  const first = plan.writes
    .slice(0, mostShown)
    .map((one) => `• ${shown(one.now, register, 0, scene).replace(/^[A-Z]+-\d+: /u, "")}`);
  return [
    phrase(scene, "import-head", { name, fresh: kinds(plan.fresh, scene) }),
    ...(known > 0 ? [phrase(scene, "import-known", { count: known })] : []),
    ...(plan.changed > 0 ? [phrase(scene, "import-changed", { count: plan.changed })] : []),
    ...(first.length > 0 ? [phrase(scene, "import-first"), ...first] : []),
    ...(faults.length > 0 ? [phrase(scene, "import-faults", { count: faults.length })] : []),
    ...faults.slice(0, mostFaults).map((one) => `• ${one}`),
    ...(faults.length > mostFaults
      ? [phrase(scene, "import-more", { count: faults.length - mostFaults })]
      : []),
    ...(read.unread.length > 0
      ? [phrase(scene, "import-unread", { names: read.unread.slice(0, 5).join(", ") })]
      : []),
  ];
}

function preview(
  turn: Turn,
  file: FileRef,
  plan: Import,
  read: ReadTable,
  register: Register,
  scene: Scene,
): Turn {
  const lines = previewLines(file.name, plan, read, register, scene);
  if (plan.writes.length === 0)
    return speak(dropped(turn, file), [...lines, phrase(scene, "import-nothing")].join("\n"));
  const waiting: Turn = {
    ...turn,
    thread: { ...turn.thread, pending: { kind: "import", file: { ...file } } },
  };
  return speak(waiting, [...lines, phrase(scene, "import-asked")].join("\n"), [
    { data: "p:yes", label: phrase(scene, "choice-book-yes") },
    { data: "p:no", label: phrase(scene, "choice-book-no") },
  ]);
}

function wrote(turn: Turn, plan: Import, from: Import["numbers"], scene: Scene): Turn {
  if (plan.writes.length === 0) return say(turn, scene, "import-nothing");
  const booked = { changes: [], from: { ...from }, to: { ...plan.numbers } };
  const done = noted(
    { ...turn, thread: { ...turn.thread, booked } },
    plan.writes,
    plan.numbers,
    `import ${plan.writes.length}`,
    scene,
  );
  return say(done, scene, "import-written", { fresh: kinds(plan.fresh, scene), changed: plan.changed });
}

/** "3 tổ chức, 5 sản phẩm". */
function kinds(counts: Readonly<Record<RecordKind, number>>, scene: Scene): string {
  const some = recordKinds.filter((kind) => counts[kind] > 0);
  return some.length === 0
    ? phrase(scene, "import-none")
    : some.map((kind) => phrase(scene, `count-${kind}`, { count: counts[kind] })).join(", ");
}

const cellLine = ({ sheet, row, column, code, text }: Complaint, scene: Scene): string =>
  phrase(scene, "import-cell", {
    sheet,
    row,
    column,
    why: phrase(scene, `cell-${code}`),
    text: text === "" ? "–" : text,
  });

const rowLine = ({ sheet, row, code, name }: RowFault, scene: Scene): string =>
  phrase(scene, "import-row", { sheet, row, why: phrase(scene, `row-${code}`, { name }) });
