import { describe, expect, test } from "vitest";
import { instantOf, minutes, seconds } from "../../src/domain/instant.ts";
import { ok } from "../../src/domain/result.ts";
import type { ReadProof } from "../../src/ports/read-proof.ts";
import { readSetting } from "../../src/project.ts";
import { openSqlite } from "../../src/store/sqlite/open.ts";
import { linesOf } from "../../src/tools/papers/certificate.ts";
import { deedOf } from "../../src/tools/conversation.ts";
import { countingIds, memoryFiles, rehearse } from "../../src/tools/rehearsal.ts";
import { endure } from "../support/endure.ts";
import { mortal } from "../support/mortal-store.ts";
import { proofPhotos, scriptedProofs } from "../support/scripted-proofs.ts";

const setting = await readSetting("bac-ha-2021");
const begin = ["dk tinh dau que nam det", "1", "htx", "HTX Quế hữu cơ Nậm Đét", "có rồi", "1"] as const;
const registration = "[ảnh dkkd.jpg] giấy đăng ký kinh doanh";

/** Somebody in the middle of a dossier, with a clock that can be set. */
async function stage(readProof: ReadProof = scriptedProofs) {
  const clock = { now: instantOf("2021-03-15 08:00") };
  const talk = await rehearse(setting, clock.now, {
    clock,
    readProof,
    files: memoryFiles(proofPhotos),
    ids: countingIds(),
  });
  const say = async (...lines: readonly string[]): Promise<readonly string[]> => {
    let said: readonly string[] = [];
    for (const line of lines) {
      clock.now += minutes(1);
      said = await talk.deed(deedOf(line));
    }
    return said;
  };
  await say(...begin);
  return { clock, talk, say };
}

/** Takes its time: the clock goes on while it reads. */
const slow = (clock: () => { now: number }): ReadProof => ({
  ...scriptedProofs,
  read: (bytes, mime) => {
    clock().now += seconds(40);
    return scriptedProofs.read(bytes, mime);
  },
});

describe("a paper that was sent", () => {
  test("is read beside the conversation, and nothing is said of it where it agrees", async () => {
    const { talk, say } = await stage();
    const said = await say(registration);
    expect(said).toHaveLength(1);
    expect(said[0]).toContain("Tôi đang đọc giấy");
    const dossier = await talk.dossier();
    expect(dossier?.readings?.["hash-dkkd.jpg"]?.reading.number?.value).toBe("10H7000123");
    await talk.close();
  });

  test("that took long is told in one line, and the open question stays", async () => {
    let time = { now: 0 };
    const { clock, talk, say } = await stage(slow(() => time));
    time = clock;
    const said = await say(registration);
    expect(said.slice(1)).toEqual([
      "Tôi đọc xong giấy đăng ký kinh doanh: giấy đăng ký hợp tác xã, số 10H7000123, cấp ngày 15/3/2018.",
    ]);
    expect(await say("thôn Nậm Đét")).toEqual([expect.stringContaining("địa chỉ cơ sở: *thôn Nậm Đét*")]);
    await talk.close();
  });

  test("that took long and does not agree is said to be asked about later, and then is", async () => {
    let time = { now: 0 };
    const { clock, talk, say } = await stage(slow(() => time));
    time = clock;
    const said = await say("[ảnh dkkd-nha-khac.jpg] giấy đăng ký kinh doanh");
    expect(said.slice(1)).toEqual([expect.stringContaining("có chỗ cần hỏi lại; xong câu này tôi hỏi")]);
    expect((await say("thôn Nậm Đét"))[0]).toContain("ghi tên Hợp tác xã Nông nghiệp Bản Liền");
    expect((await say("hồ sơ đúng"))[0]).toContain("người điều hành");
    expect((await say("xem lại"))[0]).not.toContain("gửi ảnh khác");
    await talk.close();
  });

  test("goes with what was read of it, and another takes its place", async () => {
    const { talk, say } = await stage();
    await say("[ảnh dkkd-nha-khac.jpg] giấy đăng ký kinh doanh", "thôn Nậm Đét", "gửi ảnh khác");
    expect((await talk.dossier())?.answers["registrationPaper"]).toBeUndefined();
    await say("[ảnh dkkd.jpg]");
    expect(Object.keys((await talk.dossier())?.readings ?? {})).toContain("hash-dkkd.jpg");
    await say("xoá dữ liệu", "1");
    expect(await talk.dossier()).toBeUndefined();
    expect(await talk.files.read("hash-dkkd.jpg")).toBeUndefined();
    await talk.close();
  });

  test("is read into its own dossier while another is open", async () => {
    let release = (): void => undefined;
    const waits = new Promise<void>((resolve) => (release = resolve));
    const { talk, say } = await stage({
      ...scriptedProofs,
      read: async (bytes, mime) => {
        await waits;
        return scriptedProofs.read(bytes, mime);
      },
    });
    const first = (await talk.dossier())?.id;
    const sending = say(registration);
    const other = talk.deed(deedOf("dk lap suon bac ha"));
    release();
    await Promise.all([sending, other]);
    await say("1", "dữ liệu của tôi");
    const log = await talk.store.read(`dossier:${first}`, 0, 100);
    expect(JSON.stringify(log)).toContain('"kind\\":\\"read');
    await talk.close();
  });

  test("is not read where nobody reads papers", async () => {
    const talk = await rehearse(setting, instantOf("2021-03-15 08:00"));
    for (const line of begin) await talk.deed(deedOf(line));
    const said = await talk.deed(deedOf(registration));
    expect(said.join("\n")).not.toContain("đọc giấy");
    await talk.close();
  });
});

