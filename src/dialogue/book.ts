import type { FileRef } from "../domain/message.ts";
import type { Result } from "../domain/result.ts";
import type { PrintedSheet, Sheet } from "../domain/sheet.ts";
import type { BookEntry } from "../register/entry.ts";
import type {
  Attendant,
  Book,
  Numbers,
  OrganisationKind,
  RegisterRecord,
  Training,
} from "../register/record.ts";
import type { Facts, Scope } from "../register/report.ts";
import type { Correction } from "../register/said.ts";

/** Lists that can be asked for. stars: products from so many on. */
export const bookLists = ["organisations", "products", "trainings", "promotions"] as const;
export type BookList = (typeof bookLists)[number];
export type ListWanted = {
  readonly list: BookList;
  readonly commune?: string;
  readonly stars?: number;
  readonly kind?: OrganisationKind;
  readonly page: number;
};

/** What an officer wants of the register itself. sure: it was confirmed. */
export type BookDeed =
  | { readonly deed: "enter"; readonly entry: BookEntry; readonly sure: boolean }
  | { readonly deed: "show"; readonly id: string }
  | { readonly deed: "remove"; readonly id: string; readonly sure: boolean }
  | { readonly deed: "correct"; readonly id: string; readonly changes: Correction }
  | { readonly deed: "attended"; readonly id: string; readonly names: readonly Attendant[] }
  | { readonly deed: "undo" };

/** What has to be looked up in the register, and the files made of it, before it can be decided on. */
export type BookWant =
  | { readonly ask: "book"; readonly for: BookDeed }
  | {
      readonly ask: "attend";
      readonly training: string;
      readonly who: readonly string[];
      readonly name?: string;
    }
  | { readonly ask: "report"; readonly scope: Scope; readonly as: "words" | "file" }
  | { readonly ask: "list"; readonly wanted: ListWanted }
  | { readonly ask: "print"; readonly name: string; readonly sheets: readonly PrintedSheet[] }
  | { readonly ask: "import"; readonly file: FileRef; readonly sure: boolean };

/** Why a file brings nothing: what is wrong with it, or that it cannot be had any more. */
export type FileFault = "kind" | "size" | "rows" | "damaged" | "encoding" | "empty" | "away";

/** What was found. attended: how many chats have been counted. there: whether this one has been already. */
export type BookFound =
  | { readonly ask: "book"; readonly for: BookDeed; readonly book: Book; readonly attended: number }
  | {
      readonly ask: "attend";
      readonly name?: string;
      readonly training: Training | undefined;
      readonly there: boolean;
    }
  | { readonly ask: "report"; readonly scope: Scope; readonly as: "words" | "file"; readonly facts: Facts }
  | { readonly ask: "list"; readonly wanted: ListWanted; readonly facts: Facts }
  | { readonly ask: "print"; readonly file: FileRef | undefined }
  | {
      readonly ask: "import";
      readonly file: FileRef;
      readonly sure: boolean;
      readonly book: Book;
      readonly sheets: Result<readonly Sheet[], FileFault>;
    };

/** One record as it was, and as it is now; undefined: there is none. */
export type BookChange = {
  readonly before: RegisterRecord | undefined;
  readonly now: RegisterRecord | undefined;
};

/** What is written into the register in one commit, with the numbers that are given out then. */
export type BookWriting = { readonly changes: readonly BookChange[]; readonly numbers: Numbers };
