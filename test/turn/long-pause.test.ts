import { describe, expect, test } from "vitest";
import type { Setting } from "../../src/dialogue/scene.ts";
import { threadSchema } from "../../src/dialogue/thread.ts";
import type { Deed } from "../../src/domain/event.ts";
import { days } from "../../src/domain/instant.ts";
import { threadKey } from "../../src/domain/keys.ts";
import { replay } from "../../src/dossier/fold.ts";
import { listsOf } from "../../src/app.ts";
import { choicesOf } from "../../src/flow/accept.ts";
import type { Checklist, Item } from "../../src/flow/define.ts";
import { progress } from "../../src/flow/progress.ts";
import { readSetting } from "../../src/project.ts";
import { openSqlite } from "../../src/store/sqlite/open.ts";
import { type Rehearsal, rehearse } from "../../src/tools/rehearsal.ts";
import { start } from "../support/endure.ts";
import { logOf } from "../support/left-behind.ts";

const setting = await readSetting("bac-ha-2021");
const listOf = (of: Setting): Checklist => {
  const list = of.checklists[of.programme.checklist];
  if (list === undefined) throw new Error("the programme has no checklist");
  return list;
};

const added: Item = {
  section: listOf(setting).sections[0]?.id ?? "",
  ask: "Cơ sở có bao nhiêu xe lạnh?",
  short: "số xe lạnh",
  why: "Để biết cách chở hàng.",
  expect: { kind: "number", whole: true },
};

/** The setting of a later year: one item fewer, one more at the end. */
function later(removed: string): Setting {
  const list = listOf(setting);
  const { [removed]: _, ...items } = list.items;
  const changed = { ...list, version: list.version + 1, items: { ...items, coldVans: added } };
  return { ...setting, checklists: { ...setting.checklists, [list.id]: changed } };
}

/** A good answer to any item. */
function answerTo(id: string, item: Item): Deed {
  const { expect: wants } = item;
  const listed = choicesOf(wants, { today: "2022-04-20", lists: listsOf(setting) })?.[0];
  if (wants.kind === "yesno") return { kind: "tap", data: `a:${id}:yes`, label: "Có" };
  if (wants.kind === "paper") return { kind: "tap", data: `a:${id}:on-paper`, label: "Có bản giấy" };
  if (wants.kind === "file")
    return { kind: "file", file: { hash: id, name: `${id}.jpg`, mime: "image/jpeg", size: 9 }, text: "" };
  if (listed !== undefined) return { kind: "tap", data: `a:${id}:${listed.id}`, label: listed.label };
  const words: Readonly<Record<string, string>> = {
    phone: "0912 345 678",
    email: "que@example.vn",
    url: "https://example.vn",
    day: "15/3/2018",
    number: "3",
    money: "50 triệu",
  };
  return { kind: "text", text: words[wants.kind] ?? "Làm theo nhóm trong thôn" };
}

const askedNow = async (talk: Rehearsal): Promise<string | undefined> => {
  const [kept] = await talk.store.load([threadKey("terminal:1")]);
  return kept === undefined ? undefined : threadSchema.parse(JSON.parse(kept.text)).asked;
};

/** Answers what is asked until nothing is, or until `until`; gives every item in the order asked. */
async function answerOn(talk: Rehearsal, of: Setting, until?: string): Promise<readonly string[]> {
  const asked: string[] = [];
  for (;;) {
    const id = await askedNow(talk);
    const item = id === undefined ? undefined : listOf(of).items[id];
    if (id === undefined || item === undefined || id === until) return asked;
    if (asked.includes(id)) throw new Error(`${id} is asked twice`);
    asked.push(id);
    await talk.deed(answerTo(id, item));
  }
}

describe("a dossier left for 400 days while the checklist changed", () => {
  test.each([
    { removed: "ownerName", why: "answered before", until: "head" },
    { removed: "head", why: "being asked for", until: "head" },
    { removed: "workshop", why: "not reached yet", until: "head" },
  ])("the item taken out was $why", async ({ removed, until }) => {
    const store = await openSqlite({ file: ":memory:", programme: "bac-ha-2021" });
    const before = await rehearse(setting, start, { opened: store });
    await before.deed({ kind: "text", text: "đăng ký tinh dầu quế Nậm Đét" });
    await before.deed({ kind: "tap", data: "p:yes", label: "Đồng ý" });
    const first = await answerOn(before, setting, until);
    const left = await before.dossier();
    if (left === undefined) throw new Error("there is no dossier");
    await before.app.stop();

    const next = later(removed);
    const after = await rehearse(next, start + days(400), { opened: store });
    const [told = ""] = await after.deed({ kind: "text", text: "tiếp tục" });
    expect(await askedNow(after)).not.toBe(removed);
    expect(told).toContain(listOf(next).items[(await askedNow(after)) ?? ""]?.ask);
    const second = await answerOn(after, next);
    expect(second).toContain("coldVans");
    expect(second).not.toContain(removed);
    expect(second.filter((id) => first.includes(id))).toEqual([]);

    const whole = await after.dossier();
    expect(whole?.answers).toMatchObject({ ...left.answers, coldVans: 3 });
    expect(progress(listOf(next), whole ?? left).open).toEqual([]);
    const log = await logOf(store, left.id);
    expect(replay(left.id, log)).toEqual(whole);
    const kept = log.filter((entry) => entry.kind === "answered" && entry.item === removed).length;
    expect(kept).toBe(first.includes(removed) ? 1 : 0);

    await after.deed({ kind: "text", text: "nộp hồ sơ" });
    await after.deed({ kind: "tap", data: "p:yes", label: "Nộp" });
    expect((await after.dossier())?.state).toBe("handed-in");
    await after.close();
  });
});
