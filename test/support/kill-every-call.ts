import { beforeAll, describe, expect, test } from "vitest";
import type { Setting } from "../../src/dialogue/scene.ts";
import { readSetting } from "../../src/project.ts";
import type { OpenStore } from "../../src/store/contract.ts";
import { conversation, endure, type Endured, type Sent } from "./endure.ts";
import { type Fate, mortal } from "./mortal-store.ts";
import { seededRandom } from "./seeded.ts";

/** The messages in the order in which each was first sent. */
const firstSent = (sent: readonly Sent[]): readonly Sent[] =>
  [...new Map(sent.toReversed().map((one) => [one.id, one])).values()].toSorted(
    (one, two) => sent.findIndex(({ id }) => id === one.id) - sent.findIndex(({ id }) => id === two.id),
  );

/** Shows that a conversation comes to the same wherever the program dies. `open` gives an empty store. */
export function killEveryCall(name: string, open: () => Promise<OpenStore>, most = 60_000): void {
  describe(`a conversation over ${name}`, () => {
    let setting: Setting;
    let calm: Endured;
    const play = async (
      fate: (call: number) => Fate,
      dies = true,
    ): Promise<Endured & { readonly failed: number }> => {
      const inner = await open();
      let failed = 0;
      const { born } = mortal(
        inner,
        (call) => {
          const comes = fate(call);
          if (comes !== "lives") failed += 1;
          return comes;
        },
        dies,
      );
      try {
        return { ...(await endure({ setting, seen: inner, born })), failed };
      } finally {
        await inner.close();
      }
    };

    beforeAll(async () => {
      setting = await readSetting("bac-ha-2021");
      calm = await play(() => "lives");
    });

    const sameAs = (one: Endured, what: string): void => {
      const { sent, lives: _, ...left } = one;
      const { sent: calmly, lives: __, ...expected } = calm;
      expect({ ...left, failed: undefined }, what).toEqual({ ...expected, failed: undefined });
      expect(firstSent(sent), what).toEqual(calmly);
      const texts = new Map(calmly.map(({ id, text }) => [id, text]));
      expect(
        sent.filter(({ id, text }) => texts.get(id) !== text),
        what,
      ).toEqual([]);
    };

    test("undisturbed, every message is answered once and the dossier is what its log says", () => {
      const answers = conversation.map((_, at) =>
        calm.lines.filter((line) => line.id.startsWith(`web:1:m${at + 1}:`)),
      );
      expect(answers.map((lines) => lines.length)).toEqual(conversation.map(() => 1));
      expect(new Set(calm.lines.map((line) => line.id)).size).toBe(calm.lines.length);
      expect(calm.replayed).toBe(true);
      expect(calm.dossier?.answers).toMatchObject({ owner: "coop", ownerName: "HTX Quế hữu cơ Bắc Hà" });
      expect(JSON.stringify(calm.log)).toContain("undone");
      expect(JSON.stringify(calm.log)).toContain("giay.jpg");
      expect({ stuck: calm.stuck, inbox: calm.inbox, outbox: calm.outbox }).toEqual({
        stuck: [],
        inbox: [],
        outbox: [],
      });
    });

    test.each(["before", "after"] as const)(
      "the program dies %s its n-th store call, for every n",
      async (when) => {
        let killed = 0;
        for (let nth = 1; ; nth += 1) {
          const run = await play((call) => (call === nth ? when : "lives"));
          if (run.failed === 0) break;
          killed += 1;
          expect(run.lives, `call ${nth}`).toBe(2);
          sameAs(run, `died ${when} call ${nth}`);
        }
        expect(killed).toBeGreaterThan(5 * conversation.length);
      },
      most,
    );

    test.each(["before", "after"] as const)(
      "the n-th store call alone fails %s it was done, for every n, and the program lives on",
      async (when) => {
        for (let nth = 1; ; nth += 1) {
          const run = await play((call) => (call === nth ? when : "lives"), false);
          if (run.failed === 0) break;
          sameAs(run, `failed ${when} call ${nth}`);
        }
      },
      most,
    );

    test(
      "the program dies again and again",
      async () => {
        for (let seed = 1; seed <= 20; seed += 1) {
          const random = seededRandom(seed);
          const run = await play(() => (random() < 0.15 ? (random() < 0.5 ? "before" : "after") : "lives"));
          expect(run.lives).toBeGreaterThan(5);
          sameAs(run, `seed ${seed}`);
        }
      },
      most,
    );
  });
}
