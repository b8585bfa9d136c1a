import { answersOf } from "../../src/answers.ts";
import type { Answers } from "../../src/ports/answers.ts";
import type { Library } from "../../src/ports/library.ts";
import { readProject } from "../../src/project.ts";
import { countingIds, memoryFiles, type Props } from "../../src/tools/rehearsal.ts";
import { filesBeside } from "../../src/tools/sent-files.ts";
import { scriptedAnswers } from "./answer-script.ts";
import { sentDocuments } from "./sent-documents.ts";

export { scriptedAnswers } from "./answer-script.ts";

/**
 * The conversations about what becomes of a question are played with the script; those about documents and those of the
 * handbook with what is known and published, and what is sent in them; all others with what is known.
 */
export const answersIn = async (path: string): Promise<Pick<Props, "answers" | "files">> => {
  if (path.includes("hoi-dap/")) return { answers: scriptedAnswers };
  if (path.includes("so-tay/"))
    return { ...(await publishedToo()), files: memoryFiles(await filesBeside(`test/conversations/${path}`)) };
  return path.includes("van-ban/") ? publishedToo() : { answers: await knownAnswers() };
};

/** Answers from the whole knowledge and from what is published, with documents to send. */
export async function publishedToo(): Promise<Required<Pick<Props, "answers" | "files">>> {
  const read = await content;
  return {
    files: memoryFiles(sentDocuments),
    answers: (library, programme) => answersOf(read, programme, { fetch, ids: countingIds(), library }),
  };
}

const content = readProject();
const known = new Map<string, Answers>();

/** Answers from the whole knowledge, laid out once for each programme. */
async function knownAnswers(): Promise<(library: Library, programme: string) => Answers> {
  const read = await content;
  return (_, programme) => {
    const made = known.get(programme) ?? answersOf(read, programme, { fetch, ids: countingIds() });
    known.set(programme, made);
    return made;
  };
}
