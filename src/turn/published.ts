import type { Article } from "../domain/article.ts";
import { dayOf, seconds, showDay } from "../domain/instant.ts";
import { inquiryKey, publishedIndex } from "../domain/keys.ts";
import type { Inquiry } from "../dialogue/inquiry.ts";
import type { Clock } from "../ports/clock.ts";
import type { Library } from "../ports/library.ts";
import type { Store } from "../store/contract.ts";
import { fold } from "../text/fold.ts";
import { plain } from "../text/plain.ts";
import { readInquiry } from "./desk.ts";

/** How long a list is good for, and how many answers it holds at most. */
const keptFor = seconds(30);
const most = 1000;

/** The published answers of a store. A store that does not answer gives the list that was last seen. */
export function storeLibrary(store: Pick<Store, "range" | "load">, clock: Clock): Library {
  let last: { readonly at: number; readonly articles: Promise<readonly Article[]> } | undefined;
  return {
    published: () => {
      const now = clock.now();
      if (last !== undefined && now - last.at < keptFor) return last.articles;
      const before = last?.articles ?? Promise.resolve([]);
      last = { at: now, articles: look(store).catch(() => before) };
      return last.articles;
    },
  };
}

/** The newest answer to each question: one that was said to be wrong gives way to the one that came of it. */
async function look(store: Pick<Store, "range" | "load">): Promise<readonly Article[]> {
  const named = await store.range(publishedIndex, { limit: most, down: true });
  const kept = await store.load(named.map((one) => inquiryKey(one.member)));
  const asked = new Set<string>();
  return kept.flatMap((one) => {
    const inquiry = one === undefined ? undefined : readInquiry(one.text);
    if (inquiry === undefined || asked.has(plain(inquiry.text))) return [];
    asked.add(plain(inquiry.text));
    return articleOf(inquiry);
  });
}

/** An answered inquiry as an article of one passage; its source is the office that answered, and when. */
function articleOf({ id, text, reply }: Inquiry): readonly Article[] {
  if (reply === undefined) return [];
  const name = `tra-loi-${fold(id)}`;
  const heading = text.replaceAll(/\s+/gu, " ").trim().slice(0, 150);
  const day = dayOf(reply.at);
  return [
    {
      id: name,
      title: heading,
      from: day,
      source: [`${reply.office}, trả lời ngày ${showDay(day)}`],
      certainty: "read",
      stated: true,
      printed: [],
      passages: [
        {
          id: `${name}#${fold(heading).replaceAll(/[^a-z0-9]+/gu, "-")}`,
          heading,
          asks: [heading],
          text: reply.text,
        },
      ],
    },
  ];
}
