import type { ThreadId } from "./ids.ts";
import type { Instant } from "./instant.ts";
import type { FileRef } from "./message.ts";

/** What a person did. `unreadable` is a kind of file or message that no channel can read: it still gets an answer. */
export type Deed =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "tap"; readonly data: string; readonly label: string }
  | { readonly kind: "file"; readonly file: FileRef; readonly text: string }
  | {
      readonly kind: "unreadable";
      readonly why:
        | "bytes"
        | "file-kind"
        | "file-size"
        | "file-away"
        | "files-off"
        | "length"
        | "message-kind";
    }
  | { readonly kind: "timer"; readonly name: string }
  | { readonly kind: "news"; readonly news: News };

/** What an office says to a question. */
export type Reply = {
  readonly what: "reply" | "deliver";
  readonly inquiry: string;
  readonly question: string;
  readonly text: string;
  readonly office: string;
  readonly at: Instant;
};

/** What an office has decided about a dossier, for its producer. reasons: why it came back; improve: for the next round. */
export type Decided = {
  readonly what: "decided";
  readonly dossier: string;
  readonly title: string;
  readonly code: string;
  readonly deed: "returned" | "accepted" | "ready" | "evaluated" | "sent" | "recognised" | "not-reached";
  readonly office: string;
  readonly at: Instant;
  readonly next?: string | undefined;
  readonly reasons?: readonly string[] | undefined;
  readonly note?: string | undefined;
  readonly score?: number | undefined;
  readonly stars?: number | undefined;
  readonly improve?: readonly string[] | undefined;
};

/**
 * What a session of the council has to tell. called: to its members; opened: to its secretary; spread: totals lie too far apart; closed; dropped;
 * papers: they can be made now. about: when and where, or the product; lines: products, or criteria.
 */
export type OfSession = {
  readonly what: "session";
  readonly deed: "called" | "opened" | "spread" | "closed" | "dropped" | "papers";
  readonly session: string;
  readonly about: string;
  readonly apart?: number | undefined;
  readonly lines: readonly string[];
};

/**
 * What another turn has to tell this chat: an office has answered, or decided on a dossier; a question, an answer to
 * approve, or a dossier has come; somebody tries codes, so many in an hour, in so many chats.
 * announcement: one is to be released, or what has become of one's own.
 * late: a question has waited too long at another office.
 * deliver: to the chat of whoever answered, once nobody can join those who wait any more: now they are told.
 */
export type News =
  | Reply
  | Decided
  | OfSession
  | { readonly what: "dossier-came" }
  | {
      readonly what: "announcement";
      readonly announcement: string;
      readonly deed: "proposed" | "released" | "declined" | "done" | "expired";
    }
  | { readonly what: "inquiry"; readonly inquiry: string }
  | { readonly what: "late"; readonly inquiry: string }
  | { readonly what: "proposal"; readonly inquiry: string }
  | {
      readonly what: "guesses";
      readonly count: number;
      readonly chats: number;
      readonly channels: string;
    };

/** A file that a platform only gives the address of: the turn fetches it, then decides on a file or on `unreadable`. */
export type RemoteFile = {
  readonly kind: "remote-file";
  readonly url: string;
  readonly name: string;
  readonly mime?: string;
  readonly text: string;
};

/** One delivery from a channel. `id` is the channel's own and the same at every redelivery. */
export type Event = {
  readonly id: string;
  readonly thread: ThreadId;
  readonly at: Instant;
  readonly deed: Deed | RemoteFile;
};
