import type { ContentFile } from "../content/header.ts";
import type { Answer } from "../domain/answer.ts";
import type { Sheet } from "../domain/criteria.ts";
import type { Deed, News } from "../domain/event.ts";
import type { Instant, Day } from "../domain/instant.ts";
import type { PhotoFault } from "../domain/photo.ts";
import type { PaperRead } from "../domain/proof-reading.ts";
import type { Law } from "../domain/law.ts";
import type { FileRef, Message } from "../domain/message.ts";
import type { Paper } from "../domain/paper.ts";
import type { Programme } from "../domain/programme.ts";
import type { KeptRound } from "../domain/round.ts";
import type { PastRecord, Retention } from "../domain/retention.ts";
import type { Offer, Role } from "../domain/role.ts";
import type { Result } from "../domain/result.ts";
import type { ProductSet } from "../domain/set.ts";
import type { Dossier } from "../dossier/fold.ts";
import type { Entry } from "../dossier/entry.ts";
import type { World } from "../flow/accept.ts";
import type { Carrying, Renewing } from "../flow/carry.ts";
import type { Checklist } from "../flow/define.ts";
import type { Form } from "../flow/form.ts";
import type { Meaning } from "../flow/meaning.ts";
import type { Attendance } from "../register/record.ts";
import type { BookFound, BookWant, BookWriting } from "./book.ts";
import type { DocumentFault, DocumentText } from "../domain/document.ts";
import type { Announcement } from "../broadcast/announcement.ts";
import type { AnnouncementFound, AnnouncementWant } from "./announcement.ts";
import type { SetAside } from "./condition.ts";
import type { Audit, Found, Want } from "./desk.ts";
import type { CarryFound, CarryWant } from "./carry.ts";
import type { KeptDocument } from "./document.ts";
import type { ArchiveFound, ArchiveWant } from "./archive.ts";
import type { FormsFound, FormsWant } from "./forms.ts";
import type { Inquiry } from "./inquiry.ts";
import type { Switches } from "../operation/switch.ts";
import type { Person } from "./person.ts";
import type { Receipt } from "./receipt.ts";
import type { ReviewFound, ReviewWant } from "./review.ts";
import type { Session } from "../review/session.ts";
import type { SessionFound, SessionVersions, SessionWant } from "./session.ts";
import type { UnpackFound, UnpackWant } from "./unpacking.ts";
import type { Thread } from "./thread.ts";

/** Everything said and known that does not change between two messages. */
export type Setting = {
  readonly words: Readonly<Record<string, string>>;
  readonly programme: Programme;
  readonly checklists: Readonly<Record<string, Checklist>>;
  readonly sets: Readonly<Record<string, readonly ProductSet[]>>;
  /** Scoring sheets, by law. */
  readonly sheets: Readonly<Record<string, readonly Sheet[]>>;
  /** What their levels mean, by law. */
  readonly meanings: Readonly<Record<string, readonly Meaning[]>>;
  /** The official forms, by law. */
  readonly forms: Readonly<Record<string, readonly Form[]>>;
  readonly papers: Readonly<Record<string, Paper>>;
  /** The names of all articles, and the documents that are known by their numbers. */
  readonly articles: readonly string[];
  readonly laws: readonly (Pick<Law, "kind" | "number" | "date"> & Partial<Pick<Law, "id">>)[];
  /** Other programmes, for the names of what dossiers from there say; ways from list to list, and how dossiers are done again. */
  readonly others?: readonly Programme[];
  readonly carryings?: readonly Carrying[];
  readonly renewings?: readonly Renewing[];
  /** How long things are kept. */
  readonly retention?: Retention;
};

/**
 * All that a decision may look at. `kept`: rounds decided since the plan, which the programme here has among its own.
 * `reach`: how long after their last word one may write to a person here, if not for ever. `alone`: to how many people one
 * may announce without another's word. `asked`: the announcement with quick answers that came here last. `reads`: whether papers are
 * read here. `off`: what is switched off. `rewrites`: a model may rewrite
 * stories. `fresh`: new names made beforehand, so that deciding needs no randomness.
 */
export type Scene = {
  readonly setting: Setting;
  readonly rewrites?: true;
  readonly kept?: readonly KeptRound[];
  readonly reach?: number;
  readonly alone?: number;
  readonly reads?: true;
  readonly asked?: AskedHere;
  readonly off?: Switches;
  readonly threadId: string;
  readonly now: Instant;
  readonly today: Day;
  readonly world: World;
  readonly fresh: {
    readonly person: string;
    readonly dossier: string;
    readonly code: string;
    readonly invite: string;
    readonly receipt: string;
    readonly inquiry: string;
    readonly document: string;
    readonly announcement: string;
  };
};

/** An announcement that asks something, as long as nothing was said since: its quick answers are numbers and words here. */
export type AskedHere = { readonly announcement: string; readonly answers: readonly string[] };

