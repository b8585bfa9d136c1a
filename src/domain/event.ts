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
      readonly why: "bytes" | "file-kind" | "file-size" | "file-away" | "length" | "message-kind";
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

/**
 * What another turn has to tell this chat: an office has answered; a question, or an answer to approve, has come.
 * late: a question has waited too long at another office.
 * deliver: to the chat of whoever answered, once nobody can join those who wait any more: now they are told.
 */
export type News =
  | Reply
  | { readonly what: "inquiry"; readonly inquiry: string }
  | { readonly what: "late"; readonly inquiry: string }
  | { readonly what: "proposal"; readonly inquiry: string };

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
