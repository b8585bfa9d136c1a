import type { SessionPaper } from "../review/session-paper.ts";

/** The papers of a session as files: its minutes (.docx) and its score sheets (.xlsx). */
export type SessionPapers = {
  readonly minutes: (paper: SessionPaper) => Promise<Uint8Array>;
  readonly scores: (paper: SessionPaper) => Promise<Uint8Array>;
};
