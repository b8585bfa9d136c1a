import type { ThreadId } from "../domain/ids.ts";
import type { Instant } from "../domain/instant.ts";

/** at: when the person last did something that lets us answer; nudged: when we last asked him by template to write. */
export type Window = { readonly at: Instant; readonly nudged?: Instant };

/** What is known of the time in which a platform lets us write. */
export type Windows = {
  readonly load: (thread: ThreadId) => Promise<Window | undefined>;
  /** A later time takes the place of an earlier one, never the other way round. */
  readonly heard: (thread: ThreadId, at: Instant) => Promise<void>;
  readonly nudged: (thread: ThreadId, at: Instant) => Promise<void>;
};
