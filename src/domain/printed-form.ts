/** Words of one look. */
export type Span = { readonly text: string; readonly bold?: true; readonly italic?: true };

/**
 * A paragraph. dotted: a dotted line for the pen goes on from its last word to the margin. inset: set in.
 * keep: on one page with what follows.
 */
export type PrintedLine = {
  readonly spans: readonly Span[];
  readonly centred?: true;
  readonly dotted?: true;
  readonly inset?: true;
  readonly keep?: true;
};

/** A cell; `across`: how many columns it takes. */
export type PrintedCell = { readonly lines: readonly PrintedLine[]; readonly across?: number };

/** What stands on a form, from top to bottom. `widths` are shares; a table's first row is its head, unless it is bare. qr: a code for cameras. */
export type PrintedBlock =
  | PrintedLine
  | { readonly dots: number }
  | { readonly qr: string }
  | {
      readonly widths: readonly number[];
      readonly rows: readonly (readonly PrintedCell[])[];
      readonly bare?: true;
    };

/** A form filled in: the same for Word and for PDF. file: its name without an ending; foot: at the foot of each page. */
export type PrintedForm = {
  readonly file: string;
  readonly title: string;
  readonly foot: string;
  readonly blocks: readonly PrintedBlock[];
};
