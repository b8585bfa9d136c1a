import type { Event } from "../domain/event.ts";
import type { ThreadId } from "../domain/ids.ts";
import type { Instant } from "../domain/instant.ts";
import type { Message } from "../domain/message.ts";

export type ChannelName = "terminal" | "web" | "telegram" | "zalo";

/**
 * What a channel can do, as data. text: characters in one message; buttons: how many, 0 for numbered text only; archives: whether it sends .zip;
 * reach: for
 * how many milliseconds after their last word a person can be written to, if not for ever.
 */
export type Capability = {
  readonly text: number;
  readonly buttons: number;
  readonly label: number;
  readonly files: boolean;
  readonly archives?: true;
  readonly reach?: number;
};

/** One delivery as it came: header names in lower case, the body's bytes unread. */
export type Raw = { readonly headers: Readonly<Record<string, string>>; readonly body: Uint8Array };

/** What came of it: events, or why there are none. `reply` is what the platform hears. */
export type Received = {
  readonly verdict: "read" | "ignored" | "unsigned" | "unreadable";
  readonly events: readonly Event[];
  readonly reply: { readonly status: number; readonly body?: string };
};

/** One thing for the channel to do at the platform. `id` is the outbox row's, the same at every try. */
export type Call = {
  readonly id: string;
  readonly thread: ThreadId;
  readonly method: string;
  readonly body: unknown;
};

/**
 * How it went. held: not before the person writes again; the turn keeps it and sends it then.
 * unknown: it may or may not have arrived; replies are tried again, broadcasts ask staff.
 */
export type Delivery =
  | { readonly kind: "sent"; readonly ref?: string }
  | { readonly kind: "later"; readonly at: Instant; readonly why: string }
  | { readonly kind: "held"; readonly why: string }
  | { readonly kind: "gone"; readonly why: string }
  | { readonly kind: "refused"; readonly why: string }
  | { readonly kind: "unknown"; readonly why: string };

export type Channel = {
  readonly name: ChannelName;
  readonly can: Capability;
  readonly receive: (raw: Raw) => Promise<Received>;
  readonly render: (message: Message, thread: ThreadId, id: string) => readonly Call[];
  readonly send: (call: Call) => Promise<Delivery>;
};
