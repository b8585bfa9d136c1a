import { describe, expect, test } from "vitest";
import { listsOf } from "../../src/app.ts";
import { doubtsIn } from "../../src/dialogue/proofs.ts";
import { itemAt, opened, pointShown } from "../../src/dialogue/readers/office/dossier-sheet.ts";
import type { Turn } from "../../src/dialogue/scene.ts";
import { newThread } from "../../src/dialogue/thread.ts";
import { instantOf } from "../../src/domain/instant.ts";
import type { Entry } from "../../src/dossier/entry.ts";
import { type Dossier, replay } from "../../src/dossier/fold.ts";
import { readSetting } from "../../src/project.ts";
import { readProof } from "../../src/proof/read.ts";
import { linesOf } from "../../src/tools/papers/certificate.ts";
import { countingIds } from "../../src/tools/rehearsal.ts";
import { sceneFor } from "../../src/turn/run-thread.ts";

const setting = await readSetting("bac-ha-2021");
const scene = sceneFor(
  { setting, lists: listsOf(setting), ids: countingIds() },
  "terminal:1",
  instantOf("2021-03-15 08:00"),
);
const list = setting.checklists["ho-so-1048"];
if (list === undefined) throw new Error("no list");
const head = { at: 1, by: "p" };
const reading = readProof(
  linesOf({
    kind: "safety",
    holder: "HTX Bản Liền",
    product: "Lạp sườn",
    number: "45/2017",
    issued: "2017-05-02",
    until: "2020-05-02",
    font: "",
  }).map((text) => ({ text, confidence: 95 })),
  "picture",
);
const answered = (item: string, value: Extract<Entry, { kind: "answered" }>["value"]): Entry => ({
  ...head,
  kind: "answered",
  item,
  value,
});
const dossierWith = (...more: readonly Entry[]): Dossier => {
  const dossier = replay("d", [
    {
      ...head,
      kind: "started",
      programme: "bac-ha-2021",
      list: "ho-so-1048",
      law: "qd-1048-2019",
      version: 1,
    },
    answered("product", "lap-suon-bac-ha"),
    answered("ownerName", "HTX Bản Liền"),
    answered("status", "existing"),
    answered("set", "s06"),
    answered("foodSafety", [{ hash: "f", name: "attp.jpg", mime: "image/jpeg", size: 1 }]),
    { ...head, kind: "read", file: "f", reading },
    ...more,
  ]);
  if (dossier === undefined) throw new Error("no dossier");
  return dossier;
};
const nobody: Turn = { thread: newThread, person: undefined, dossier: undefined, effects: [] };
const said = (turn: Turn): string =>
  turn.effects.flatMap((effect) => (effect.kind === "say" ? [effect.message.text] : [])).join("\n");

describe("what a machine found on a paper", () => {
  test("stands first in an officer's summary, and is said to be a machine's", () => {
    const turn = opened(nobody, dossierWith(), scene);
    expect(said(turn)).toContain("① giấy an toàn thực phẩm: 1 tệp (máy đọc từ ảnh: hết hạn 2/5/2020)");
    expect(itemAt(turn, dossierWith(), 1, scene)).toBe("foodSafety");
  });

  test("stands under the paper itself, with what was read", () => {
    const shown = said(pointShown(nobody, dossierWith(), 1, scene));
    expect(shown).toContain("máy đọc: giấy đủ điều kiện an toàn thực phẩm, số 45/2017, có hạn đến 2/5/2020");
    expect(shown).toContain("• máy đọc từ ảnh: hết hạn 2/5/2020");
  });

  test("is not asked again once the producer has weighed it, and officers see it still", () => {
    expect(doubtsIn(list, dossierWith(), scene).map((one) => one.finding.about)).toEqual(["expired"]);
    const weighed = dossierWith({ ...head, kind: "weighed", file: "f", about: "expired" });
    expect(doubtsIn(list, weighed, scene)).toEqual([]);
    expect(said(opened(nobody, weighed, scene))).toContain("máy đọc từ ảnh");
  });

  test("goes when its paper goes, and an undo of that leaves it", () => {
    const cleared: Entry = { ...head, kind: "cleared", item: "foodSafety" };
    expect(Object.keys(dossierWith(cleared).readings ?? {})).toEqual(["f"]);
    const handedIn: Entry = { ...head, kind: "handed-in", code: "BH-1" };
    expect(dossierWith(cleared, handedIn).readings).toBeUndefined();
    expect(doubtsIn(list, dossierWith(cleared, { ...head, kind: "undone" }), scene)).toHaveLength(1);
  });
});
