import { phrase } from "../content/phrase.ts";
import type { Citation } from "../domain/answer.ts";
import type { Article } from "../domain/article.ts";
import type { Day } from "../domain/instant.ts";
import type { Law } from "../domain/law.ts";
import type { Paper } from "../domain/paper.ts";
import type { Programme } from "../domain/programme.ts";

/** One passage that can be found and cited. `stated`: false where it says what no source states. */
export type Known = {
  readonly id: string;
  /** The article or paper it belongs to; its title. */
  readonly article: string;
  readonly title: string;
  readonly heading: string;
  readonly asks: readonly string[];
  readonly text: string;
  readonly now?: string;
  readonly subject?: string;
  /** The law or programme it stands in. */
  readonly document?: string;
  readonly from: Day;
  readonly until?: Day;
  readonly stated: boolean;
  readonly citation: Citation;
};

/** What passages are made of. */
export type Sources = {
  readonly articles: Readonly<Record<string, Article>>;
  readonly laws: Readonly<Record<string, Law>>;
  readonly programmes: Readonly<Record<string, Programme>>;
  readonly papers: Readonly<Record<string, Paper>>;
  readonly sentences: Readonly<Record<string, string>>;
};

/** Every passage of the articles and papers, with what it is cited by. */
export const library = (sources: Sources): readonly Known[] => [
  ...Object.values(sources.articles).flatMap((article) => ofArticle(article, sources)),
  ...Object.values(sources.papers).flatMap((paper) => ofPaper(paper, sources.sentences)),
];

/** The passages of one article. */
export function ofArticle(article: Article, sources: Pick<Sources, "laws" | "programmes">): readonly Known[] {
  const { id, title, document, from, until, stated, certainty } = article;
  const label = labelOf(article, sources);
  const ending = until === undefined ? {} : { until };
  return article.passages.map((passage) => ({
    ...passage,
    article: id,
    title,
    from,
    ...ending,
    stated,
    ...(document === undefined ? {} : { document }),
    citation: {
      id: passage.id,
      label,
      source: article.source[0] ?? "",
      certainty,
      validFrom: from,
      ...(until === undefined ? {} : { validUntil: until }),
    },
  }));
}

function labelOf(
  { document = "", clause, title }: Article,
  { laws, programmes }: Pick<Sources, "laws" | "programmes">,
): string {
  const law = laws[document];
  const name = law === undefined ? programmes[document]?.document : `${law.kind} ${law.number}`;
  if (name === undefined) return clause ?? title;
  if (clause === undefined) return name;
  return clause.startsWith(name) ? clause : `${name}, ${clause}`;
}

/** Papers have no dates of their own: what they say of 2021 and of today stands in one text. */
const sinceTheStart = "2018-05-07";

function ofPaper(paper: Paper, words: Readonly<Record<string, string>>): readonly Known[] {
  const { id, name, certainty, issuer, leadTime, mistakes } = paper;
  const parts = [
    { part: "la-gi", heading: name, text: paper.text },
    {
      part: "noi-lam",
      heading: phrase(words, "paper-where", { name }),
      text: phrase(words, "paper-issuer", {
        name,
        in2021: issuer.in2021,
        now: issuer.now,
        time: leadTime.text,
      }),
    },
    {
      part: "loi-hay-gap",
      heading: phrase(words, "paper-mistakes", { name }),
      text: mistakes.join(" "),
    },
  ].filter(({ text }) => text !== "");
  return parts.map(({ part, heading, text }) => ({
    id: `${id}#${part}`,
    article: id,
    title: name,
    heading,
    asks: [],
    text,
    from: sinceTheStart,
    stated: true,
    citation: {
      id: `${id}#${part}`,
      label: name,
      source: paper.source[0] ?? "",
      certainty,
      validFrom: sinceTheStart,
    },
  }));
}
