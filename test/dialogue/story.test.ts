import { describe, expect, test } from "vitest";
import { listsOf } from "../../src/app.ts";
import { newPerson } from "../../src/dialogue/person.ts";
import type { Scene, Turn } from "../../src/dialogue/scene.ts";
import { newThread } from "../../src/dialogue/thread.ts";
import type { Entry } from "../../src/dossier/entry.ts";
import { replay } from "../../src/dossier/fold.ts";
import { readSetting } from "../../src/project.ts";
import { countingIds } from "../../src/tools/counting-ids.ts";
import { decideWith } from "../../src/turn/perform.ts";
import { sceneFor } from "../../src/turn/run-thread.ts";

const setting = await readSetting("bac-ha-2021");
const scene: Scene = {
  ...sceneFor({ setting, lists: listsOf(setting), ids: countingIds() }, "web:1", 1_615_770_000_000),
  rewrites: true,
};
const head = { at: 1, by: "p" };
const answered = (item: string, value: string): Entry => ({ ...head, kind: "answered", item, value });
const dossier = replay("d", [
  { ...head, kind: "started", programme: "bac-ha-2021", list: "ho-so-1048", law: "qd-1048-2019", version: 1 },
  answered("product", "com-na-lo"),
  answered("storyTold", "draft"),
  answered("storyOrigin", "Ba noi toi lam com tu nam 1985 roi day lai cho me"),
]);
const person = { ...newPerson("p", "web:1"), dossiers: [{ id: "d", title: "x", handedIn: false }] };
const before: Turn = {
  thread: { ...newThread, asked: "storyText", dossier: "d" },
  person,
  dossier,
  effects: [],
};

const outside = (says: string | undefined): Parameters<typeof decideWith>[0] => ({
  load: () => Promise.resolve(undefined),
  range: () => Promise.resolve([]),
  read: () => Promise.resolve([]),
  announcing: {
    store: { load: () => Promise.resolve([]), range: () => Promise.resolve([]) },
    reaches: {},
    rates: {},
  },
  storyteller: () => Promise.resolve(says),
});
const tapped = async (turn: Turn, data: string, says?: string): Promise<Turn> =>
  (await decideWith(outside(says), { ...turn, effects: [] }, { kind: "tap", data, label: "" }, scene)).turn;
const saidIn = (turn: Turn): string =>
  turn.effects.flatMap((effect) => (effect.kind === "say" ? [effect.message.text] : [])).join("\n");

describe("a story that a model may rewrite", () => {
  test("is shown as rewritten, and taken so", async () => {
    const better = "Đây là câu chuyện về Cốm Na Lo. Bà nội tôi làm cốm từ năm 1985, rồi dạy lại cho mẹ.";
    const shown = await tapped(before, "st:rewrite", better);
    expect(saidIn(shown)).toContain(better);
    const kept = await tapped(shown, "st:keep");
    expect(kept.dossier?.answers["storyText"]).toBe(better);
  });

  test("stays as it was arranged where the model's words do not hold", async () => {
    const shown = await tapped(before, "st:rewrite");
    expect(saidIn(shown)).toContain("Ba noi toi lam com tu nam 1985");
    const kept = await tapped(shown, "st:keep");
    expect(kept.dossier?.answers["storyText"]).toContain("Ba noi toi lam com tu nam 1985");
  });

  test("is not taken as rewritten once the dossier has changed", async () => {
    const shown = await tapped(before, "st:rewrite", "x");
    const changed: Turn = { ...shown, dossier: dossier && { ...dossier, entries: dossier.entries + 1 } };
    expect((await tapped(changed, "st:keep")).dossier?.answers["storyText"]).not.toBe("x");
  });
});

test("a story that was taken stays until another one is", async () => {
  const typed = async (turn: Turn, text: string): Promise<Turn> =>
    (await decideWith(outside(undefined), { ...turn, effects: [] }, { kind: "text", text }, scene)).turn;
  const kept = await tapped(before, "st:keep");
  const taken = kept.dossier?.answers["storyText"];
  expect(taken).toContain("1985");
  const again = await typed(kept, "viết lại câu chuyện");
  expect(again.thread.asked).not.toBe(kept.thread.asked);
  const later = await typed(again, "để sau kể");
  expect(later.dossier?.answers).toMatchObject({ storyText: taken, storyTold: "done" });
  const corrected = await typed(later, "sửa ai bắt đầu thành Mẹ tôi làm từ năm 1999");
  const shown = await tapped(corrected, "p:yes");
  expect(saidIn(shown)).toContain("1999");
  const no = await typed(shown, "không");
  expect(no.dossier?.answers["storyText"]).toBe(taken);
  const put = await typed(no, "bỏ qua");
  expect(put.dossier?.answers).toMatchObject({ storyText: taken, storyTold: "done" });
});
