import type { Article } from "../domain/article.ts";
import type { Law } from "../domain/law.ts";
import type { NotOurs } from "../domain/not-ours.ts";
import type { Paper } from "../domain/paper.ts";
import type { Programme } from "../domain/programme.ts";
import type { Retention } from "../domain/retention.ts";
import type { ModelPrompt } from "../domain/prompt.ts";
import { readArticle } from "./article.ts";
import type { Complaint, ContentFile, Read } from "./header.ts";
import { readLaw } from "./law.ts";
import { readNotOurs } from "./not-ours.ts";
import { readModelPrompt } from "./model-prompt.ts";
import { readPaper } from "./paper.ts";
import { readProgramme } from "./programme.ts";
import { readRetention } from "./retention.ts";
import { readSentences } from "./sentences.ts";

/** Everything the program says and knows, by id; sentences by code. */
export type Content = {
  readonly programmes: Readonly<Record<string, Programme>>;
  readonly papers: Readonly<Record<string, Paper>>;
  readonly laws: Readonly<Record<string, Law>>;
  readonly articles: Readonly<Record<string, Article>>;
  readonly notOurs: Readonly<Record<string, NotOurs>>;
  readonly sentences: Readonly<Record<string, string>>;
  /** What a model is told. */
  readonly prompts: Readonly<Record<string, ModelPrompt>>;
  /** How long things are kept; without its file nothing is taken away by itself. */
  readonly retention?: Retention;
};

/** Reads all content files, or says what is wrong with them. Files of other folders are passed over. */
export function readContent(
  files: readonly ContentFile[],
): { readonly content: Content } | { readonly complaints: readonly Complaint[] } {
  const complaints: Complaint[] = [];
  const programmes = collect(
    files,
    /^knowledge\/programmes\/([^/]+)\/programme\.md$/u,
    readProgramme,
    complaints,
  );
  const papers = collect(files, /^knowledge\/papers\/([^/]+)\.md$/u, readPaper, complaints);
  const laws = collect(files, /^knowledge\/laws\/([^/]+)\/law\.md$/u, readLaw, complaints);
  const articles = collectArticles(files, complaints);
  const notOurs = collect(files, /^knowledge\/not-ours\/([^/]+)\.md$/u, readNotOurs, complaints);
  const prompts = collect(files, /^prompts\/model\/([^/]+)\.md$/u, readModelPrompt, complaints);
  for (const programme of Object.values(programmes)) {
    if (laws[programme.law] !== undefined) continue;
    const path = `knowledge/programmes/${programme.id}/programme.md`;
    complaints.push({ path, line: 1, text: `law: no ${programme.law} in knowledge/laws` });
  }
  const said = files.find((file) => file.path === "prompts/people/vi.md");
  const sentences = said === undefined ? undefined : readSentences(said);
  if (sentences?.ok === false) complaints.push(...sentences.complaints);
  const periods = files.find((file) => file.path === "knowledge/retention.md");
  const retention = periods === undefined ? undefined : readRetention(periods);
  if (retention?.ok === false) complaints.push(...retention.complaints);
  if (complaints.length > 0) return { complaints };
  return {
    content: {
      ...(retention?.ok === true ? { retention: retention.value } : {}),
      programmes,
      papers,
      laws,
      articles,
      notOurs,
      prompts,
      sentences: sentences?.ok === true ? sentences.value : {},
    },
  };
}

/** Articles stand with the law or programme they belong to, or under topics/ and questions/; ids are unique among all. */
function collectArticles(
  files: readonly ContentFile[],
  complaints: Complaint[],
): Readonly<Record<string, Article>> {
  const at =
    /^knowledge\/(?:(?:laws|programmes)\/(?<document>[^/]+)\/articles|topics|questions)\/(?<name>[^/]+)\.md$/u;
  const found = new Map<string, Article>();
  for (const file of files) {
    const groups = at.exec(file.path)?.groups;
    if (groups === undefined) continue;
    const one = readArticle(file, groups["document"]);
    if (!one.ok) complaints.push(...one.complaints);
    else if (one.value.id !== groups["name"])
      complaints.push({ path: file.path, line: 1, text: `id: ${one.value.id} is not the name of the file` });
    else if (found.has(one.value.id))
      complaints.push({ path: file.path, line: 1, text: `id: an article ${one.value.id} is there already` });
    else found.set(one.value.id, one.value);
  }
  return Object.fromEntries(found);
}

function collect<Value extends { readonly id: string }>(
  files: readonly ContentFile[],
  path: RegExp,
  read: (file: ContentFile) => Read<Value>,
  complaints: Complaint[],
): Readonly<Record<string, Value>> {
  const found = new Map<string, Value>();
  for (const file of files) {
    const name = path.exec(file.path)?.[1];
    if (name === undefined) continue;
    const one = read(file);
    if (!one.ok) complaints.push(...one.complaints);
    else if (one.value.id === name) found.set(name, one.value);
    else
      complaints.push({
        path: file.path,
        line: 1,
        text: `id: ${one.value.id} is not the name it is kept under, ${name}`,
      });
  }
  return Object.fromEntries(found);
}
