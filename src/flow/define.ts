import type { Certainty } from "../domain/certainty.ts";

/** One choice of an item. `also`: other ways people say it (folded or not). `note`: shown after the label. */
export type Option = {
  readonly label: string;
  readonly also?: readonly string[];
  readonly certainty?: Certainty;
};
export type Options = Readonly<Record<string, Option>>;

/** What an item takes. A yes-or-no with `must` stays open until it is a yes. Lists named here (`communes`, `products`, `sets`) come from the programme and the law. */
export type Expect =
  | { readonly kind: "one"; readonly options: Options }
  | { readonly kind: "many"; readonly options: Options }
  | { readonly kind: "from"; readonly list: ListName }
  | { readonly kind: "yesno"; readonly must?: true }
  | { readonly kind: "text"; readonly max?: number; readonly lines?: true }
  | {
      readonly kind: "number";
      readonly unit?: string;
      readonly min?: number;
      readonly max?: number;
      readonly whole?: true;
    }
  | { readonly kind: "money"; readonly min?: number }
  | { readonly kind: "phone" }
  | { readonly kind: "email" }
  | { readonly kind: "url" }
  | { readonly kind: "day"; readonly prefer: "past" | "future" }
  | { readonly kind: "file" }
  | { readonly kind: "paper"; readonly paper: string };
export type ListName = "communes" | "products" | "sets";

/** When an item counts. `is(item, ...values)`: the answer is one of them (a "many" answer contains one of them). */
export type Condition =
  | { readonly op: "is"; readonly item: string; readonly values: readonly string[] }
  | { readonly op: "answered"; readonly item: string }
  | { readonly op: "not"; readonly of: Condition }
  | { readonly op: "all"; readonly of: readonly Condition[] }
  | { readonly op: "any"; readonly of: readonly Condition[] };

/**
 * One thing a dossier needs.
 * ask: the question, one short sentence. short: two to five words for lists and read-back.
 * why: the reason it is asked, one sentence. hint: an example of a good answer.
 * when: the item counts only then; one whose `when` is its own answer is never asked, people begin it by themselves.
 * fills: the fields of the official forms it fills, "bieu-02.ten_chu_the".
 * after: items that have to be done first ("chưa làm được vì ..."), with the sentence that says so.
 */
export type Item = {
  readonly section: string;
  readonly ask: string;
  readonly short: string;
  readonly why: string;
  readonly hint?: string;
  readonly also?: readonly string[];
  readonly expect: Expect;
  readonly when?: Condition;
  readonly optional?: true;
  readonly personal?: true;
  readonly fills?: readonly string[];
  readonly because?: string;
  readonly certainty?: Certainty;
  readonly after?: { readonly items: readonly string[]; readonly because: string };
};

export type Section = { readonly id: string; readonly title: string };

/** A checklist as data: survives JSON, holds no functions. Items are asked in the order they stand. owner: the item that names who registers, ownerKind: what they are. */
export type Checklist = {
  readonly id: string;
  readonly law: string;
  readonly version: number;
  readonly title: string;
  readonly owner?: string;
  readonly ownerKind?: string;
  readonly sections: readonly Section[];
  readonly items: Readonly<Record<string, Item>>;
};

type OptionIds<Of> = Of extends { readonly expect: { readonly options: infer All } }
  ? keyof All & string
  : string;
type ConditionOn<Items> =
  | {
      [Name in keyof Items & string]: {
        readonly op: "is";
        readonly item: Name;
        readonly values: readonly OptionIds<Items[Name]>[];
      };
    }[keyof Items & string]
  | { readonly op: "answered"; readonly item: keyof Items & string }
  | { readonly op: "not"; readonly of: ConditionOn<Items> }
  | { readonly op: "all"; readonly of: readonly ConditionOn<Items>[] }
  | { readonly op: "any"; readonly of: readonly ConditionOn<Items>[] };
type Checked<Items> = {
  [Name in keyof Items]: {
    readonly section: string;
    readonly when?: ConditionOn<Items>;
    readonly after?: { readonly items: readonly (keyof Items & string)[]; readonly because: string };
  };
};

/** Declares a checklist; a condition that names an unknown item or option does not compile. */
export const checklist = <const Items extends Readonly<Record<string, Item>> & Checked<Items>>(
  list: Omit<Checklist, "items"> & { readonly items: Items },
): Checklist => list;

export const is = <const Name extends string, const Value extends string>(item: Name, ...values: Value[]) =>
  ({ op: "is", item, values }) as const;
export const answered = <const Name extends string>(item: Name) => ({ op: "answered", item }) as const;
export const not = <const Of extends Condition>(of: Of) => ({ op: "not", of }) as const;
export const all = <const Of extends readonly Condition[]>(...of: Of) => ({ op: "all", of }) as const;
export const any = <const Of extends readonly Condition[]>(...of: Of) => ({ op: "any", of }) as const;
