import { describe, expect, test } from "vitest";
import { hours, instantOf } from "../../src/domain/instant.ts";
import { readSetting } from "../../src/project.ts";
import { rehearse, type Rehearsal } from "../../src/tools/rehearsal.ts";

const setting = await readSetting("bac-ha-2021");
const start = () => rehearse(setting, instantOf("2021-03-15 08:00"));
const says =
  (talk: Rehearsal, thread: string) =>
  async (...texts: readonly string[]): Promise<string> => {
    let last: readonly string[] = [];
    for (const text of texts) last = await talk.deed({ kind: "text", text }, thread);
    return last.join("\n");
  };
const codeIn = (text: string): string => /BH-\w+/u.exec(text)?.[0] ?? "none";
const begin = ["đăng ký tinh dầu quế Nậm Đét", "đồng ý", "htx"] as const;

describe("one person, several channels", () => {
  test("a dossier begun on one is finished on the other, and both see the same", async () => {
    const talk = await start();
    const [zalo, web] = [says(talk, "terminal:zalo"), says(talk, "terminal:web")];
    await zalo(...begin);
    const code = codeIn(await zalo("mã nối"));
    expect(await web(`nối ${code}`)).toContain("Đã nối");
    await web("HTX Quế Nậm Đét");
    expect(await zalo("đọc lại")).toContain("HTX Quế Nậm Đét");
    expect((await talk.dossier("terminal:web"))?.id).toBe((await talk.dossier("terminal:zalo"))?.id);
    await talk.close();
  });

  test("a code works once, not after half an hour, and not when it is guessed", async () => {
    const talk = await start();
    const [mine, late, second] = [
      says(talk, "terminal:a"),
      says(talk, "terminal:b"),
      says(talk, "terminal:c"),
    ];
    await mine(...begin);
    const old = codeIn(await mine("mã nối"));
    await talk.wait(hours(1));
    expect(await late(`nối ${old}`)).toContain("hết hạn");
    const code = codeIn(await mine("mã nối"));
    expect(await late(`nối ${code}`)).toContain("Đã nối");
    expect(await second(`nối ${code}`)).toContain("không đúng");
    expect(await second("nối BH-0000", "nối BH-0001", "nối BH-0002", "nối BH-0003", "nối BH-0004")).toContain(
      "chờ một giờ",
    );
    await talk.close();
  });

  test("two people's records become one: both dossiers are there, and erasing takes both", async () => {
    const talk = await start();
    const [one, two] = [says(talk, "terminal:a"), says(talk, "terminal:b")];
    await one(...begin);
    await two("đăng ký cốm Na Lo", "đồng ý", "tht");
    const code = codeIn(await one("mã nối"));
    await two(`nối ${code}`);
    const list = await one("danh sách hồ sơ");
    expect(list).toContain("Tinh dầu quế Nậm Đét");
    expect(list).toContain("Cốm Na Lo");
    expect(await two("Tổ cốm Na Lo")).toContain("Tổ cốm Na Lo");
    expect(await one("dữ liệu của tôi")).toContain("Tổ cốm Na Lo");
    await one("xoá dữ liệu", "đúng");
    expect(await talk.dossier("terminal:b")).toBeUndefined();
    await talk.close();
  });
});

describe("a helper", () => {
  test("fills the dossier in after agreeing, but does not hand it in, erase it, or pass it on", async () => {
    const talk = await start();
    const [owner, child] = [says(talk, "terminal:owner"), says(talk, "terminal:child")];
    await owner(...begin);
    const code = codeIn(await owner("thêm người giúp"));
    expect(await child(`giúp ${code}`)).toContain("Bà con có đồng ý không?");
    expect(await child("đồng ý")).toContain("đang giúp làm hồ sơ");
    await child("HTX Quế Nậm Đét");
    expect(await owner("đọc lại")).toContain("HTX Quế Nậm Đét");
    for (const text of ["nộp hồ sơ", "xoá hồ sơ", "thêm người giúp"])
      expect(await child(text)).toContain("chỉ người đứng hồ sơ");
    await child("xoá dữ liệu", "đúng");
    expect(await owner("đọc lại")).toContain("HTX Quế Nậm Đét");
    await talk.close();
  });

  test("is taken off at once, in the middle of a question", async () => {
    const talk = await start();
    const [owner, child] = [says(talk, "terminal:owner"), says(talk, "terminal:child")];
    await owner(...begin);
    await child(`giúp ${codeIn(await owner("thêm người giúp"))}`, "đồng ý");
    expect(await owner("bỏ người giúp")).toContain("1 người giúp");
    expect(await child("HTX Quế Nậm Đét")).toContain("không còn được chia sẻ");
    expect(await talk.dossier("terminal:child")).toBeUndefined();
    expect((await talk.dossier("terminal:owner"))?.answers["ownerName"]).toBeUndefined();
    await talk.close();
  });
});
