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
      readonly why: "bytes" | "file-kind" | "file-size" | "length" | "message-kind";
    }
  | { readonly kind: "timer"; readonly name: string };

/** One delivery from a channel. `id` is the channel's own and the same at every redelivery. */
export type Event = {
  readonly id: string;
  readonly thread: ThreadId;
  readonly at: Instant;
  readonly deed: Deed;
};
