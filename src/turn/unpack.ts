import type { Turn } from "../dialogue/scene.ts";
import type { UnpackFound, UnpackWant } from "../dialogue/unpacking.ts";
import { seconds } from "../domain/instant.ts";
import { dossierKey } from "../domain/keys.ts";
import type { FileRef } from "../domain/message.ts";
import { fault, ok } from "../domain/result.ts";
import { type Archive, archiveHead, archiveSchema } from "../dossier/archive.ts";
import type { ArchivePart, DossierArchives } from "../ports/dossier-archive.ts";
import type { Files } from "../ports/files.ts";
import type { Versioned } from "../store/contract.ts";
import { sha256 } from "./archive.ts";
import { inTime } from "./in-time.ts";
import { readDossier } from "./state.ts";

type Opening = { readonly archives: DossierArchives; readonly files: Files };

/** The longest that unpacking may take; the lease of a thread must outlive it. */
const unpackedWithin = seconds(20);
/** Dossiers of a person among which one of the same product is looked for. */
const mostBeside = 50;

/** Opens a packed dossier that was sent; its files are kept only once a draft is made of it. */
export async function openedArchive(
  opening: Opening | undefined,
  load: (key: string) => Promise<Versioned | undefined>,
  want: UnpackWant,
  { person }: Turn,
): Promise<UnpackFound> {
  const opened =
    opening === undefined ? undefined : await inTime(async () => openedNow(opening, want), unpackedWithin);
  const ids = person?.dossiers.slice(-mostBeside).map((one) => one.id) ?? [];
  const kept = await Promise.all(ids.map((id) => load(dossierKey(id))));
  const beside = kept.flatMap((one) => (one === undefined ? [] : [readDossier(one.text)]));
  return { ...want, opened: opened ?? fault("gone"), beside };
}

async function openedNow(
  { archives, files }: Opening,
  { file, sure }: UnpackWant,
): Promise<UnpackFound["opened"]> {
  const bytes = await files.read(file.hash).catch(() => undefined);
  if (bytes === undefined) return fault("gone");
  const parts = await archives.unpack(bytes);
  if (!parts.ok) return parts;
  const archive = recordIn(parts.value);
  if (archive === undefined) return fault("damaged");
  const told = new Map(archive.files.map((one) => [one.path, one]));
  const papers = parts.value.filter(({ path }) => path !== archiveHead);
  if (papers.length !== told.size || archive.files.length !== told.size) return fault("altered");
  const here: [string, FileRef][] = [];
  for (const { path, bytes: content } of papers) {
    const known = told.get(path);
    if (known === undefined || (await sha256(content)) !== known.sha256) return fault("altered");
    if (!sure) {
      here.push([known.file.hash, known.file]);
      continue;
    }
    // What kind it is, the bytes say again.
    const kept = await files.keep(content, known.file.name);
    if (!kept.ok) return fault("kind");
    here.push([known.file.hash, kept.value]);
  }
  return ok({ archive, files: Object.fromEntries(here) });
}

function recordIn(parts: readonly ArchivePart[]): Archive | undefined {
  const json = parts.find(({ path }) => path === archiveHead);
  try {
    return archiveSchema.parse(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(json?.bytes)));
  } catch {
    return undefined;
  }
}
