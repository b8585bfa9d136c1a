import { describe, expect, test } from "vitest";
import type { Setting } from "../../src/dialogue/scene.ts";
import { instantOf } from "../../src/domain/instant.ts";
import { dossierKey, dossierLog, handedIndex, queueIndex } from "../../src/domain/keys.ts";
import { entrySchema, type Entry } from "../../src/dossier/entry.ts";
import { type Dossier, replay } from "../../src/dossier/fold.ts";
import type { Offer } from "../../src/domain/role.ts";
import { deedOf } from "../../src/tools/conversation.ts";
import { rehearse, type Rehearsal } from "../../src/tools/rehearsal.ts";
import type { OpenStore } from "../../src/store/contract.ts";
import { readDossier } from "../../src/turn/state.ts";
import { handedInBy, planted } from "./handed-in.ts";
import { shortLines } from "./round-table.ts";

const start = instantOf("2021-03-15 08:00");
const commune: Offer = { role: "officer", place: "ta-chai", office: "ubnd-xa" };
const inCharge: Offer = { role: "officer", place: "huyen", office: "phong-nong-nghiep" };
const [mai, pao, dung, owner] = ["terminal:mai", "terminal:pao", "terminal:dung", "terminal:owner"] as const;

/**
 * What happens when two act on one dossier at once: two programs over one store, as two servers are. `open` gives an empty
 * store that both look into.
 */
