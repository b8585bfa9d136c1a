import type { Dossier } from "../dossier/fold.ts";
import type { Finding, Reason } from "../dossier/entry.ts";
import type { Alike } from "../review/alike.ts";
import type { Order } from "../review/queue.ts";
import type { Turn } from "./scene.ts";

/** Which dossiers of a queue are meant. place: only those of a commune; order: which first; after: the one before them. */
export type Which = {
  readonly place?: string | undefined;
  readonly order?: Order | undefined;
  readonly after?: string | undefined;
};

/** How a dossier is named: by its own name, as the next in a queue, by its receipt's code, or by words such as "HTX Nậm Đét". */
export type Naming =
  | { readonly id: string }
  | { readonly next: Which }
  | { readonly code: string }
  | { readonly words: string };

/** What is to be returned with already: more is added to it. */
export type Wanted = { readonly reasons: readonly Reason[]; readonly note?: string | undefined };

/**
 * What somebody of an office wants with one dossier. seen: how many entries it had when they looked at it last.
 * open: its summary; forms: official forms, filled, one by its number; archive: the whole of it packed; all: every answer, from a page on; point: answers with their files; item: the one of a name; state:
 * where it stands; ask-…: shows what would be decided; the others decide.
 */
export type ReviewDeed =
  | { readonly do: "open" | "state" | "send-on" | "self-score" | "archive" }
  | { readonly do: "all"; readonly page: number }
  | { readonly do: "forms"; readonly number?: number }
  | { readonly do: "point"; readonly numbers: readonly number[]; readonly why?: true }
  | { readonly do: "item"; readonly words: string }
  | { readonly do: "ask-return"; readonly line: string; readonly beside?: Wanted | undefined }
  | { readonly do: "ask-accept"; readonly words: string }
  | {
      readonly do: "return";
      readonly seen: number;
      readonly reasons: readonly Reason[];
      readonly note?: string | undefined;
    }
  | { readonly do: "accept"; readonly seen: number; readonly findings?: readonly Finding[] | undefined }
  | {
      readonly do: "result";
      readonly stars: number | undefined;
      readonly decision?: string | undefined;
      readonly improve?: string | undefined;
      /** How many entries it had when this was shown and said yes to; without it, it is shown first. */
      readonly seen?: number | undefined;
    };

/** Why a queue is looked at: asked for, one has come in, one was just decided, or the day begins. */
export type QueueGlance = "asked" | "came" | "next" | "morning";

/** What has to be looked up before it can be decided on. alike: who else makes a product; alikes: products made by several. */
export type ReviewWant =
  | { readonly ask: "queue"; readonly which: Which; readonly why: QueueGlance }
  | { readonly ask: "hand-in"; readonly stage: string | undefined; readonly place: string | undefined }
  | { readonly ask: "dossier"; readonly named: Naming; readonly deed: ReviewDeed }
  | { readonly ask: "alike"; readonly product: string }
  | { readonly ask: "alikes" };

/**
 * What was found. dossiers: those of this person's places and stages; more: how many others wait; questions: how many.
 * officers: of the office that a dossier is handed in to. several: dossiers that the words could mean. chats: of the
 * producer; next: of the office that has it next.
 */
export type ReviewFound =
  | {
      readonly ask: "queue";
      readonly which: Which;
      readonly why: QueueGlance;
      readonly dossiers: readonly Dossier[];
      readonly questions: number;
    }
  | {
      readonly ask: "hand-in";
      readonly stage: string | undefined;
      readonly place: string | undefined;
      readonly officers: readonly string[];
    }
  | {
      readonly ask: "dossier";
      readonly named: Naming;
      readonly deed: ReviewDeed;
      readonly dossier: Dossier | undefined;
      readonly several: readonly Dossier[];
      readonly chats: readonly string[];
      readonly next: readonly string[];
    }
  | { readonly ask: "alike"; readonly product: string; readonly dossiers: readonly Dossier[] }
  | { readonly ask: "alikes"; readonly groups: readonly Alike[] };

/** The turn with something to be looked up, or decided, about dossiers. */
export const wantReview = (turn: Turn, want: ReviewWant): Turn => ({
  ...turn,
  effects: [...turn.effects, { kind: "review", want }],
});

/** The queue, as asked for. */
export const openQueue = (turn: Turn, which: Which = {}): Turn =>
  wantReview(turn, { ask: "queue", which, why: "asked" });