describe("a paper that ends", () => {
  test("is warned of 60, 30 and 7 days before, each once and on its day", async () => {
    // Given on 15 March 2020, a pledge counts for three years.
    const paper = {
      kind: "pledge" as const,
      holder: "HTX Quế hữu cơ Nậm Đét",
      product: "Tinh dầu quế",
      number: "15/CK-ATTP",
      issued: "2020-03-15",
      font: "",
    };
    const { clock, talk, say } = await stage({
      ...scriptedProofs,
      read: () =>
        Promise.resolve(
          ok({
            lines: linesOf(paper).map((text) => ({ text, confidence: 95 })),
            by: "picture" as const,
            turned: 0,
          }),
        ),
    });
    await say("[ảnh dkkd.jpg] giấy môi trường");
    await say("tắt nhắc", "bật nhắc");
    const heard: string[] = [];
    for (let day = 0; day < 760; day += 1) {
      const said = await talk.wait(24 * 60 * minutes(1));
      if (said.some((text) => text.includes("hết hạn ngày 15/3/2023")))
        heard.push(new Date(clock.now + 7 * 3_600_000).toISOString().slice(0, 10));
    }
    expect(heard).toEqual(["2023-01-14", "2023-02-13", "2023-03-08"]);
    await talk.close();
  });
});

describe("the program dies", () => {
  const files = {
    ...memoryFiles(),
    read: (hash: string) => Promise.resolve(hash === "giay" ? proofPhotos["dkkd.jpg"] : undefined),
  };
  const run = async (nth: number, when: "before" | "after") => {
    const seen = await openSqlite({ file: ":memory:", programme: "bac-ha-2021" });
    let killed = false;
    const { born } = mortal(
      seen,
      (call) => {
        if (call !== nth) return "lives";
        killed = true;
        return when;
      },
      true,
    );
    try {
      const left = await endure({ setting, seen, born, more: { files, readProof: scriptedProofs } });
      return { killed, left };
    } finally {
      await seen.close();
    }
  };

  test.each(["before", "after"] as const)(
    "%s any store call, and the paper is read once and the dossier is the same",
    { timeout: 240_000 },
    async (when) => {
      const calm = await run(0, when);
      expect(calm.left.dossier?.readings?.["giay"]?.reading.number?.value).toBe("10H7000123");
      const same = (dossier: typeof calm.left.dossier) => ({
        answers: dossier?.answers,
        readings: dossier?.readings,
        entries: dossier?.entries,
      });
      // Every eighth call: the whole of it is played by the store's own test.
      for (let nth = when === "before" ? 1 : 2; ; nth += 8) {
        const { killed, left } = await run(nth, when);
        if (!killed) break;
        expect([nth, same(left.dossier)]).toEqual([nth, same(calm.left.dossier)]);
        expect([nth, left.replayed, left.stuck, left.inbox]).toEqual([nth, true, [], []]);
      }
    },
  );
});
