import { describe, expect, test } from "vitest";
import { listsOf } from "../../src/app.ts";
import type { Effect, Turn } from "../../src/dialogue/scene.ts";
import { newThread } from "../../src/dialogue/thread.ts";
import { readSetting } from "../../src/setting.ts";
import { countingIds } from "../../src/tools/rehearsal.ts";
import { decideWith, perform } from "../../src/turn/perform.ts";
import { sceneFor } from "../../src/turn/run-thread.ts";

const setting = await readSetting("bac-ha-2021");
const scene = sceneFor({ setting, lists: listsOf(setting), ids: countingIds() }, "web:1", 1_615_770_000_000);
const nobody: Turn = { thread: newThread, person: undefined, dossier: undefined, effects: [] };

/** One of every kind: a kind without an example does not compile. */
const examples = {
  say: { kind: "say", message: { text: "x" } },
  enter: { kind: "enter", dossier: "d", entry: { kind: "undone", at: 1, by: "p" } },
  open: { kind: "open", dossier: "d" },
  gather: { kind: "gather", dossiers: [], why: "data" },
  "pass-on": { kind: "pass-on", question: "x" },
  erase: { kind: "erase", dossiers: ["d"], files: ["f"], all: true },
  "give-code": { kind: "give-code", code: "BH-1", person: "p", dossier: undefined, until: 3 },
  "spend-code": { kind: "spend-code", code: "BH-1" },
  redeem: { kind: "redeem", code: "BH-1" },
  "replace-person": { kind: "replace-person", person: "p" },
  discard: { kind: "discard", files: ["f"] },
  remind: { kind: "remind", name: "forget", at: 2 },
} as const satisfies { readonly [Kind in Effect["kind"]]: Extract<Effect, { kind: Kind }> };

const brings: readonly string[] = ["open", "gather", "redeem"];
/** Files lie outside the store, so they are deleted after the commit. */
const afterwards: readonly string[] = ["discard"];

describe("effects", () => {
  test.each(
    Object.values(examples).filter((one) => !brings.includes(one.kind) && !afterwards.includes(one.kind)),
  )("$kind becomes part of the commit", (effect) => {
    const { now: _, ...parts } = perform([effect], scene, "e", nobody);
    expect(Object.values(parts).flat()).not.toEqual([]);
  });

  test("those that bring something back are gone when a turn is decided", async () => {
    const asks = async (text: string): Promise<Turn> => {
      const person = {
        schema: 1 as const,
        id: "p",
        consent: { version: "1", at: 1 },
        threads: [],
        dossiers: [{ id: "d", title: "x", handedIn: false }],
      };
      const { turn } = await decideWith(
        () => Promise.resolve(undefined),
        { ...nobody, person },
        { kind: "text", text },
        scene,
      );
      return turn;
    };
    for (const text of ["dữ liệu của tôi", "tiếp tục"])
      expect((await asks(text)).effects.filter((one) => brings.includes(one.kind))).toEqual([]);
  });
});
