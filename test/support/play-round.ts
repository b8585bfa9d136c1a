import { listsOf } from "../../src/app.ts";
import { listOfDossier } from "../../src/dialogue/ask.ts";
import type { Setting } from "../../src/dialogue/scene.ts";
import { receiptDossierKey, dossierKey } from "../../src/domain/keys.ts";
import type { Instant } from "../../src/domain/instant.ts";
import type { Offer } from "../../src/domain/role.ts";
import type { Dossier } from "../../src/dossier/fold.ts";
import { show } from "../../src/dialogue/show.ts";
import { deedOf } from "../../src/tools/conversation.ts";
import { countingIds, memoryFiles, rehearse, type Rehearsal } from "../../src/tools/rehearsal.ts";
import type { Files } from "../../src/ports/files.ts";
import { readDossier } from "../../src/turn/state.ts";
import { sceneFor } from "../../src/turn/run-thread.ts";
import type { Case, Back } from "./round-table.ts";

/** An officer of a round: their chat, and what they are. */
export type Seat = {
  readonly chat: string;
  readonly roles: readonly Offer[];
  readonly stage: "first" | "council";
};

/** What an officer saw of one dossier on the way to one decision; the message that opened it is the first. */
export type Look = {
  readonly number: number;
  readonly deed: "returned" | "accepted";
  readonly messages: number;
  readonly again: boolean;
  /** Names of the points in the message that opened it. */
  readonly shown: readonly string[];
  /** Names of the items that it was sent back for, and of those whose answers are not what they were then. */
  readonly asked: readonly string[];
  readonly changed: readonly string[];
};

/** The producer's own first answers, typed as the product's short conversation has them. */
export type Typing = (one: Case, talk: RoundTalk) => Promise<void>;

export type RoundTalk = {
  readonly talk: Rehearsal;
  readonly setting: Setting;
  /** Types lines in a chat and gives back the last thing said; a message that says nothing is a fault. */
  readonly says: (chat: string, ...lines: readonly string[]) => Promise<string>;
  /** How many messages a chat has typed so far. */
  readonly typed: (chat: string) => number;
  readonly looks: Look[];
  /** Files that the assistant has made, by name. */
  readonly papers: ReadonlyMap<string, Uint8Array>;
  readonly codes: Map<number, string>;
  readonly dossierOf: (number: number) => Promise<Dossier>;
};

export async function beginRound(setting: Setting, at: Instant, seats: readonly Seat[]): Promise<RoundTalk> {
  const papers = new Map<string, Uint8Array>();
  const kept = memoryFiles();
  const files: Files = {
    ...kept,
    keep: (bytes, name) => {
      papers.set(name, bytes);
      return kept.keep(bytes, name);
    },
  };
  const talk = await rehearse(setting, at, { files });
  const codes = new Map<number, string>();
  const typed = new Map<string, number>();
  for (const { chat, roles } of seats) for (const role of roles) await talk.seat(chat, role);
  return {
    talk,
    setting,
    papers,
    looks: [],
    codes,
    typed: (chat) => typed.get(chat) ?? 0,
    says: async (chat, ...lines) => {
      let last = "";
      for (const line of lines) {
        typed.set(chat, (typed.get(chat) ?? 0) + 1);
        last = (await talk.deed(deedOf(line), chat)).join("\n\n");
        if (last === "") throw new Error(`${chat}: no answer to ${line}`);
      }
      return last;
    },
    dossierOf: async (number) => {
      const [name] = await talk.store.load([receiptDossierKey(codes.get(number) ?? "")]);
      const [kept] = await talk.store.load([dossierKey(name?.text ?? "")]);
      if (kept === undefined) throw new Error(`dossier ${number} is not kept`);
      return readDossier(kept.text);
    },
  };
}

/** Fills a dossier in and hands it in. */
export async function handsIn(round: RoundTalk, one: Case, fill: Typing): Promise<void> {
  await fill(one, round);
  const said = await round.says(one.chat, "nop ho so", "1");
  const code = /Mã hồ sơ: \*(BH-\w+)\*/u.exec(said)?.[1];
  if (code === undefined) throw new Error(`${one.chat} has no receipt: ${said}`);
  round.codes.set(one.number, code);
}

/** The producer mends what came back, in the order of the reasons, and hands it in again. */
export async function mends(round: RoundTalk, one: Case, back: Back): Promise<void> {
  const { says } = round;
  round.talk.heard(one.chat);
  const items = (await round.dossierOf(one.number)).remarks?.map((remark) => remark.item) ?? [];
  for (const item of items) {
    const fault = back.faults.find((each) => each.item === item);
    if (fault === undefined) throw new Error(`${one.chat}: nobody asked for ${item}`);
    await says(one.chat, fault.mend);
  }
  if (back.extra !== undefined) {
    const before = await wordsOf(round, one.number, back.extra.item);
    for (const line of back.extra.says) await says(one.chat, line.replace("{before}", before), "1");
  }
  const said = await says(one.chat, "nop ho so", "1");
  if (!said.includes("Đã nộp lại")) throw new Error(`${one.chat} could not hand in again: ${said}`);
}

