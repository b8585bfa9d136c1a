import type { Change, HandedBack, Versioned } from "./contract.ts";

/** What a change that was done hands back; undefined when it asks for nothing. `tokens`: one for each push with a `take`, 0 where it failed. */
export function handedBack(
  { push = [], load }: Change,
  tokens: readonly number[],
  values: readonly (Versioned | undefined)[],
): HandedBack | undefined {
  const wanted = push.filter(({ take }) => take !== undefined);
  if (wanted.length === 0 && load === undefined) return undefined;
  const claimed = wanted.flatMap(({ lane, group, take: until = 0 }, at) => {
    const token = tokens[at] ?? 0;
    if (token === 0) return [];
    const works = push
      .filter((one) => one.lane === lane && one.group === group)
      .map(({ id, text }) => ({ id, text }));
    return [{ lane, group, token, until, works }];
  });
  return { claimed, values };
}
