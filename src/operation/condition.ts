import type { Instant } from "../domain/instant.ts";
import type { Disk, ZaloStanding } from "../ports/surroundings.ts";
import type { JobDone, JobName } from "./job.ts";
import type { Switches } from "./switch.ts";

export const laneNames = ["inbox", "outbox", "timers", "broadcast"] as const;
export type LaneName = (typeof laneNames)[number];

/** What waits in a lane and could be taken now: how many groups, and how long the first has waited, in milliseconds. */
export type Queue = { readonly groups: number; readonly age: number };

/** How the program is, as its store and its surroundings say. Counts end at `mostCounted`. */
export type Condition = {
  readonly at: Instant;
  readonly lanes: Readonly<Record<LaneName, Queue>>;
  /** Events and messages set aside, chats whose messages wait for their person, rows that may or may not have arrived. */
  readonly stuck: number;
  readonly held: number;
  readonly doubt: number;
  /** Words that nobody could read, and questions that an office has not answered. */
  readonly unread: number;
  readonly inquiries: number;
  readonly jobs: Readonly<Partial<Record<JobName, JobDone>>>;
  readonly switches: Switches;
  readonly zalo?: ZaloStanding;
  readonly disk?: Disk;
};

/** Nothing is counted any further. */
export const mostCounted = 1000;
