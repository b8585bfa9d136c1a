/** What a link to a form leads to: the form's name, or why there is none (over: too late or not ours; changed: the dossier is). */
export type BehindLink =
  | { readonly kind: "form"; readonly name: string }
  | { readonly kind: "over" | "changed" };

/** Where links to forms lead. busy: too many are made at this moment. */
export type FormDoor = {
  readonly look: (token: string) => Promise<BehindLink>;
  readonly file: (
    token: string,
    kind: "docx" | "pdf",
  ) => Promise<
    | { readonly kind: "file"; readonly name: string; readonly bytes: Uint8Array }
    | { readonly kind: "over" | "changed" | "busy" }
  >;
};
