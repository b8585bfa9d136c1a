import type { Answers } from "./answers.ts";
import { holds } from "./condition.ts";
import type { Checklist, Condition, Item } from "./define.ts";
import { applies } from "./progress.ts";

/** Who signs: the role under the date, what is asked for under it, and the item whose answer is the name. */
export type Signature = { readonly role: string; readonly how: string; readonly name?: string };

/**
 * One part of an official form, from its top to its end. field: a blank with its label, so many dotted lines where nobody
 * has answered; ticks: the item's options, of which the answered are marked (`labels` where the form words them another
 * way); rows: each line of the answer is a row, cut at ": "; offices: blanks for officials beside each other; state: what
 * is known of papers; scores: the scoring sheet's lines; findings: the points that an office judges.
 */
export type FormPart =
  | { readonly kind: "motto"; readonly agency?: string }
  | { readonly kind: "title"; readonly text: string; readonly under?: string }
  | { readonly kind: "heading" | "words" | "note"; readonly text: string }
  | {
      readonly kind: "field";
      readonly field: string;
      readonly label: string;
      readonly lines?: number;
    }
  | {
      readonly kind: "ticks";
      readonly field: string;
      readonly label: string;
      readonly labels?: Readonly<Record<string, string>>;
    }
  | {
      readonly kind: "rows";
      readonly field: string;
      readonly label: string;
      readonly columns: readonly [string, string];
    }
  | {
      readonly kind: "offices";
      readonly columns: readonly {
        readonly title: string;
        readonly fields: readonly { readonly field: string; readonly label: string }[];
      }[];
    }
  | {
      readonly kind: "papers";
      readonly rows: readonly { readonly label: string; readonly items: readonly string[] }[];
    }
  | { readonly kind: "scores" }
  | { readonly kind: "findings"; readonly says: Readonly<Record<string, readonly string[]>> }
  | { readonly kind: "sign"; readonly left?: Signature; readonly right: Signature };

/**
 * An official form as data. id: its fields begin with it. name: as people call it; title: what it is. when: it belongs to
 * a dossier only then. by: who fills it in. byHand: fields that nobody is asked for here, left to the pen.
 */
export type Form = {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly law: string;
  readonly when?: Condition;
  readonly by: "producer" | "office";
  readonly byHand: readonly string[];
  readonly parts: readonly FormPart[];
};

/** The forms that belong to a dossier with these answers. */
export const formsFor = (
  forms: readonly Form[],
  answers: Answers,
  by: readonly Form["by"][],
): readonly Form[] =>
  forms.filter((one) => by.includes(one.by) && (one.when === undefined || holds(one.when, answers)));

/** Every field that stands on a form, in its order. */
export const fieldsOn = ({ parts }: Form): readonly string[] =>
  parts.flatMap((part) => {
    switch (part.kind) {
      case "field":
      case "ticks":
      case "rows":
        return [part.field];
      case "offices":
        return part.columns.flatMap((column) => column.fields.map((one) => one.field));
      default:
        return [];
    }
  });

/** The item that fills a field under these answers: the one that counts, before all the one that is answered. */
export function itemFor(
  list: Checklist,
  field: string,
  answers: Answers,
): { readonly id: string; readonly item: Item } | undefined {
  const all = Object.entries(list.items)
    .map(([id, item]) => ({ id, item }))
    .filter(({ item }) => item.fills?.includes(field) === true && applies(item, answers));
  return all.find(({ id }) => answers[id] !== undefined) ?? all[0];
}

/** The items whose answers stand on a form under these answers, each once. */
export function itemsOn(list: Checklist, form: Form, answers: Answers): readonly string[] {
  const filled = fieldsOn(form).flatMap((field) => itemFor(list, field, answers)?.id ?? []);
  const told = form.parts.flatMap((part) =>
    part.kind === "papers"
      ? part.rows.flatMap((row) => row.items)
      : part.kind === "findings"
        ? Object.values(part.says).flat()
        : [],
  );
  const set = Object.keys(list.items).filter((id) => {
    const expect = list.items[id]?.expect;
    return expect?.kind === "from" && expect.list === "sets";
  });
  const beside = form.parts.flatMap((part) => {
    if (part.kind === "scores") return set;
    return part.kind === "sign" && part.right.name !== undefined ? [part.right.name] : [];
  });
  const counts = (id: string): boolean => {
    const item = list.items[id];
    return item !== undefined && applies(item, answers);
  };
  return [...new Set([...filled, ...[...told, ...beside].filter(counts)])];
}
