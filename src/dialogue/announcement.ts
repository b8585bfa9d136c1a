import type { Announcement } from "../broadcast/announcement.ts";
import type { Tally } from "../broadcast/ledger.ts";
import type { Forecast } from "../broadcast/plan.ts";
import type { Instant } from "../domain/instant.ts";
import type { Turn } from "./scene.ts";

/** What is changed in a draft. */
export type DraftChange = Partial<
  Pick<Announcement, "text" | "answers" | "topic" | "urgent" | "segment" | "file" | "startAt" | "until">
>;

/**
 * What an announcement is looked at for, together with the people it is for. send: `stamp` is that of the preview that
 * was seen; `again`: also if the same was sent a short while ago. join: with one that waits for its time, as one.
 * nudge: once more, as a `fresh` one, for those who have not answered. review: shown to whoever may release it, who `asked` for it or is told of it.
 */
export type AudienceUse =
  | { readonly deed: "preview" }
  | { readonly deed: "change"; readonly change: DraftChange }
  | { readonly deed: "send"; readonly stamp: number; readonly again: boolean }
  | { readonly deed: "join"; readonly other: string }
  | { readonly deed: "nudge"; readonly fresh: string; readonly by: string }
  | { readonly deed: "review"; readonly asked: boolean };

/**
 * What is done to an announcement as it is kept. stop: `sure` once it was asked. edit: what is to be written anew. old,
 * file-old: the day of a draft, the time of a file is over.
 */
export type AnnouncementDeed =
  | { readonly deed: "release" | "decline"; readonly stamp: number }
  | { readonly deed: "pause" | "go-on" | "newcomers" | "no-newcomers" | "drop" | "old" | "file-old" }
  | { readonly deed: "stop"; readonly sure: boolean }
  | { readonly deed: "until"; readonly at: Instant }
  | { readonly deed: "edit"; readonly what: "text" | "audience" | "when" };

/** Why the figures are shown: they were asked for, or what has become of it is told to whoever sent it. */
export type FiguresUse = "asked" | "done" | "expired" | "stuck";

/** Who is listed: those who gave an answer by its number, gave any, or none; those of whom nobody knows. */
export type Listing =
  | { readonly who: "answered"; readonly number?: number }
  | { readonly who: "silent" | "doubt" };

/** What is looked up of announcements before it can be decided on. answer: what somebody who got it says to it. */
export type AnnouncementWant =
  | { readonly ask: "audience"; readonly id: string; readonly for: AudienceUse }
  | { readonly ask: "announcement"; readonly id: string; readonly for: AnnouncementDeed }
  | { readonly ask: "figures"; readonly id: string; readonly for: FiguresUse }
  | { readonly ask: "doubts"; readonly id: string; readonly deed: "again" | "as-sent" }
  | { readonly ask: "listing"; readonly id: string; readonly words: string }
  | { readonly ask: "people"; readonly id: string; readonly listing: Listing; readonly page: number }
  | { readonly ask: "sheet"; readonly id: string }
  | { readonly ask: "announcements" }
  | { readonly ask: "answer"; readonly id: string; readonly number: number };

/** Somebody as staff see them: a name, commune and product as far as they are known. state: how their message went. */
export type Named = {
  readonly name: string;
  readonly commune?: string | undefined;
  readonly product?: string | undefined;
};

/**
 * The people of an announcement; not `whole`: there are more than were looked at. examples: its text as five of them will read it; doneAt: when the last one that can go
 * will have gone; same: what was sent with the same words to the same people; joins: what waits for its time, for the same people; others: chats of staff who may release it.
 */
export type Audience = {
  readonly forecast: Forecast;
  readonly whole: boolean;
  readonly examples: readonly { readonly who: Named; readonly text: string }[];
  readonly doneAt: Instant;
  readonly same: string | undefined;
  readonly joins: Announcement | undefined;
  readonly others: readonly string[];
};

/**
 * How many stand where, and how many gave each answer, by number; whoever got it and gave none is silent. reasons: why
 * the first thousand got nothing.
 */
export type Figures = {
  readonly tally: Tally;
  readonly answers: readonly number[];
  readonly reasons: readonly { readonly why: string; readonly count: number }[];
};

/** How it went for one person, for a table. */
export type Outcome = {
  readonly who: Named;
  readonly channel: string;
  readonly state: string;
  readonly why: string;
  readonly at: Instant | undefined;
  readonly answer: number | undefined;
};

type Of<Want> = Want & { readonly announcement: Announcement | undefined };
type Wanted<Ask> = Extract<AnnouncementWant, { ask: Ask }>;

/** What was found. draft: the announcement as it is looked at, a change included. owner: chats of who wrote it. mine: the answer that somebody gave before. */
export type AnnouncementFound =
  | (Of<Wanted<"audience">> & { readonly draft: Announcement | undefined; readonly audience: Audience })
  | (Of<Wanted<"announcement">> & { readonly owner: readonly string[] })
  | (Of<Wanted<"figures">> & { readonly figures: Figures })
  | (Of<Wanted<"doubts">> & { readonly count: number })
  | Of<Wanted<"listing">>
  | (Of<Wanted<"people">> & { readonly people: readonly Named[]; readonly total: number })
  | (Of<Wanted<"sheet">> & { readonly outcomes: readonly Outcome[] })
  | {
      readonly ask: "announcements";
      readonly all: readonly { readonly announcement: Announcement; readonly tally: Tally }[];
    }
  | (Of<Wanted<"answer">> & { readonly mine: number | undefined });

/** The turn that looks something up of announcements. */
export const wantAnnouncement = (turn: Turn, want: AnnouncementWant): Turn => ({
  ...turn,
  effects: [...turn.effects, { kind: "announcement", want }],
});
