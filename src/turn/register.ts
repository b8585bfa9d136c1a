import type { BookFound, BookWant, BookWriting, FileFault } from "../dialogue/book.ts";
import { ownerOf, titleOf } from "../dialogue/ask.ts";
import type { Scene } from "../dialogue/scene.ts";
import {
  attendanceKey,
  attendedIndex,
  dossierKey,
  handedIndex,
  personKey,
  registerIndex,
  registerKey,
  registerNumbersKey,
  roleIndex,
} from "../domain/keys.ts";
import type { FileRef } from "../domain/message.ts";
import { fault, type Result } from "../domain/result.ts";
import type { Sheet } from "../domain/sheet.ts";
import type { Dossier } from "../dossier/fold.ts";
import type { Files } from "../ports/files.ts";
import type { Tables } from "../ports/tables.ts";
import {
  type Attendance,
  attendanceSchema,
  type Book,
  mostOfAKind,
  noNumbers,
  numberOf,
  numbersSchema,
  recordKinds,
  recordSchema,
  type RecordKind,
  type RegisterRecord,
  shelve,
  type Training,
} from "../register/record.ts";
import type { DossierFact, Facts } from "../register/report.ts";
import type { Change } from "../store/contract.ts";
import type { Shelves } from "./desk.ts";
import { readDossier, readPerson } from "./state.ts";

type Expect = Required<Change>["expect"];

/** The store, and what files of tables are read and written with. */
export type Archive = Shelves & { readonly files?: Files; readonly tables?: Tables };

/** Names of an index that come in one look. */
const pageSize = 1_000;
/** Dossiers that a report counts at most. */
const mostDossiers = 5_000;
/** People that one training can have counted. */
const mostThere = 3_000;

const readRecord = (text: string): RegisterRecord => recordSchema.parse(JSON.parse(text));

/** Looks up what a decision wants to know of the register, with the versions it was read at. */
export async function lookUpBook(
  archive: Archive,
  want: BookWant,
  scene: Scene,
): Promise<{ readonly found: BookFound; readonly expect: Expect }> {
  switch (want.ask) {
    case "book": {
      const { book, expect } = await bookIn(archive);
      const id = "id" in want.for ? want.for.id : undefined;
      const attended = id === undefined ? 0 : (await members(archive, attendedIndex(id), mostThere)).length;
      return { found: { ...want, book, attended }, expect };
    }
    case "attend": {
      const [kept, ...there] = await Promise.all([
        archive.load(registerKey("training", want.training)),
        ...want.who.map((who) => archive.load(attendanceKey(want.training, who))),
      ]);
      const record = kept === undefined ? undefined : readRecord(kept.text);
      const training: Training | undefined = record?.what === "training" ? record : undefined;
      const { name } = want;
      return {
        found: {
          ask: "attend",
          training,
          there: there.some((one) => one !== undefined),
          ...(name === undefined ? {} : { name }),
        },
        expect: want.who.map((who, at) => ({
          key: attendanceKey(want.training, who),
          version: there[at]?.version ?? 0,
        })),
      };
    }
    case "report":
    case "list":
      return { found: { ...want, facts: await factsIn(archive, scene) }, expect: [] };
    case "print": {
      const { files, tables } = archive;
      if (files === undefined || tables === undefined)
        return { found: { ask: "print", file: undefined }, expect: [] };
      const kept = await files.keep(await tables.write(want.sheets), want.name);
      return { found: { ask: "print", file: kept.ok ? kept.value : undefined }, expect: [] };
    }
    case "import": {
      const [{ book, expect }, sheets] = await Promise.all([bookIn(archive), sheetsOf(archive, want.file)]);
      return { found: { ...want, book, sheets }, expect };
    }
  }
}

async function sheetsOf(
  { files, tables }: Archive,
  file: FileRef,
): Promise<Result<readonly Sheet[], FileFault>> {
  if (tables === undefined) return fault("kind");
  const bytes = await files?.read(file.hash);
  return bytes === undefined ? fault("away") : tables.read(bytes);
}

/** The members of an index, page after page; those with the same score may not be told apart, so a page is never torn. */
async function members(
  { range }: Pick<Shelves, "range">,
  index: string,
  most: number,
): Promise<readonly string[]> {
  const found = new Set<string>();
  let from: number | undefined;
  while (found.size < most) {
    const page = await range(index, { limit: pageSize, ...(from === undefined ? {} : { from }) });
    const before = found.size;
    for (const { member } of page) found.add(member);
    const last = page.at(-1);
    if (last === undefined || page.length < pageSize || found.size === before) break;
    from = last.score;
  }
  return [...found].slice(0, most);
}

/** The records of a kind from a number on, in their order: one page of the register. */
export async function recordsOf(
  { load, range }: Shelves,
  kind: RecordKind,
  window: { readonly from?: number; readonly limit: number },
): Promise<readonly RegisterRecord[]> {
  const named = await range(registerIndex(kind), window);
  const kept = await Promise.all(named.map(({ member }) => load(registerKey(kind, member))));
  return kept.flatMap((one) => (one === undefined ? [] : [readRecord(one.text)]));
}

