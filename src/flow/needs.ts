import type { Answers } from "./answers.ts";
import type { Checklist, Item } from "./define.ts";
import { applies } from "./progress.ts";

/** One thing that has to be got or prepared. after: what has to be there before. */
export type Need = { readonly id: string; readonly item: Item; readonly after: readonly string[] };

/** What a dossier needs besides answers, under these answers: papers, and what has to be there, in the checklist's order. */
export function needs(list: Checklist, answers: Answers): readonly Need[] {
  const all = Object.entries(list.items);
  const waitedFor = new Set(all.flatMap(([, item]) => item.after?.items ?? []));
  const counts = (id: string, { expect }: Item): boolean =>
    expect.kind === "paper" ||
    expect.kind === "file" ||
    (expect.kind === "yesno" && (expect.must === true || waitedFor.has(id)));
  const found = all.filter(([id, item]) => counts(id, item) && applies(item, answers));
  const ids = new Set(found.map(([id]) => id));
  return found.map(([id, item]) => ({
    id,
    item,
    after: (item.after?.items ?? []).filter((one) => ids.has(one)),
  }));
}