/** What happened: a person's deed, or what an effect brought back (the dossier opened, the dossiers gathered). */
export type Happening =
  | Deed
  | { readonly kind: "opened" }
  | { readonly kind: "gathered"; readonly dossiers: readonly Dossier[]; readonly why: Gathering }
  | { readonly kind: "redeemed"; readonly code: string; readonly given: Given | undefined }
  | Answered
  | { readonly kind: "desk"; readonly found: Found }
  | { readonly kind: "register"; readonly found: BookFound }
  | { readonly kind: "review"; readonly found: ReviewFound }
  | { readonly kind: "announcement"; readonly found: AnnouncementFound }
  | { readonly kind: "session"; readonly found: SessionFound }
  | { readonly kind: "forms"; readonly found: FormsFound }
  | { readonly kind: "rewritten"; readonly story: string | undefined }
  | { readonly kind: "archive"; readonly found: ArchiveFound }
  | { readonly kind: "unpack"; readonly found: UnpackFound }
  | { readonly kind: "carry"; readonly found: CarryFound }
  | DocumentRead
  | PhotoSeen
  | { readonly kind: "dossier-read"; readonly read: PaperRead; readonly dossier: Dossier };

/** What a look at a photo has shown, before it goes to its paper; no fault: none that a look can show. */
export type PhotoSeen = {
  readonly kind: "photo-seen";
  readonly file: FileRef;
  readonly item: string;
  readonly fault: PhotoFault | undefined;
};

/** Why dossiers are gathered. */
type Gathering = "data" | "erase" | "remind" | "lapse" | `expiry ${Day}`;

/** What came of a question; no answer: nobody answers here, or not in time. sure: the words looked like a question. */
export type Answered = {
  readonly kind: "answered";
  readonly question: string;
  readonly sure: boolean;
  readonly answer: Answer | undefined;
  /** Receipts that have been kept long enough: a new one takes some of them away. */
  readonly old: readonly string[];
};

/**
 * What came of reading a document. gone: its bytes are there no more. beside: the documents that are proposed or
 * published; others: chats of those who may approve.
 */
export type DocumentRead = {
  readonly kind: "document-read";
  readonly step: "show" | "propose";
  readonly read: Result<DocumentText, DocumentFault | "gone">;
  readonly beside: readonly KeptDocument[];
  readonly others: readonly string[];
};

/** What a one-time code gives: the person who made it, and the dossier to help with, if it is not for themselves; or a role. */
export type Given =
  | { readonly until: Instant; readonly person: Person; readonly dossier: Dossier | undefined }
  | { readonly until: Instant; readonly role: Omit<Role, "from"> };

/**
 * What is to be done once the decision is committed. Every kind has a performer in turn/perform.ts.
 * give-code: a one-time code, for the person's other channel or for a helper of `dossier`. redeem: what a code gives. spend-code: it is used up.
 * replace-person: that name is no more, the person lives on under another.
 * erase: drafts with their files and `products`, of which some are `shared` with helpers, and with `all` the person and the chat too, but
 * not what they `await` from an office.
 * consult: what is known about a question. desk: what waits at an office; review: dossiers; session: of the council. forms: official forms, filled. archive: a whole dossier packed; unpack: one that came back. carry: what is done again. keep-session:
 * as it is `now`, or no more, if nothing that it rests on has moved. keep-inquiry: as it is `now`, or no more.
 * rewrite: an arranged story, by a model.
 * keep-dossier: somebody else's, as it is `now`.
 * await-reply: this chat waits for it; reply-told: those chats do no more.
 * register: what stands in the programme's register, or a file of it. keep-records: written in it. keep-attendance: this
 * person, or chat, was at a training.
 * look-at-photo: whether anybody can read it, before it goes to its paper. read-paper: what stands on a file, in its own
 * time. read-into: what was read belongs to a dossier that is not open here.
 * read-document: the text of a file. keep-document: as it is `now`, or no more; its articles come with the first.
 * announcement: what is known of announcements and the people they are for. keep-announcement: as it is `now`, or no
 * more. settle-doubts: those of whom nobody knows are sent to again, or count as reached; done after the commit. keep-answer: what somebody
 * says to one, instead of what they said `before`.
 * keep-rounds: rounds decided since the plan. keep-switches: what is switched off from now on. settle-aside:
 * what was set aside is tried again, or is no more. tell: news for other chats. take-seat: a person's new role, under which their chats are found, and the one it stands
 * `instead` of. give-role: a one-time code for a role. unseat: somebody else's roles that are `gone`. audit: a right was used.
 * let-go: records past their period, which staff agreed to. guess: a wrong code, kept for an hour; those that are `old` are not, and `told` that somebody heard of it.
 */
