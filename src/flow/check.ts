import { applies } from "./progress.ts";
import type { Answers, Value } from "./answers.ts";
import type { Checklist, Condition, Item } from "./define.ts";

/** What is wrong with a checklist, and at which item. */
export type Complaint = { readonly item?: string; readonly text: string };

/** What a checklist may name: papers, product sets and programmes, by id. */
export type Known = {
  readonly papers: readonly string[];
  readonly sets: readonly string[];
  readonly programmes: readonly string[];
};

// An item and an option travel together in a button of 64 bytes.
const mostIdCharacters = 20;
const mostCharacters = 160;
const mostWordsInShort = 5;
const mostChoices = 7;
// The printed form has eight boxes in one row of ticks.
const mostTicks = 8;

/** Everything about a checklist that its types cannot promise. Empty when it is sound. */
export function check(list: Checklist, known: Known): readonly Complaint[] {
  const sections = new Set(list.sections.map((section) => section.id));
  const earlier: string[] = [];
  const complaints: Complaint[] = [list.owner, list.ownerKind]
    .filter((name) => name !== undefined && !(name in list.items))
    .map((name) => ({ text: `no item ${name}` }));
  for (const [id, item] of Object.entries(list.items)) {
    const faults = [
      ...(sections.has(item.section) ? [] : [`no section ${item.section}`]),
      ...wordFaults(id, item),
      ...expectFaults(item, known),
      ...(volunteered(id, item) ? [] : conditionFaults(list, item.when, earlier, known)),
      ...(item.after?.items ?? [])
        .filter((name) => list.items[name] === undefined)
        .map((name) => `after: no item ${name}`),
    ];
    earlier.push(id);
    // A condition that names nothing sensible cannot be tried out.
    if (faults.length === 0 && !reachable(list, id, known)) faults.push("no answers lead here");
    if (waitsForItself(list, id)) faults.push("after: it waits for itself");
    complaints.push(...faults.map((text) => ({ item: id, text })));
  }
  for (const section of sections) {
    if (!Object.values(list.items).some((item) => item.section === section)) {
      complaints.push({ text: `the section ${section} has no items` });
    }
  }
  return complaints;
}

function wordFaults(id: string, item: Item): readonly string[] {
  const faults = [];
  if (id.length > mostIdCharacters) faults.push(`its id has more than ${mostIdCharacters} characters`);
  if (item.ask.length > mostCharacters) faults.push(`ask has more than ${mostCharacters} characters`);
  if (!/[?.]$/u.test(item.ask)) faults.push("ask ends with neither ? nor .");
  if (item.why.length > mostCharacters) faults.push(`why has more than ${mostCharacters} characters`);
  if (!item.why.endsWith(".")) faults.push("why does not end with .");
  if (item.short.split(" ").length > mostWordsInShort)
    faults.push(`short has more than ${mostWordsInShort} words`);
  if (item.expect.kind === "text" && item.hint === undefined) faults.push("a text needs a hint");
  if (item.because === undefined) faults.push("because is missing");
  if ((item.expect.kind === "phone" || item.expect.kind === "email") && item.personal !== true)
    faults.push("personal is missing");
  return faults;
}

function expectFaults({ expect }: Item, known: Known): readonly string[] {
  switch (expect.kind) {
    case "one":
    case "many": {
      const ids = Object.keys(expect.options);
      const most = expect.kind === "one" ? mostChoices : mostTicks;
      return [
        ...(ids.length < 2 || ids.length > most ? [`${ids.length} options, 2 to ${most} are wanted`] : []),
        ...ids.filter((id) => id.length > mostIdCharacters).map((id) => `the option id ${id} is too long`),
      ];
    }
    case "from":
      return (expect.list === "sets" ? known.sets : known.programmes).length === 0
        ? [`nothing to choose from in ${expect.list}`]
        : [];
    case "paper":
      return known.papers.includes(expect.paper) ? [] : [`no paper ${expect.paper}`];
    default:
      return [];
  }
}

function conditionFaults(
  list: Checklist,
  condition: Condition | undefined,
  earlier: readonly string[],
  known: Known,
): readonly string[] {
  return named(condition).flatMap((leaf) => {
    const item = list.items[leaf.item];
    if (item === undefined || !earlier.includes(leaf.item))
      return [`when: ${leaf.item} is not an earlier item`];
    if (leaf.op === "answered") return [];
    const values = valuesOf(item, known);
    if (values === undefined) return [`when: ${leaf.item} has no values to compare with`];
    return leaf.values
      .filter((value) => !values.includes(value))
      .map((value) => `when: ${leaf.item} is never ${value}`);
  });
}

type Leaf = Extract<Condition, { readonly op: "is" | "answered" }>;

function named(condition: Condition | undefined): readonly Leaf[] {
  if (condition === undefined) return [];
  switch (condition.op) {
    case "is":
    case "answered":
      return [condition];
    case "not":
      return named(condition.of);
    case "all":
    case "any":
      return condition.of.flatMap(named);
  }
}

/** The values a condition may ask for; undefined where it may ask for none, or for any word. */
function valuesOf({ expect }: Item, known: Known): readonly string[] | undefined {
  if (expect.kind === "one" || expect.kind === "many") return Object.keys(expect.options);
  if (expect.kind === "yesno") return ["yes", "no"];
  if (expect.kind === "from" && expect.list === "sets") return known.sets;
  return undefined;
}

/** Whether some answers to the items it depends on, each asked in its own turn, make an item count. */
function reachable(list: Checklist, id: string, known: Known): boolean {
  const item = list.items[id];
  return (
    item !== undefined &&
    (volunteered(id, item) ||
      tries(list, [...depends(list, id)], known, {}).some((answers) => applies(item, answers)))
  );
}

/** An item that counts once it is answered: nobody is asked, whoever wants it says so. */
const volunteered = (id: string, { when }: Item): boolean => when?.op === "answered" && when.item === id;

/** The items an item's condition rests on, directly or through others, in the order of asking. */
function depends(list: Checklist, id: string): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (name: string): void => {
    for (const leaf of named(list.items[name]?.when))
      if (!found.has(leaf.item)) {
        found.add(leaf.item);
        visit(leaf.item);
      }
  };
  visit(id);
  return new Set(Object.keys(list.items).filter((name) => found.has(name)));
}

function tries(
  list: Checklist,
  names: readonly string[],
  known: Known,
  answers: Answers,
): readonly Answers[] {
  const [name, ...rest] = names;
  const item = name === undefined ? undefined : list.items[name];
  if (name === undefined || item === undefined) return [answers];
  const without = tries(list, rest, known, answers);
  if (!applies(item, answers) && !volunteered(name, item)) return without;
  return [
    ...without,
    ...sampleAnswers(item, known).flatMap((value) => tries(list, rest, known, { ...answers, [name]: value })),
  ];
}

function sampleAnswers(item: Item, known: Known): readonly Value[] {
  const values = valuesOf(item, known);
  if (values === undefined) return ["x"];
  if (item.expect.kind === "yesno") return [true, false];
  return item.expect.kind === "many" ? [...values.map((value) => [value]), values] : values;
}

function waitsForItself(list: Checklist, id: string): boolean {
  const seen = new Set<string>();
  const visit = (name: string): boolean =>
    (list.items[name]?.after?.items ?? []).some((first) => {
      if (first === id) return true;
      if (seen.has(first)) return false;
      seen.add(first);
      return visit(first);
    });
  return visit(id);
}