async function wordsOf({ setting, dossierOf }: RoundTalk, number: number, item: string): Promise<string> {
  const dossier = await dossierOf(number);
  const scene = sceneIn(setting, dossier);
  const of = listOfDossier(scene, dossier).items[item];
  const value = dossier.answers[item];
  return of === undefined || value === undefined ? "" : show(of, value, scene);
}

const sceneIn = (setting: Setting, dossier: Dossier) =>
  sceneFor({ setting, ids: countingIds(), lists: listsOf(setting) }, "terminal:1", dossier.changedAt);

const pointLine = /^[①-⑳㉑-㉟㊱-㊿] ([^:]+(?:: (?:lịch sử|văn hóa|địa danh|điều khác))?):/u;

/** The names of the points in a message. */
export const pointsIn = (text: string): readonly string[] =>
  text.split("\n").flatMap((line) => pointLine.exec(line)?.[1] ?? []);

const numberOf = (text: string, name: string): string | undefined =>
  /^[①-⑳㉑-㉟㊱-㊿]/u
    .exec(text.split("\n").find((line) => line.includes(` ${name}:`)) ?? "")?.[0]
    ?.replace(/./u, (circle) => String((circle.codePointAt(0) ?? 0x245f) - 0x245f));

const same = (one: unknown, two: unknown): boolean => JSON.stringify(one) === JSON.stringify(two);

/**
 * An officer goes through the queue, dossier by dossier, as they come, and does with each what the table says. `given`
 * holds how often each has come back already, and its answers as they were then.
 */
export async function officerWorks(
  round: RoundTalk,
  seat: Seat,
  cases: readonly Case[],
  given: Map<number, { readonly times: number; readonly answers: Dossier["answers"] }>,
): Promise<void> {
  const { says, setting, looks } = round;
  round.talk.heard(seat.chat);
  const first = await says(seat.chat, "viec hom nay");
  if (!first.includes("hồ sơ chờ") || first.includes("Không còn")) return;
  let before = round.typed(seat.chat);
  let sheet = await says(seat.chat, "1");
  for (let left = cases.length * 4; left > 0; left -= 1) {
    const code = /\((BH-\w+)\)/u.exec(sheet)?.[1];
    const one = cases.find((each) => round.codes.get(each.number) === code);
    if (one === undefined) throw new Error(`${seat.chat} opened nothing of the table: ${sheet}`);
    const { times, answers } = given.get(one.number) ?? { times: 0, answers: {} };
    const dossier = await round.dossierOf(one.number);
    const list = listOfDossier(sceneIn(setting, dossier), dossier);
    const nameOf = (id: string): string => list.items[id]?.short ?? id;
    const back = one.backs[times]?.office === seat.stage ? one.backs[times] : undefined;
    const again = dossier.remarks !== undefined;
    const all = new Set([...Object.keys(answers), ...Object.keys(dossier.answers)]);
    const seen = {
      number: one.number,
      again,
      shown: pointsIn(sheet),
      asked: again
        ? (one.backs[times - 1]?.faults ?? []).flatMap((fault) =>
            fault.item === undefined ? [] : [nameOf(fault.item)],
          )
        : [],
      changed: again ? [...all].filter((id) => !same(answers[id], dossier.answers[id])).map(nameOf) : [],
    };
    let after: string;
    if (back === undefined) {
      const words =
        one.unmet === undefined || seat.stage === "council"
          ? "nhan"
          : `nhan, khong dat ${one.unmet}: o noi khac`;
      after = await says(seat.chat, words, "1");
      if (!/Đã tiếp nhận|đã vào danh sách/u.test(after)) throw new Error(`not accepted: ${after}`);
      looks.push({ ...seen, deed: "accepted", messages: round.typed(seat.chat) - before });
    } else {
      const parts = back.faults.map(({ item, words }) => {
        const number = item === "registrationPaper" ? numberOf(sheet, nameOf(item)) : undefined;
        return item === "registrationPaper" ? `${number ?? nameOf(item)} ${words}` : words;
      });
      const note = back.note === undefined ? "" : `, ghi them ${back.note}`;
      const asked = await says(seat.chat, `tra ${parts.join(", ")}${note}`);
      if (!asked.includes(`với ${back.faults.length} lý do`)) throw new Error(`${parts.join()}: ${asked}`);
      after = await says(seat.chat, "1");
      if (!after.includes("Đã trả lại")) throw new Error(`not returned: ${after}`);
      looks.push({ ...seen, deed: "returned", messages: round.typed(seat.chat) - before });
      given.set(one.number, { times: times + 1, answers: dossier.answers });
    }
    if (!after.includes("Mở hồ sơ tiếp")) return;
    before = round.typed(seat.chat);
    sheet = await says(seat.chat, "1");
  }
  throw new Error(`${seat.chat} does not come to an end`);
}
