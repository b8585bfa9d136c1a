import { documentMost, type KeptDocument } from "../dialogue/document.ts";
import type { Effect, Scene, Turn } from "../dialogue/scene.ts";
import { allDesks, articlesKey, documentIndex, documentKey, proposalIndex, sameKey } from "../domain/keys.ts";
import type { Change } from "../store/contract.ts";
import { seated, type Shelves } from "./desk.ts";
import { loadedDocuments } from "./kept-document.ts";

/** Officers who are told of a proposed document. */
const mostTold = 5;

/** The documents that are proposed or published, and the chats of others who may approve one. */
export async function besideDocument(
  shelves: Shelves,
  turn: Turn,
  scene: Scene,
): Promise<{ readonly beside: readonly KeptDocument[]; readonly others: readonly string[] }> {
  const own = turn.person?.threads ?? [];
  // Their own office first, then whoever is there for all, then any other.
  const desks = new Set([
    ...(turn.person?.roles ?? []).map((role) => role.office ?? allDesks),
    allDesks,
    ...scene.setting.programme.offices.map((office) => office.id),
  ]);
  const [beside, ...seats] = await Promise.all([
    keptDocuments(shelves),
    ...[...desks].map((office) => seated(shelves, scene, { office })),
  ]);
  const others = [...new Set(seats.flat())].filter((thread) => !own.includes(thread));
  return { beside, others: others.slice(0, mostTold) };
}

async function keptDocuments(shelves: Pick<Shelves, "load" | "range">): Promise<readonly KeptDocument[]> {
  const named = await shelves.range(documentIndex, { limit: documentMost.kept });
  return loadedDocuments(
    shelves.load,
    named.map((one) => one.member),
  );
}

/** The published documents, the oldest first. */
export const publishedDocuments = async (
  shelves: Pick<Shelves, "load" | "range">,
): Promise<readonly KeptDocument[]> =>
  (await keptDocuments(shelves)).filter((one) => one.state === "published");

/** The part of a commit that keeps a document as it is now; `now` undefined: no more. A new one must be the first of its kind. */
export function documentChange({
  before,
  now,
  files,
}: Extract<Effect, { kind: "keep-document" }>): Required<Pick<Change, "expect" | "put" | "index">> {
  const one = now ?? before;
  if (one === undefined) return { expect: [], put: [], index: [] };
  const [head, same] = [documentKey(one.id), sameKey(`document ${one.same}`)];
  const proposed = now?.state === "proposed" ? now.at : null;
  return {
    expect: before === undefined ? [head, same].map((key) => ({ key, version: 0 })) : [],
    put: [
      { key: head, text: now === undefined ? null : JSON.stringify(now) },
      ...(before === undefined || now === undefined
        ? [
            { key: same, text: now === undefined ? null : one.id },
            {
              key: articlesKey(one.id),
              text: now === undefined ? null : JSON.stringify({ schema: 1, files }),
            },
          ]
        : []),
    ],
    index: [
      { index: documentIndex, member: one.id, score: now === undefined ? null : one.at },
      { index: proposalIndex, member: one.id, score: proposed },
    ],
  };
}