export type Effect =
  | { readonly kind: "say"; readonly message: Message }
  | { readonly kind: "enter"; readonly dossier: string; readonly entry: Entry }
  | { readonly kind: "open"; readonly dossier: string }
  | { readonly kind: "gather"; readonly dossiers: readonly string[]; readonly why: Gathering }
  | { readonly kind: "pass-on"; readonly question: string }
  | { readonly kind: "consult"; readonly question: string; readonly sure: boolean; readonly near?: string }
  | { readonly kind: "desk"; readonly want: Want }
  | { readonly kind: "review"; readonly want: ReviewWant }
  | { readonly kind: "session"; readonly want: SessionWant }
  | { readonly kind: "forms"; readonly want: FormsWant }
  | { readonly kind: "archive"; readonly want: ArchiveWant }
  | { readonly kind: "unpack"; readonly want: UnpackWant }
  | { readonly kind: "carry"; readonly want: CarryWant }
  | { readonly kind: "rewrite"; readonly story: string }
  | {
      readonly kind: "keep-session";
      readonly before: Session | undefined;
      readonly versions: SessionVersions;
      readonly now: Session | undefined;
    }
  | {
      readonly kind: "keep-dossier";
      readonly before: Dossier;
      readonly now: Dossier;
      readonly entries: readonly Entry[];
    }
  | { readonly kind: "keep-inquiry"; readonly before: Inquiry | undefined; readonly now: Inquiry | undefined }
  | { readonly kind: "read-document"; readonly file: FileRef; readonly step: DocumentRead["step"] }
  | { readonly kind: "look-at-photo"; readonly file: FileRef; readonly item: string }
  | {
      readonly kind: "read-paper";
      readonly dossier: string;
      readonly file: FileRef;
      readonly used?: true;
    }
  | { readonly kind: "read-into"; readonly read: PaperRead }
  | {
      readonly kind: "keep-document";
      readonly before: KeptDocument | undefined;
      readonly now: KeptDocument | undefined;
      readonly files?: readonly ContentFile[];
    }
  | { readonly kind: "await-reply"; readonly inquiry: string }
  | { readonly kind: "reply-told"; readonly inquiry: string; readonly threads: readonly string[] }
  | { readonly kind: "keep-receipt"; readonly receipt: Receipt; readonly old: readonly string[] }
  | { readonly kind: "register"; readonly want: BookWant }
  | { readonly kind: "keep-records"; readonly writing: BookWriting }
  | { readonly kind: "keep-attendance"; readonly attendance: Attendance }
  | { readonly kind: "keep-rounds"; readonly rounds: readonly KeptRound[] }
  | { readonly kind: "settle-aside"; readonly one: SetAside; readonly how: "retry" | "drop" }
  | { readonly kind: "keep-switches"; readonly off: Switches }
  | { readonly kind: "announcement"; readonly want: AnnouncementWant }
  | {
      readonly kind: "keep-announcement";
      readonly before: Announcement | undefined;
      readonly now: Announcement | undefined;
    }
  | { readonly kind: "settle-doubts"; readonly announcement: string; readonly how: "again" | "as-sent" }
  | {
      readonly kind: "keep-answer";
      readonly announcement: string;
      readonly person: string;
      readonly number: number;
      readonly before: number | undefined;
    }
  | { readonly kind: "tell"; readonly threads: readonly string[]; readonly news: News }
  | {
      readonly kind: "take-seat";
      readonly person: string;
      readonly role: Role;
      readonly threads: readonly string[];
      readonly instead?: readonly Role[];
    }
  | { readonly kind: "unseat"; readonly person: Person; readonly gone: readonly Role[] }
  | { readonly kind: "guess"; readonly old: readonly string[]; readonly told: boolean }
  | { readonly kind: "audit"; readonly by: string; readonly deed: Audit; readonly about: string }
  | {
      readonly kind: "erase";
      readonly dossiers: readonly string[];
      readonly files: readonly string[];
      readonly all: boolean;
      readonly await?: true;
      readonly shared?: readonly { readonly dossier: string; readonly person: string }[];
      readonly products?: readonly { readonly dossier: string; readonly product: string }[];
    }
  | {
      readonly kind: "give-code";
      readonly code: string;
      readonly person: string;
      readonly dossier: string | undefined;
      readonly until: Instant;
    }
  | { readonly kind: "give-role"; readonly code: string; readonly role: Offer; readonly until: Instant }
  | { readonly kind: "spend-code"; readonly code: string }
  | { readonly kind: "let-go"; readonly records: readonly PastRecord[]; readonly by: string }
  | { readonly kind: "redeem"; readonly code: string }
  | { readonly kind: "replace-person"; readonly person: string; readonly into: string }
  | { readonly kind: "discard"; readonly files: readonly string[] }
  | { readonly kind: "remind"; readonly name: string; readonly at: Instant };

/** The state a decision starts from and ends with, and the effects so far. */
export type Turn = {
  readonly thread: Thread;
  readonly person: Person | undefined;
  readonly dossier: Dossier | undefined;
  readonly effects: readonly Effect[];
};

/** One way of understanding an event; undefined leaves it to the next reader. */
export type Reader<Deed> = (turn: Turn, deed: Deed, scene: Scene) => Turn | undefined;
