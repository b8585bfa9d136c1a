import { z } from "zod";
import {
  answeredIndex,
  askersIndex,
  auditLog,
  codeIndex,
  codeKey,
  documentIndex,
  fileIndex,
  guessIndex,
  heldIndex,
  heldKey,
  inquiryIndex,
  inquiryKey,
  leftIndex,
  questionIndex,
  questionKey,
  receiptIndex,
  receiptKey,
  stuckIndex,
  stuckKey,
  triesIndex,
  triesKey,
} from "../../domain/keys.ts";
import { daysBetween, monthsAfter } from "../../domain/instant.ts";
import { overUntil, type RetentionKind } from "../../domain/retention.ts";
import type { Versioned } from "../../store/contract.ts";
import { moveRow } from "../broadcast/steps.ts";
import { asker, inquiryChange, readInquiry } from "../desk.ts";
import { documentChange } from "../documents.ts";
import { isOfAnnouncement, letGoHeld } from "../held.ts";
import { loadedDocuments } from "../kept-document.ts";
import { loads, type Looking, none, oneOf, out, type Page, slice, type Stage, together } from "./look.ts";

/** A kind whose index has the time from which it counts: what is past goes with its value and its place. */
const bySince = (
  kind: RetentionKind,
  index: string,
  keyOf: ((member: string) => string) | undefined,
  also: (member: string, kept: Versioned | undefined) => Page["change"] = () => ({}),
): Stage => ({
  name: kind,
  page: async ({ store, retention, today }, cursor) => {
    const to = overUntil(retention[kind], today);
    const { members, cursor: next } = await slice(store, index, cursor, { to });
    const names = members.map((one) => one.member);
    const kept = keyOf === undefined ? [] : await loads(store, names.map(keyOf));
    return {
      change: together(
        names.map((name, at) =>
          together([
            { index: [out(index, name)], put: keyOf === undefined ? [] : [none(keyOf(name))] },
            also(name, kept[at]),
          ]),
        ),
      ),
      gone: { [kind]: names.length },
      cursor: next,
    };
  },
});

const named = z.object({ thread: z.string().optional() });

/** Out of what a chat left, where the value says which chat it was. */
const alsoLeft =
  (keyOf: (member: string) => string) =>
  (member: string, kept: Versioned | undefined): Page["change"] => {
    const read = kept === undefined ? undefined : named.safeParse(JSON.parse(kept.text));
    const thread = read?.data?.thread;
    return thread === undefined ? {} : { index: [out(leftIndex(thread), keyOf(member))] };
  };

/** Held messages go one by one, by when each was held; lists of announcements hear that theirs went nowhere. */
const held: Stage = {
  name: "held",
  page: async (looking, cursor) => {
    const { store, retention, today, now, dry } = looking;
    const to = overUntil(retention.held, today);
    const { members, cursor: next } = await slice(store, heldIndex, cursor, { to });
    const kept = await loads(
      store,
      members.map((one) => heldKey(one.member)),
    );
    const parts = members.flatMap(({ member }, at) => {
      const found = kept[at];
      return found === undefined ? [] : [letGoHeld(member, found, to)];
    });
    const works = parts.flatMap((part) => part.works);
    for (const work of dry ? [] : works.filter(isOfAnnouncement)) {
      const [, id = "", chunk = "", row = ""] = work.id.replace(/\.\d+$/u, "").split(":");
      const place = { id, chunk: Number(chunk), row: Number(row) };
      await moveRow(store, now, place, { what: "skipped", why: "late", at: now });
    }
    return { change: together(parts), gone: { held: works.length }, cursor: next };
  },
};

/** Questions that nobody answered, with those who wait for them. */
const openInquiries: Stage = {
  name: "inquiry-open",
  page: async ({ store, retention, today }, cursor) => {
    const to = overUntil(retention["inquiry-open"], today);
    const { members, cursor: next } = await slice(store, inquiryIndex, cursor, { to });
    return { ...(await inquiriesGone(store, members, () => true, "inquiry-open")), cursor: next };
  },
};

/** Answers that were told long ago and never became knowledge. */
const answeredInquiries: Stage = {
  name: "inquiry-answered",
  page: async ({ store, retention, today }, cursor) => {
    const to = overUntil(retention["inquiry-answered"], today);
    const { members, cursor: next } = await slice(store, answeredIndex, cursor, { to });
    const goes = ({ article }: ReturnType<typeof readInquiry>): boolean => article === undefined;
    return { ...(await inquiriesGone(store, members, goes, "inquiry-answered")), cursor: next };
  },
};

