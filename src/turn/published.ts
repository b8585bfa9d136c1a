import { readArticle, writeArticle } from "../content/article.ts";
import type { ContentFile } from "../content/header.ts";
import type { Article } from "../domain/article.ts";
import { dayOf, seconds, showDay } from "../domain/instant.ts";
import { inquiryKey, publishedIndex } from "../domain/keys.ts";
import type { Inquiry } from "../dialogue/inquiry.ts";
import type { Clock } from "../ports/clock.ts";
import type { Library } from "../ports/library.ts";
import type { Store, Versioned } from "../store/contract.ts";
import { fold } from "../text/fold.ts";
import { plain } from "../text/plain.ts";
import { readInquiry } from "./desk.ts";
import { publishedDocuments } from "./documents.ts";
import { loadedArticles } from "./kept-document.ts";

/** How long a list is good for, and how many answers it holds at most. */
const keptFor = seconds(30);
const most = 1000;

/** What was published in a store. A store that does not answer gives the list that was last seen. */
export function storeLibrary(store: Pick<Store, "range" | "load">, clock: Clock): Library {
  let last: { readonly at: number; readonly articles: Promise<readonly Article[]> } | undefined;
  // A published document does not change any more.
  const read = new Map<string, readonly Article[]>();
  return {
    published: () => {
      const now = clock.now();
      if (last !== undefined && now - last.at < keptFor) return last.articles;
      const before = last?.articles ?? Promise.resolve([]);
      last = { at: now, articles: look(store, read).catch(() => before) };
      return last.articles;
    },
  };
}

type Shelf = Pick<Store, "range" | "load">;

async function look(store: Shelf, read: Map<string, readonly Article[]>): Promise<readonly Article[]> {
  const [answers, documents] = await Promise.all([answersIn(store), documentsIn(store)]);
  for (const id of read.keys()) if (!documents.includes(id)) read.delete(id);
  for (const id of documents)
    if (!read.has(id)) read.set(id, (await loadedArticles(one(store), id)).flatMap(asArticle));
  return [...answers, ...documents.flatMap((id) => read.get(id) ?? [])];
}

/** The newest answer to each question: one that was said to be wrong gives way to the one that came of it. */
async function answersIn(store: Shelf): Promise<readonly Article[]> {
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

const one =
  (store: Shelf) =>
  async (key: string): Promise<Versioned | undefined> =>
    (await store.load([key]))[0];

const documentsIn = async (store: Shelf): Promise<readonly string[]> =>
  (await publishedDocuments({ range: store.range, load: one(store) })).map((document) => document.id);

const asArticle = (file: ContentFile): readonly Article[] => {
  const read = readArticle(file);
  return read.ok ? [read.value] : [];
};

/** What was published in a store as files: answers, which are written anew, and the articles of documents, which are not. */
export async function publishedFiles(store: Shelf): Promise<{
  readonly answers: readonly ContentFile[];
  readonly articles: readonly ContentFile[];
}> {
  const [answers, documents] = await Promise.all([answersIn(store), documentsIn(store)]);
  const articles = await Promise.all(documents.map((id) => loadedArticles(one(store), id)));
  return {
    answers: answers.map((article) => ({
      path: `knowledge/questions/${article.id}.md`,
      text: writeArticle(article),
    })),
    articles: articles.flat(),
  };
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