export function decisionRaces(
  name: string,
  setting: () => Setting,
  open: () => Promise<() => Promise<OpenStore>>,
): void {
  describe(`two who act on one dossier at once, over ${name}`, () => {
    async function stage() {
      const store = await open();
      const one = await rehearse(setting(), start, { opened: await store() });
      const two = await rehearse(setting(), start, { opened: await store() });
      await one.seat(mai, commune);
      await one.seat(pao, commune);
      await one.seat(dung, inCharge);
      await handedInBy(one.store, setting(), start, owner);
      const said = async (talk: Rehearsal, chat: string, ...lines: readonly string[]): Promise<string> => {
        let last: readonly string[] = [];
        for (const line of lines) last = await talk.deed(deedOf(line), chat);
        return last.join("\n\n");
      };
      const quiet = async (): Promise<void> => {
        for (let round = 0; round < 3; round += 1) {
          await one.wait(0);
          await two.wait(0);
        }
      };
      /** What a chat heard from either program. */
      const heard = (chat: string): readonly string[] => [...one.heard(chat), ...two.heard(chat)];
      const dossier = async (id = planted.id): Promise<Dossier> => {
        const [kept] = await one.store.load([dossierKey(id)]);
        if (kept === undefined) throw new Error("no dossier");
        return readDossier(kept.text);
      };
      const log = async (id = planted.id): Promise<readonly Entry[]> =>
        (await one.store.read(dossierLog(id), 0, 1000)).map((text) => entrySchema.parse(JSON.parse(text)));
      const close = async (): Promise<void> => {
        await one.app.stop();
        await two.close();
        await one.store.close().catch(() => undefined);
      };
      return { one, two, said, quiet, heard, dossier, log, close };
    }

    const decisions = (log: readonly Entry[]): readonly string[] =>
      log.map((entry) => entry.kind).filter((kind) => kind === "returned" || kind === "accepted");

    test("two officers send at the same moment: one decides, the other reads what holds, nothing is overwritten", async () => {
      const { one, two, said, quiet, heard, dossier, log, close } = await stage();
      await said(one, mai, "mở BH-T001", "trả 1 mờ");
      await said(two, pao, "mở BH-T001", "tiếp nhận");
      heard(owner);
      const [first, second] = await Promise.all([said(one, mai, "1"), said(two, pao, "1")]);
      await quiet();
      const told = [[first, ...heard(mai)].join("\n"), [second, ...heard(pao)].join("\n")];
      const done = told.map((text) => /Đã trả lại|Đã tiếp nhận/u.test(text));
      expect(done.filter(Boolean)).toHaveLength(1);
      const late = told[done.indexOf(false)] ?? "";
      expect(late).toContain("đã có người xử lý rồi");
      const now = await dossier();
      expect(late).toContain(
        now.state === "returned" ? "còn 1 việc cần sửa" : "Phòng Nông nghiệp và PTNT huyện",
      );
      expect(decisions(await log())).toHaveLength(1);
      expect(replay(planted.id, await log())).toEqual(now);
      expect(heard(owner)).toHaveLength(1);
      await close();
    });

    test("an officer decides on what a colleague has decided already: nothing is overwritten", async () => {
      const { one, two, said, log, close } = await stage();
      await said(one, mai, "mở BH-T001", "trả 1 mờ");
      await said(two, pao, "mở BH-T001", "tiếp nhận", "1");
      expect(await said(one, mai, "1")).toContain("đã có người xử lý rồi");
      expect(decisions(await log())).toEqual(["accepted"]);
      await close();
    });

    test("an officer who loses the role before sending sends nothing, and hears why", async () => {
      const { one, two, said, dossier, log, close } = await stage();
      await said(one, mai, "mở BH-T001", "trả 1 mờ");
      await two.unseat(mai);
      const before = await dossier();
      expect(await said(one, mai, "1")).toContain("không còn vai trò");
      expect(await dossier()).toEqual(before);
      expect(decisions(await log())).toEqual([]);
      expect(await said(one, mai, "xem 1")).not.toContain("giay.jpg");
      await close();
    });

    test.each(["opening", "the preview"])(
      "what a producer changes after %s is shown before it is decided on",
      async (when) => {
        const { one, two, said, log, close } = await stage();
        await said(one, mai, "mở BH-T001", ...(when === "opening" ? [] : ["tiếp nhận"]));
        await said(two, owner, "sửa số điện thoại thành 0912 345 699", "1");
        const shown = await said(one, mai, when === "opening" ? "tiếp nhận" : "1");
        expect(shown).toContain("Bà con vừa sửa hồ sơ");
        expect(shown).toContain("0912 345 699");
        expect(decisions(await log())).toEqual([]);
        await said(one, mai, "tiếp nhận", "1");
        expect(decisions(await log())).toEqual(["accepted"]);
        await close();
      },
    );

    test("what a producer takes back while an officer looks at it is not decided on", async () => {
      const { one, two, said, dossier, log, close } = await stage();
      await said(one, mai, "mở BH-T001", "trả 1 mờ");
      await said(two, owner, "rút hồ sơ", "1");
      const told = await said(one, mai, "1");
      expect(told).toContain("rút");
      expect(told).not.toContain("0912");
      expect((await dossier()).state).toBe("draft");
      expect(decisions(await log())).toEqual([]);
      for (const index of [queueIndex("xa"), queueIndex("xa", "ta-chai"), handedIndex()])
        expect(await one.store.range(index, { limit: 9 })).toEqual([]);
      await close();
    });

    test("changing and deciding at the same moment: either the change came first and is shown, or the decision stands", async () => {
      const { one, two, said, quiet, dossier, log, close } = await stage();
      await said(one, mai, "mở BH-T001", "tiếp nhận");
      await said(two, owner, "sửa số điện thoại thành 0912 345 699");
      await Promise.all([said(one, mai, "1"), said(two, owner, "1")]);
      await quiet();
      expect(replay(planted.id, await log())).toEqual(await dossier());
      const kinds = (await log()).map((entry) => entry.kind);
      const at = kinds.indexOf("accepted");
      // Where the change came first, nothing was accepted unseen.
      if (at >= 0) expect(kinds.lastIndexOf("answered")).toSatisfy((last: number) => last < 7 || last > at);
      await close();
    });

    test("a producer who taps twice hands in once, with one receipt, and the office hears of one", async () => {
      const { one, two, said, quiet, heard, log, close } = await stage();
      const chat = "terminal:twice";
      await said(one, chat, ...shortLines("com-na-lo", "viet-tat"), "nop ho so");
      [mai, pao].forEach(heard);
      const tap = { kind: "tap", data: "p:yes", label: "Nộp hồ sơ" } as const;
      const told = (await Promise.all([one.deed(tap, chat), two.deed(tap, chat)])).flat();
      await quiet();
      const all = [...told, ...heard(chat)].join("\n");
      expect(all.match(/Đã nhận hồ sơ/gu)).toHaveLength(1);
      expect(new Set(all.match(/BH-\d{4}/gu)).size).toBe(1);
      const id = (await one.dossier(chat))?.id ?? "";
      expect((await log(id)).filter((entry) => entry.kind === "handed-in")).toHaveLength(1);
      expect(heard(mai).filter((text) => text.includes("hồ sơ mới nộp"))).toHaveLength(1);
      await close();
    });

    test("the next office acts before the news of the first has come: the producer hears both, and what holds is the last", async () => {
      const { one, two, said, quiet, heard, dossier, log, close } = await stage();
      await said(one, mai, "mở BH-T001", "tiếp nhận");
      heard(owner);
      // What the first program has to deliver still lies there when the second acts.
      await Promise.all([
        said(one, mai, "1"),
        (async () => {
          for (let tries = 0; tries < 50; tries += 1)
            if ((await said(two, dung, "mở BH-T001")).includes("Trả lại")) break;
          await said(two, dung, "trả 1 sai tên", "1");
        })(),
      ]);
      await quiet();
      expect(decisions(await log())).toEqual(["accepted", "returned"]);
      const told = heard(owner).join("\n");
      expect(told.match(/đã tiếp nhận hồ sơ/gu)).toHaveLength(1);
      expect(told.match(/cần bà con sửa 1 việc/gu)).toHaveLength(1);
      expect((await dossier()).state).toBe("returned");
      expect(await said(one, owner, "còn thiếu gì")).toContain("Phòng Nông nghiệp và PTNT huyện trả lại");
      await close();
    });
  });
}
