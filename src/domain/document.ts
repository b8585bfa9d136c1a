/** Why a document cannot be read. locked: a password; scanned: pictures of pages; garbled: letters without meaning. */
export type DocumentFault =
  | "size"
  | "pages"
  | "slow"
  | "kind"
  | "old-word"
  | "locked"
  | "broken"
  | "scanned"
  | "encoding"
  | "legacy-font"
  | "garbled"
  | "empty";

/** The cleaned text of a document; `blank`: pages of it that hold no letter, as those do that were scanned. */
export type DocumentText = { readonly text: string; readonly blank: number };
