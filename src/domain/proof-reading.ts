/** One thing a paper shows: the value, how sure it is, from 0 to 100, and the line it stood in. */
export type Field = { readonly value: string; readonly confidence: number; readonly line: string };

/**
 * What a machine has read on a paper; days as "2022-05-02". reckoned: the last day follows from how long such a paper
 * counts. by: out of a text layer or off a picture. turned: degrees the picture had to be turned.
 */
export type ProofReading = {
  readonly by: "text" | "picture";
  readonly legible: boolean;
  readonly turned?: number | undefined;
  readonly kind?: Field | undefined;
  readonly holder?: Field | undefined;
  readonly product?: Field | undefined;
  readonly number?: Field | undefined;
  readonly issuer?: Field | undefined;
  readonly issued?: Field | undefined;
  readonly until?: Field | undefined;
  readonly reckoned?: true | undefined;
};

/**
 * A paper of a dossier has been read, by the hash of its file; `asked`: when that was begun. used: its sender has said
 * already that a poor photo is to be used.
 */
export type PaperRead = {
  readonly kind: "paper-read";
  readonly dossier: string;
  readonly file: string;
  readonly reading: ProofReading;
  readonly asked: number;
  readonly used?: true | undefined;
};