async function inquiriesGone(
  store: Looking["store"],
  members: readonly { readonly member: string }[],
  goes: (inquiry: ReturnType<typeof readInquiry>) => boolean,
  kind: RetentionKind,
): Promise<Page> {
  const kept = await loads(
    store,
    members.map((one) => inquiryKey(one.member)),
  );
  const parts = await Promise.all(
    kept.map(async (found): Promise<Page["change"] | undefined> => {
      const inquiry = found === undefined ? undefined : readInquiry(found.text);
      if (found === undefined || inquiry === undefined || !goes(inquiry)) return undefined;
      const waiting = await store.range(askersIndex(inquiry.id), { limit: 1_000 });
      const change = inquiryChange(inquiry, undefined);
      return {
        put: change.put,
        index: [...change.index, ...waiting.flatMap(({ member }) => asker(inquiry.id, member, null))],
        expect: [{ key: inquiryKey(inquiry.id), version: found.version }],
      };
    }),
  );
  const gone = parts.flatMap((part) => part ?? []);
  return { change: together(gone), gone: { [kind]: gone.length } };
}

/** Documents that nobody approved. */
const documents: Stage = {
  name: "document",
  page: async ({ store, retention, today }, cursor) => {
    const to = overUntil(retention.document, today);
    const { members, cursor: next } = await slice(store, documentIndex, cursor, { to });
    const found = await loadedDocuments(
      oneOf(store),
      members.map((one) => one.member),
    );
    const gone = found.filter((one) => one.state === "proposed");
    return {
      change: together(
        gone.map((before) => documentChange({ kind: "keep-document", before, now: undefined })),
      ),
      gone: { document: gone.length },
      cursor: next,
    };
  },
};

/** Months that are looked at for a log. */
const mostMonths = 240;

/** Logs of months that ended long ago. */
const audits: Stage = {
  name: "audit",
  page: async ({ store, setting, retention, today }) => {
    const first = `${setting.programme.from.slice(0, 7)}-01`;
    const months = Array.from({ length: mostMonths }, (_, at) => monthsAfter(first, at)).filter(
      (month) => daysBetween(monthsAfter(month, 1), today) >= (retention.audit.days ?? Infinity),
    );
    const logs = months.map((month) => auditLog(month.slice(0, 7)));
    const found = await Promise.all(logs.map((log) => store.read(log, 0, 1)));
    const drop = logs.filter((_, at) => (found[at] ?? []).length > 0);
    return { change: { drop }, gone: { audit: drop.length } };
  },
};

/** Parts into which everything that lies there is divided, and how many of them are looked at in a night. */
const parts = 256;
const aNight = 8;

/** Bytes that nothing holds, a thirty-second of all there is each night. */
const bytes: Stage = {
  name: "file",
  page: async ({ store, retention, today, now, lying, dry }, cursor) => {
    if (lying === undefined) return { change: {} };
    const at = cursor?.place ?? 0;
    const night = daysBetween("2021-01-01", today);
    const start = (((night * aNight + at) % parts) + parts) % parts;
    const to = Math.min(overUntil(retention.file, today), now);
    let gone = 0;
    for (const { name } of (await lying.list(start.toString(16).padStart(2, "0"))).filter(
      (one) => one.at <= to,
    )) {
      const hash = await lying.hashAt(name);
      if (hash === undefined || (await store.range(fileIndex(hash), { limit: 1 })).length > 0) continue;
      gone += 1;
      if (!dry) await lying.drop(name);
    }
    return {
      change: {},
      gone: { file: gone },
      ...(at + 1 < aNight ? { cursor: { place: at + 1, passed: [] } } : {}),
    };
  },
};

/** Small things that nobody looks at any more. */
export const leftovers: readonly Stage[] = [
  bySince("code", codeIndex, codeKey),
  bySince("guess", guessIndex, undefined),
  bySince("tries", triesIndex, triesKey),
  bySince("receipt", receiptIndex, receiptKey),
  bySince("question", questionIndex, questionKey, alsoLeft(questionKey)),
  bySince("stuck", stuckIndex, stuckKey, alsoLeft(stuckKey)),
  held,
  openInquiries,
  answeredInquiries,
  documents,
  audits,
];

/** What lies where files lie: looked at last, when all that held it is gone. */
export const strayFiles = bytes;
