import type { ContentFile } from "../content/header.ts";
import type { Reply } from "../domain/event.ts";
import type { Instant } from "../domain/instant.ts";
import type { RetentionReport } from "../domain/retention.ts";
import type { Offer } from "../domain/role.ts";
import type { ConditionFound, ConditionWant } from "./condition.ts";
import type { KeptDocument } from "./document.ts";
import type { Inquiry } from "./inquiry.ts";
import type { Person } from "./person.ts";
import type { Receipt } from "./receipt.ts";

/**
 * What is handed on to an office. text: what its officers read; words: what was typed; lead: what is said before the
 * person is told who has it now.
 */
export type Pass = {
  readonly what: Inquiry["what"];
  readonly text: string;
  readonly words: string;
  readonly lead?: string;
  readonly office: string;
  readonly place?: string;
  readonly receipt?: string;
};

/** Why an officer's open questions are looked at: they asked, one came in, one was just answered, or the day begins. */
export type Glance = "asked" | "came" | "next" | "morning";

/** What an officer does with one inquiry. show: an answer that waits to be approved. late: it has waited too long elsewhere. */
export type Handling =
  | { readonly deed: "reply"; readonly text: string }
  | { readonly deed: "show" | "publish" | "decline" | "late" };

/** What somebody does with a proposed document; read: its articles, or the one of a number, which are looked up for it. */
type DocumentWant = {
  readonly ask: "document";
  readonly id: string;
  readonly deed: "show" | "read" | "publish" | "decline";
  readonly article?: number;
};

/** What has to be looked up before it can be decided on. */
export type Want =
  | { readonly ask: "pass"; readonly pass: Pass }
  | { readonly ask: "open"; readonly why: Glance }
  | { readonly ask: "proposals" }
  | { readonly ask: "inquiry"; readonly id: string; readonly handling: Handling }
  | DocumentWant
  | { readonly ask: "askers"; readonly reply: Reply }
  | { readonly ask: "overdue"; readonly id: string }
  | { readonly ask: "receipt"; readonly code: string }
  | { readonly ask: "holders"; readonly why: HoldersGlance }
  | { readonly ask: "log" }
  | { readonly ask: "guesses" }
  | RetentionWant
  | ConditionWant;

/** What is asked of the report on what is kept. agree: what is past its period may go, as it was shown (`day`, `count`). */
export type RetentionWant = {
  readonly ask: "retention";
  readonly deed: "show" | "came" | "ask" | "agree";
  readonly day?: string;
  readonly count?: number;
};

/** Why people with roles are looked at; `code`: of a role, or the short name of a person. */
export type HoldersGlance =
  | { readonly deed: "list" }
  | { readonly deed: "ask" | "take"; readonly code: string };

/**
 * What was found. same: the open inquiry that asks the same; officers, others: chats to be told; standing: those of the
 * office in charge and of whoever is there for all. people: with the roles
 * that were asked for; offer: what an unused code gives. recent: the chats of the wrong codes of the last hour; old: those
 * before it; watchers: the chats that are to hear of it now, if it is too many.
 */
export type Found =
  | {
      readonly ask: "pass";
      readonly pass: Pass;
      readonly same: Inquiry | undefined;
      readonly officers: readonly string[];
    }
  | { readonly ask: "open"; readonly why: Glance; readonly inquiries: readonly Inquiry[] }
  | {
      readonly ask: "proposals";
      readonly inquiries: readonly Inquiry[];
      readonly documents: readonly KeptDocument[];
    }
  | (DocumentWant & {
      readonly document: KeptDocument | undefined;
      readonly files: readonly ContentFile[];
    })
  | {
      readonly ask: "inquiry";
      readonly id: string;
      readonly handling: Handling;
      readonly inquiry: Inquiry | undefined;
      readonly askers: number;
      readonly others: readonly string[];
    }
  | {
      readonly ask: "askers";
      readonly reply: Reply;
      readonly threads: readonly string[];
      readonly more: boolean;
    }
  | {
      readonly ask: "overdue";
      readonly id: string;
      readonly inquiry: Inquiry | undefined;
      readonly standing: readonly string[];
    }
  | { readonly ask: "receipt"; readonly code: string; readonly receipt: Receipt | undefined }
  | {
      readonly ask: "holders";
      readonly why: HoldersGlance;
      readonly people: readonly Person[];
      readonly offer: Offer | undefined;
    }
  | ConditionFound
  | { readonly ask: "log"; readonly lines: readonly AuditLine[] }
  | {
      readonly ask: "guesses";
      readonly recent: readonly string[];
      readonly old: readonly string[];
      readonly watchers: readonly string[];
    }
  | (RetentionWant & { readonly report: RetentionReport | undefined });

/** A line of the audit log: who used which right on what, ids and codes only. */
export type AuditLine = {
  readonly at: Instant;
  readonly by: string;
  readonly deed: string;
  readonly about: string;
};

/** What was done with an announcement. */
export type AnnouncementAudit =
  | "drafted"
  | "changed"
  | "previewed"
  | "proposed"
  | "released"
  | "declined"
  | "dropped"
  | "paused"
  | "went-on"
  | "stopped"
  | "newcomers"
  | "until"
  | "shown"
  | "listed"
  | "names"
  | "doubts"
  | "sheet";

/** Use of a right: which, and on what (ids and codes only). */
export type Audit =
  | "granted"
  | "listed"
  | "proposed"
  | "replied"
  | "published"
  | "declined"
  | "replayed"
  | "wrote"
  | "reported"
  | "listed-dossiers"
  | "opened"
  | "returned"
  | "accepted"
  | "sent-on"
  | "result"
  | `round-${"opened" | "changed" | "closed"}`
  | `announcement-${AnnouncementAudit}`
  | "invited"
  | "holders"
  | "revoked"
  | "guessed"
  | "condition-seen"
  | "set-aside-seen"
  | `settled-${"retry" | "drop"}`
  | `switched-${"on" | "off"}`
  | "session-opened"
  | "session-seen"
  | "session-joined"
  | "session-chaired"
  | "session-conflict"
  | "session-scored"
  | "session-closed"
  | "session-dropped"
  | "session-papers"
  | `retention-${"shown" | "agreed" | "erased"}`;
