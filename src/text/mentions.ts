import { nearly } from "./edit-distance.ts";
import { negatedAt } from "./negation.ts";
import type { OptionForms } from "./option-forms.ts";
import { expand } from "./teencode.ts";

type Mention = {
  readonly id: string;
  readonly start: number;
  readonly end: number;
  readonly negated: boolean;
  readonly initials?: true;
};

/** What a text names, and when it only refuses some: those and the words that follow. */
type Mentioned = {
  readonly ids: string[];
  readonly refused: ReadonlySet<string>;
  readonly rest: readonly string[];
};

/** Options named in full, by their initials or with a slip. Of two that overlap the longer one counts. */
export const mentioned = (typed: string, forms: readonly OptionForms[]): Mentioned => {
  const words = expand(typed).split(" ");
  let found = forms.flatMap((option) => mentions(option, words, (a, b) => a === b));
  const raw = typed.split(" ");
  found.push(...forms.flatMap((option) => initialMentions(option, raw)));
  if (found.length === 0) found = forms.flatMap((option) => mentions(option, words, nearly));
  const kept = found.filter(
    (one) =>
      !found.some(
        (other) => other !== one && covers(other, one) && (other.id !== one.id || other.start < one.start),
      ),
  );
  const refused = new Set(kept.filter((one) => one.negated).map((one) => one.id));
  const ids = new Set(kept.filter((one) => !one.negated && !refused.has(one.id)).map((one) => one.id));
  const end = Math.max(0, ...kept.filter((one) => one.negated).map((one) => one.end));
  // Initials are counted in typed words, of which one may stand for several.
  const rest = kept.some((one) => one.initials) ? raw.slice(end) : words.slice(end);
  return { ids: forms.map((option) => option.id).filter((id) => ids.has(id)), refused, rest };
};

const covers = (outer: Mention, inner: Mention): boolean =>
  outer.start <= inner.start && outer.end >= inner.end && outer.end - outer.start > inner.end - inner.start;

const mentions = (
  option: OptionForms,
  words: readonly string[],
  same: (a: string, b: string) => boolean,
): Mention[] => {
  const found: Mention[] = [];
  for (const form of option.forms) {
    for (let start = 0; start + form.length <= words.length; start += 1) {
      if (!form.every((word, at) => same(words[start + at] ?? "", word))) continue;
      found.push({ id: option.id, start, end: start + form.length, negated: negatedAt(words, start) });
    }
  }
  return found;
};

const initialMentions = (option: OptionForms, words: readonly string[]): Mention[] =>
  words.flatMap((word, at) =>
    word.length > 1 && option.initials.includes(word) && expand(word) === word
      ? [{ id: option.id, start: at, end: at + 1, negated: negatedAt(words, at), initials: true as const }]
      : [],
  );
