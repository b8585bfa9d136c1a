import { plain } from "./plain.ts";
import { fold } from "./fold.ts";

export type Option = { readonly id: string; readonly label: string; readonly also?: readonly string[] };

/** The ways an option may be named, as folded words. */
export type OptionForms = {
  readonly id: string;
  readonly forms: readonly (readonly string[])[];
  readonly initials: readonly string[];
};

const made = new WeakMap<Option, OptionForms>();

/** The folded forms of an option, kept as long as the option itself. */
export const formsOf = (option: Option): OptionForms => {
  const known = made.get(option);
  if (known !== undefined) return known;
  const names = [option.label, ...(option.also ?? [])];
  const short = option.label.replace(/\s*\(.*?\)/g, "");
  const folded = new Set(
    [...names, short].flatMap((name) => [fold(name), plain(name)]).filter((form) => form !== ""),
  );
  const forms = [...folded].map((form) => form.split(" "));
  const initials = forms
    .filter((words) => words.length > 1)
    .map((words) => words.map((word) => word[0] ?? "").join(""))
    .filter((letters) => letters.length > 1);
  const result = { id: option.id, forms, initials };
  made.set(option, result);
  return result;
};
