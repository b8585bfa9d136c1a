import type { ArchiveFound, ArchiveWant } from "../dialogue/archive.ts";
import { seconds } from "../domain/instant.ts";
import { dossierLog } from "../domain/keys.ts";
import type { FileRef } from "../domain/message.ts";
import { type Archive, archived, archiveHead, filesNow } from "../dossier/archive.ts";
import { type Entry, entrySchema } from "../dossier/entry.ts";
import type { ArchivePart, DossierArchives } from "../ports/dossier-archive.ts";
import type { Files } from "../ports/files.ts";
import type { Forms } from "../ports/forms.ts";
import type { Store } from "../store/contract.ts";
import { fold } from "../text/fold.ts";
import { inTime } from "./in-time.ts";

/** What packs dossiers. carries: whether the chat sends a .zip. */
export type Packing = {
  readonly archives: DossierArchives;
  readonly make: Forms;
  readonly files: Files;
  readonly carries: boolean;
};

/** The longest that packing may take; the lease of a thread must outlive it. */
const packedWithin = seconds(20);
/** Bytes of all files together: what every platform that takes a .zip takes. */
const mostArchived = 24 * 1024 * 1024;
const pageSize = 1_000;
/** Entries of one dossier that an archive tells of. */
const mostEntries = 10_000;

/** Packs a dossier: what machines read, the sheet on top, the forms as they are now, and its files. */
export async function madeArchive(
  packing: Packing | undefined,
  read: Store["read"],
  want: ArchiveWant,
): Promise<ArchiveFound> {
  const { dossier, whose } = want;
  const made: ArchiveFound["made"] =
    packing === undefined
      ? { ok: false, code: "failed" }
      : packing.carries
        ? ((await inTime(async () => packedNow(packing, read, want), packedWithin)) ?? {
            ok: false,
            code: "failed",
          })
        : { ok: false, code: "no-way" };
  return { dossier, whose, made };
}

async function packedNow(
  { archives, make, files }: Packing,
  read: Store["read"],
  { dossier, whose, name, cover, forms }: ArchiveWant,
): Promise<ArchiveFound["made"]> {
  const held = filesNow(dossier);
  if (held.reduce((sum, one) => sum + one.size, 0) > mostArchived) return { ok: false, code: "too-big" };
  const papers: { readonly file: FileRef; readonly part: ArchivePart }[] = [];
  const missing: FileRef[] = [];
  for (const [at, file] of held.entries()) {
    // A file that is damaged is told of as one that is not there.
    const bytes = await files.read(file.hash).catch(() => undefined);
    if (bytes === undefined) missing.push(file);
    else papers.push({ file, part: { path: `tep/${pathOf(at + 1, file.name)}`, bytes } });
  }
  const printed: ArchivePart[] = [];
  for (const one of forms)
    for (const kind of ["pdf", "docx"] as const)
      printed.push({ path: `bieu/${one.form}.${kind}`, bytes: await make[kind](one.printed) });
  const hashes = await Promise.all(printed.map(({ bytes }) => sha256(bytes)));
  const record: Archive = {
    ...archived(dossier, await logOf(read, dossier.id), whose),
    files: await Promise.all(
      papers.map(async ({ file, part }) => ({ path: part.path, sha256: await sha256(part.bytes), file })),
    ),
    missing,
    forms: printed.map(({ path }, at) => ({ path, sha256: hashes[at] ?? "" })),
  };
  const json = new TextEncoder().encode(`${JSON.stringify(record, undefined, 2)}\n`);
  const hash = await sha256(json);
  const sheet = {
    ...cover,
    blocks: [
      ...cover.blocks,
      { spans: [{ text: hash }], centred: true as const },
      { qr: dossier.receipt?.code ?? hash },
    ],
  };
  const parts: readonly ArchivePart[] = [
    { path: archiveHead, bytes: json },
    { path: "bia.pdf", bytes: await make.pdf(sheet) },
    ...printed,
    ...papers.map(({ part }) => part),
  ];
  const kept = await files.keep(await archives.pack(parts), `${name}.zip`);
  if (kept.ok) return { ok: true, file: kept.value, missing: missing.length };
  return { ok: false, code: kept.code === "file-size" ? "too-big" : "failed" };
}

/** SHA-256 in hexadecimal digits. */
export const sha256 = async (bytes: Uint8Array): Promise<string> =>
  new Uint8Array(await crypto.subtle.digest("SHA-256", new Uint8Array(bytes))).toHex();

/** A name that every system can write down. */
function pathOf(number: number, name: string): string {
  const [, stem = name, end = ""] = /^(.*?)(\.[a-z0-9]{1,5})?$/iu.exec(name) ?? [];
  const plain = fold(stem)
    .replaceAll(/[^a-z0-9]+/gu, "-")
    .slice(0, 60);
  return `${String(number).padStart(2, "0")}-${plain}${end.toLowerCase()}`;
}

async function logOf(read: Store["read"], id: string): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  for (let from = 0; from < mostEntries; from += pageSize) {
    const page = await read(dossierLog(id), from, pageSize);
    entries.push(...page.map((text) => entrySchema.parse(JSON.parse(text))));
    if (page.length < pageSize) break;
  }
  return entries;
}