/** The whole register, and the numbers given out so far: whoever writes in it expects these not to have moved. */
export async function bookIn(shelves: Shelves): Promise<{ readonly book: Book; readonly expect: Expect }> {
  const kept = await shelves.load(registerNumbersKey);
  const all = await Promise.all(recordKinds.map((kind) => allOf(shelves, kind)));
  return {
    book: {
      register: shelve(all.flat()),
      numbers: kept === undefined ? noNumbers : numbersSchema.parse(JSON.parse(kept.text)),
    },
    expect: [{ key: registerNumbersKey, version: kept?.version ?? 0 }],
  };
}

async function allOf(shelves: Shelves, kind: RecordKind): Promise<readonly RegisterRecord[]> {
  const found: RegisterRecord[] = [];
  let from = 0;
  while (found.length < mostOfAKind) {
    const page = await recordsOf(shelves, kind, { from, limit: pageSize });
    found.push(...page);
    const last = page.at(-1);
    if (last === undefined) break;
    from = numberOf(last) + 1;
  }
  return found;
}

/** All that a report is made from. */
async function factsIn(archive: Archive, scene: Scene): Promise<Facts> {
  const { programme } = scene.setting;
  const [{ book }, dossiers, officers] = await Promise.all([
    bookIn(archive),
    dossierFacts(archive, scene),
    officersIn(archive),
  ]);
  const attendance = await Promise.all(book.register.trainings.map((one) => attendanceOf(archive, one)));
  const firstStage = programme.stages[0]?.id;
  return {
    programme,
    register: book.register,
    dossiers,
    attendance: attendance.flat(),
    officers,
    ...(firstStage === undefined ? {} : { firstStage }),
  };
}

/** Whoever was counted at a training; those whose data was erased are still counted, without a name. */
async function attendanceOf(shelves: Shelves, { id }: Training): Promise<readonly Attendance[]> {
  const there = await members(shelves, attendedIndex(id), mostThere);
  return Promise.all(
    there.map(async (member): Promise<Attendance> => {
      const [role = "", who = ""] = member.split(" ");
      const kept = await shelves.load(attendanceKey(id, who));
      return kept === undefined
        ? { schema: 1, training: id, who, role: role === "officer" ? "officer" : "producer", at: 0 }
        : attendanceSchema.parse(JSON.parse(kept.text));
    }),
  );
}

/** People who work for the programme at an office or in the council: they are those whom the plan wants trained. */
async function officersIn(shelves: Shelves): Promise<readonly string[]> {
  const named = await members(shelves, roleIndex, pageSize);
  const kept = await Promise.all(named.map((person) => shelves.load(personKey(person))));
  const trains = new Set(["officer", "aide", "council", "secretary"]);
  return kept.flatMap((one) => {
    const person = one === undefined ? undefined : readPerson(one.text);
    return person?.roles.some((role) => trains.has(role.role)) === true ? [person.id] : [];
  });
}

/** What a report needs to know of the dossiers that were handed in. */
async function dossierFacts(shelves: Shelves, scene: Scene): Promise<readonly DossierFact[]> {
  const named = await members(shelves, handedIndex(), mostDossiers);
  const kept = await Promise.all(named.map((id) => shelves.load(dossierKey(id))));
  return kept.flatMap((one) => (one === undefined ? [] : [factOf(readDossier(one.text), scene)]));
}

function factOf(dossier: Dossier, scene: Scene): DossierFact {
  const { id, place, round, state, stage, result, owner } = dossier;
  const organisation = ownerOf(scene, dossier);
  return {
    id,
    state,
    owner,
    title: titleOf(scene, dossier),
    ...(place === undefined ? {} : { place }),
    ...(round === undefined ? {} : { round }),
    ...(stage === undefined ? {} : { stage }),
    ...(result?.stars === undefined ? {} : { stars: result.stars }),
    ...(organisation === "" ? {} : { organisation }),
  };
}

/** The part of a commit that writes in the register. */
export function bookChange({ changes, numbers }: BookWriting): Required<Pick<Change, "put" | "index">> {
  return {
    put: [
      { key: registerNumbersKey, text: JSON.stringify(numbers) },
      ...changes.flatMap(({ before, now }) => {
        const one = now ?? before;
        return one === undefined
          ? []
          : [{ key: registerKey(one.what, one.id), text: now === undefined ? null : JSON.stringify(now) }];
      }),
    ],
    index: changes.flatMap(({ before, now }) => {
      const one = now ?? before;
      return one === undefined
        ? []
        : [
            {
              index: registerIndex(one.what),
              member: one.id,
              score: now === undefined ? null : numberOf(one),
            },
          ];
    }),
  };
}
