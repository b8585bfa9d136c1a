import { z } from "zod";
import { type Retention, type RetentionKind, retentionKinds, type Period } from "../domain/retention.ts";
import { certainty, words } from "./fields.ts";
import { type ContentFile, type Read, readHeader } from "./header.ts";

const count = z.int().min(1);

const period = z
  .strictObject({
    id: z.enum(retentionKinds),
    title: words,
    days: count.exactOptional(),
    years: count.exactOptional(),
    goes: z.enum(["itself", "asked", "counted"]),
    quiet: z.literal(true).exactOptional(),
    warn: z.array(count).length(2).exactOptional(),
    unwarned: count.exactOptional(),
    why: words,
    certainty,
  })
  .refine((one) => (one.days === undefined) !== (one.years === undefined), "either days or years")
  .refine(
    (one) => one.years === undefined || one.goes === "asked",
    "what is counted in years is asked about",
  );

const schema = z.strictObject({ periods: z.array(period) });

/** Reads how long things are kept: every kind has exactly one period. */
export function readRetention(file: ContentFile): Read<Retention> {
  const read = readHeader(file, schema);
  if (!read.ok) return read;
  const { periods } = read.value.header;
  const found = (kind: RetentionKind): readonly Period[] => periods.filter((one) => one.id === kind);
  const [draft] = found("draft");
  const [first = 0, second = 0] = draft?.warn ?? [];
  const wrong = [
    ...retentionKinds.filter((kind) => found(kind).length !== 1).map((kind) => `${kind}: needs one period`),
    ...(second > 0 &&
    first > second &&
    (draft?.days ?? 0) > first &&
    (draft?.unwarned ?? 0) > (draft?.days ?? 0)
      ? []
      : ["draft: needs two warnings, the earlier first, within its days, and unwarned beyond them"]),
  ];
  if (wrong.length > 0)
    return {
      ok: false,
      complaints: wrong.map((text) => ({ path: file.path, line: 1, text: `periods.${text}` })),
    };
  return { ok: true, value: retentionOf((kind) => found(kind)[0]) };
}

/** All periods; what has none is kept for ever. */
function retentionOf(of: (kind: RetentionKind) => Period | undefined): Retention {
  const one = (id: RetentionKind): Period => {
    const known = of(id);
    if (known === undefined) throw new Error(`no period for ${id}`);
    return known;
  };
  return {
    draft: one("draft"),
    returned: one("returned"),
    "handed-in": one("handed-in"),
    recognised: one("recognised"),
    session: one("session"),
    person: one("person"),
    transcript: one("transcript"),
    announcement: one("announcement"),
    gone: one("gone"),
    attendance: one("attendance"),
    "inquiry-open": one("inquiry-open"),
    "inquiry-answered": one("inquiry-answered"),
    document: one("document"),
    question: one("question"),
    held: one("held"),
    stuck: one("stuck"),
    receipt: one("receipt"),
    audit: one("audit"),
    code: one("code"),
    guess: one("guess"),
    tries: one("tries"),
    file: one("file"),
  };
}
