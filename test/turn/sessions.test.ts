import { describe, expect, test } from "vitest";
import { days, instantOf } from "../../src/domain/instant.ts";
import {
  dossierKey,
  dossierLog,
  fileIndex,
  personKey,
  readyIndex,
  roleIndex,
} from "../../src/domain/keys.ts";
import { newPerson } from "../../src/dialogue/person.ts";
import { entrySchema } from "../../src/dossier/entry.ts";
import type { Dossier } from "../../src/dossier/fold.ts";
import { minutes as minutesOf } from "../../src/papers/minutes.ts";
import { scoreSheets } from "../../src/papers/score-sheets.ts";
import { wordText } from "../../src/papers/word-text.ts";
import { total } from "../../src/review/points.ts";
import { readSetting } from "../../src/project.ts";
import type { Change, OpenStore } from "../../src/store/contract.ts";
import { openSqlite } from "../../src/store/sqlite/open.ts";
import { memoryFiles, rehearse, type Rehearsal } from "../../src/tools/rehearsal.ts";
import { auditOf } from "../../src/turn/roles.ts";
import { readDossier } from "../../src/turn/state.ts";
import { sheetOf } from "../review/council.ts";
import {
  council,
  indexed,
  member,
  office,
  opened,
  pointsAt,
  producer,
  row,
  says,
  scores,
  secretary,
  sessionOf,
  set,
  setting,
} from "../support/council-stage.ts";

const dossierOf = async (talk: Rehearsal, id: string): Promise<Dossier> => {
  const [kept] = await talk.store.load([dossierKey(id)]);
  return readDossier(kept?.text ?? "");
};
const entriesOf = async (talk: Rehearsal, id: string) =>
  (await talk.store.read(dossierLog(id), 0, 100)).map((one) => entrySchema.parse(JSON.parse(one)));
const deedsOf = async (talk: Rehearsal) =>
  (await auditOf(talk.store, "2021-05")).map((one) => one.deed).filter((one) => one.startsWith("session-"));
const wholeOf = (share: number): number => total(pointsAt(share), sheetOf(set));

/** A store on which something else happens just before a commit that is looked for, once. */
async function interrupted(which: (change: Change) => boolean) {
  const inner = await openSqlite({ file: ":memory:", programme: setting.programme.id });
  const meanwhile: { happens?: () => Promise<unknown> } = {};
  const store: OpenStore = {
    ...inner,
    commit: async (change) => {
      const { happens } = meanwhile;
      if (happens !== undefined && which(change)) {
        delete meanwhile.happens;
        await happens();
      }
      return inner.commit(change);
    },
  };
  return { opened: store, meanwhile };
}
const writes = (deed: string) => (change: Change) =>
  change.append?.some((line) => line.text.includes(`"${deed}"`)) ?? false;

describe("a session", () => {
  test("is opened by the office in charge and the secretary, and by nobody else", async () => {
    const talk = await council(2, 1);
    await talk.seat("terminal:commune", { role: "officer", place: "ta-chai", office: "ubnd-xa" });
    for (const chat of [member(1), producer(1), "terminal:commune", "terminal:stranger"])
      expect(await says(talk, chat)("mở phiên chấm ngày 20/5/2021", "1")).not.toContain("PH-1");
    expect(await indexed(talk.store)).toEqual({ all: [], open: [] });
    expect(await says(talk, secretary)("mở phiên chấm ngày 20/5/2021", "đúng")).toContain("PH-1");
    expect(await indexed(talk.store)).toEqual({ all: ["PH-1"], open: ["PH-1"] });
    expect(await says(talk, office)("mở phiên chấm ngày 21/5/2021")).toContain(
      "PH-1* đang mở".replace("*", ""),
    );
    await talk.close();
  });

  test("takes the products that are picked, and calls its members where they write", async () => {
    const talk = await council(2, 4);
    await says(talk, office)(
      "mở phiên chấm ngày 21/5/2021, 8h30, tại nhà văn hóa",
      "bỏ 2",
      "chỉ 1-2",
      "đúng",
    );
    const session = await sessionOf(talk.store);
    expect(session.products.map((one) => one.dossier)).toEqual(["ready-1", "ready-3"]);
    expect(session).toMatchObject({
      day: "2021-05-21",
      begins: "8 giờ 30",
      place: "nhà văn hóa",
      stage: "huyen",
    });
    const [called = ""] = talk.heard(member(2));
    expect(called).toContain("ngày 21/5/2021, 8 giờ 30, tại nhà văn hóa");
    expect(called.match(/Hộ số \d/gu)).toEqual(["Hộ số 1", "Hộ số 3"]);
    expect(talk.heard(producer(1))).toEqual([]);
    await talk.close();
  });

  test("has thirty products at most, and is told apart from what is left", async () => {
    const talk = await council(1, 32);
    expect(await says(talk, office)("mở phiên chấm ngày 21/5/2021")).toContain("Còn 2 sản phẩm để phiên sau");
    await says(talk, office)("đúng");
    expect((await sessionOf(talk.store)).products).toHaveLength(30);
    await talk.close();
  });

  test("has fifteen members at most; who has no chat is named", async () => {
    const talk = await council(14, 1);
    const nobody = {
      ...newPerson("silent", ""),
      threads: [],
      roles: [{ role: "council" as const, place: "huyen", from: 1, by: "BH-CAM" }],
    };
    await talk.store.commit({
      now: 1,
      put: [{ key: personKey("silent"), text: JSON.stringify(nobody) }],
      index: [{ index: roleIndex, member: "silent", score: 1 }],
    });
    expect(await says(talk, office)("mở phiên chấm ngày 21/5/2021", "đúng")).toMatch(
      /báo cho 14 thành viên\.[^]*1 thành viên chưa có cuộc trò chuyện[^]*BH-CAM/u,
    );
    await says(talk, office)("huỷ phiên", "đúng");
    await talk.seat(member(15), { role: "council", place: "huyen" });
    expect(await says(talk, office)("mở phiên chấm ngày 21/5/2021")).toContain("nhiều nhất 15");
    await talk.close();
  });

  test("is not on a day that is gone, and not without products or members", async () => {
    const none = await council(1, 0);
    expect(await says(none, office)("mở phiên chấm ngày 21/5/2021")).toContain("Chưa có sản phẩm nào");
    await none.close();
    const empty = await council(0, 1);
    expect(await says(empty, office)("mở phiên chấm ngày 21/5/2021")).toContain("Chưa có ai là thành viên");
    expect(await says(empty, office)("mở phiên chấm ngày 1/5/2021")).toContain("Chưa có ai");
    await empty.seat(member(1), { role: "council", place: "huyen" });
    expect(await says(empty, office)("mở phiên chấm ngày 1/5/2021")).toContain("đã qua");
    expect(await says(empty, office)("mở phiên chấm")).toContain("ngày nào");
    await empty.close();
  });

  test("that is opened twice at once is one", async () => {
    const talk = await council(1, 1);
    await says(talk, office)("mở phiên chấm ngày 21/5/2021");
    await says(talk, secretary)("mở phiên chấm ngày 22/5/2021");
    await Promise.all([says(talk, office)("đúng"), says(talk, secretary)("đúng")]);
    expect(await indexed(talk.store)).toEqual({ all: ["PH-1"], open: ["PH-1"] });
    await talk.close();
  });

  test("that is dropped leaves nothing but its number and the log, and its products still wait", async () => {
    const talk = await opened(2, 1);
    await scores(talk, 1, 1);
    const { members } = await sessionOf(talk.store);
    expect(await says(talk, secretary)("huỷ phiên")).toContain("1 phiếu điểm");
    await says(talk, secretary)("đúng");
    expect(await indexed(talk.store)).toEqual({ all: ["PH-1"], open: [] });
    const keys = ["session:PH-1", ...members.map((one) => `session:PH-1:${one.person}`)];
    expect(await talk.store.load(keys)).toEqual(keys.map(() => undefined));
    expect(await says(talk, secretary)("mở phiên chấm ngày 21/5/2021")).toContain("PH-2");
    await says(talk, secretary)("thôi");
    expect(await talk.store.range(readyIndex("huyen"), { limit: 9 })).toHaveLength(1);
    expect(talk.heard(member(2)).join()).toContain("đã huỷ");
    await talk.close();
  });
});

describe("a member", () => {
  test("says their name once, is there, and may be who leads", async () => {
    const talk = await council(2, 1);
    await says(talk, office)("mở phiên chấm ngày 20/5/2021", "chủ tịch anh Vinh", "đúng");
    const vinh = says(talk, member(2));
    expect(await vinh("chấm")).toContain("tên gì");
    expect(await vinh("99")).toContain("chưa đọc được tên");
    expect(await vinh("tôi là Nguyễn Văn Vinh - Phòng Kinh tế")).toContain("chủ tịch hội đồng");
    expect(await vinh("không", "chấm")).not.toContain("tên gì");
    const session = await sessionOf(talk.store);
    const [, second] = session.members;
    expect(second).toMatchObject({ name: "Nguyễn Văn Vinh", from: "Phòng Kinh tế" });
    expect([session.chair, session.present]).toEqual([second?.person, [second?.person]]);
    await says(talk, member(1))("có mặt", "tên tôi là Lý Thị Hoa, Hội Phụ nữ", "không");
    expect(await says(talk, secretary)("chủ tịch Hoa")).toContain("Lý Thị Hoa");
    expect((await sessionOf(talk.store)).chair).toBe(session.members[0]?.person);
    await talk.close();
  });

  test("in conflict neither sees nor scores that product, and what they gave it does not count", async () => {
    const talk = await opened(3, 2);
    await scores(talk, 1, 1);
    expect(await says(talk, member(1))("tôi liên quan tới 1")).toContain("không xem, không chấm");
    expect(await says(talk, member(1))("chấm 1")).toContain("liên quan tới");
    await says(talk, member(1))("chấm 2");
    await says(talk, member(2))("liên quan 2", "chấm 1", "tôi có liên quan tới 1", "chấm");
    expect(await says(talk, member(2))("xem 1")).not.toContain("tệp:");
    expect(await says(talk, member(2))("chấm 1", row(1))).not.toContain("cộng");
    expect(await says(talk, secretary)("phiên")).toMatch(/① [^:]*: 0\/1 phiếu[^]*② [^:]*: 0\/2 phiếu/u);
    expect(await says(talk, member(3))("tôi liên quan tới 9")).toContain("Không có sản phẩm số 9");
    expect((await sessionOf(talk.store)).conflicts).toHaveLength(3);
    await talk.close();
  });

  test("sees the dossiers of the open session only, and only the one they score", async () => {
    const talk = await council(2, 2);
    const one = says(talk, member(1));
    for (const text of ["xem 1", "mở BH-R001", "xem tất cả", "mở hồ sơ cốm"])
      expect([text, await one(text)]).not.toEqual([text, expect.stringContaining("Hộ số")]);
    await says(talk, office)("mở phiên chấm ngày 20/5/2021", "chỉ 1", "đúng");
    await one("có mặt", "tên tôi là Lý Văn Một, Phòng Văn hóa", "không", "chấm");
    expect(await one("xem 1")).toContain("[tệp: giay-dang-ky.txt]");
    expect(await one("xem hồ sơ")).toContain("Hộ số 1");
    expect(await one("mở BH-R002")).not.toContain("Hộ số 2");
    expect((await auditOf(talk.store, "2021-05")).filter((line) => line.deed === "opened")).toHaveLength(2);
    await talk.unseat(member(1));
    expect(await one("xem 1")).not.toContain("tệp:");
    await talk.close();
  });

  test("never hears the others' points before the session is closed", async () => {
    const talk = await opened(3, 1);
    await scores(talk, 1, 1);
    await scores(talk, 2, 0.2);
    const heard = [
      ...talk.heard(member(3)),
      await says(talk, member(3))("phiên"),
      await says(talk, member(3))("chấm"),
      await says(talk, member(3))("biên bản PH-1"),
      await says(talk, member(3))("phiếu điểm PH-1"),
      await says(talk, member(3))("đóng phiên"),
      ...talk.heard(member(3)),
    ].join("\n");
    for (const share of [1, 0.2])
      expect(heard).not.toMatch(new RegExp(`\\b${wholeOf(share)} điểm|: ${wholeOf(share)}\\b`, "u"));
    expect(heard).not.toContain("Chênh nhau");
    await talk.close();
  });

  test("who leads it too sees who has scored, but not how far points lie apart", async () => {
    const talk = await council(2, 1);
    await talk.seat(member(1), { role: "officer", place: "huyen", office: "phong-nong-nghiep" });
    await says(talk, office)("mở phiên chấm ngày 20/5/2021", "đúng");
    for (const number of [1, 2])
      await says(talk, member(number))("có mặt", "tên tôi là Lý Văn Một, Phòng Văn hóa", "không");
    await scores(talk, 2, 1);
    await scores(talk, 1, 0);
    expect(await says(talk, office)("phiên")).toContain("Chênh nhau");
    const seen = await says(talk, member(1))("phiên");
    expect(seen).toContain("2/2 phiếu");
    expect(seen).not.toContain("Chênh nhau");
    await talk.close();
  });

  test("types points in parts, taps them one by one, changes them, and only then they count", async () => {
    const talk = await opened(1, 1);
    const one = says(talk, member(1));
    expect(await one("chấm", "1.1 9")).toContain("chỉ có 1, 2, 3");
    expect(await one("1.1 3; 1.2 2")).not.toContain("1.1 Nguồn");
    expect(await one("từng câu")).toContain("*1.3 ");
    expect(await one("4")).toContain("Ghi 1.3: *4 điểm*");
    // 1.4 has 0, 1, 2: what is typed means the same both ways.
    expect(await one("2")).toContain("Ghi 1.4: *2 điểm*");
    const rest = row(1).split(" ").slice(4);
    const ids = sheetOf(set)
      .criteria.slice(4)
      .map((line) => line.id);
    const but = ids.map((id, at) => `${id} ${rest[at]}`).filter((line) => !line.startsWith("4.1 "));
    expect(await one(but.join(", "))).toContain("*4.1 ");
    // 4.1 has 1, 2, 3, 5: the fourth choice is 5 points, and 5 is no choice.
    expect(await one("5")).toContain("cộng");
    expect((await sessionOf(talk.store)).scores).toEqual([]);
    expect(await one("sửa 4.1 3")).toContain(`cộng *${wholeOf(1) - 2 - 1} điểm*`);
    await one("1");
    expect((await sessionOf(talk.store)).scores[0]?.points).toEqual({ ...pointsAt(1), "1.2": 2, "4.1": 3 });
    await one("chấm 1", "sửa 1.2 3", "đúng");
    expect((await sessionOf(talk.store)).scores.map((score) => score.points["1.2"])).toEqual([3]);
    await talk.close();
  });

  test("is asked back where a typed number could be points or the place of a choice", async () => {
    const talk = await opened(1, 1);
    const one = says(talk, member(1));
    const before = sheetOf(set).criteria.filter((line) => line.id !== "4.2");
    await one("chấm", before.map((line) => `${line.id} ${line.levels.at(-1)}`).join(", "), "từng câu");
    // 4.2 has 0, 1, 3, 5: as a choice, 3 would be five points.
    expect(await one("3")).toContain("3 điểm, hay mức thứ 3");
    expect(await one("4.2 3")).toContain("cộng");
    await talk.close();
  });

  test("loses the role in the middle: what was given stays, what was not yet counted does not count", async () => {
    const talk = await opened(2, 2);
    await scores(talk, 1, 1);
    await says(talk, member(1))(row(1));
    await talk.unseat(member(1));
    expect(await says(talk, member(1))("đúng")).not.toContain("Đã ghi");
    expect(await says(talk, member(1))("chấm")).not.toContain("Phần A");
    expect((await sessionOf(talk.store)).scores).toHaveLength(1);
    await talk.close();
  });

  test("whose role is taken away in the very moment of the yes has not scored", async () => {
    const { opened: store, meanwhile } = await interrupted(writes("session-scored"));
    const talk = await opened(1, 1, 1, { opened: store });
    await says(talk, member(1))("chấm", row(1));
    meanwhile.happens = () => talk.unseat(member(1));
    expect(await says(talk, member(1))("đúng")).toContain("không còn trong hội đồng");
    expect((await sessionOf(store)).scores).toEqual([]);
    await talk.close();
  });
});

describe("scores", () => {
  test("of fifteen members who say yes at once all count", async () => {
    const talk = await opened(15, 2);
    const numbers = Array.from({ length: 15 }, (_, at) => at + 1);
    for (const number of numbers) await says(talk, member(number))("chấm", row(number / 15));
    await Promise.all(numbers.map((number) => says(talk, member(number))("đúng")));
    const { scores: kept } = await sessionOf(talk.store);
    expect(new Set(kept.map((one) => one.person)).size).toBe(15);
    await talk.close();
  });

  test("come too late when the session is closed in the moment of the yes", async () => {
    const { opened: store, meanwhile } = await interrupted(writes("session-scored"));
    const talk = await opened(2, 2, 2, { opened: store });
    await scores(talk, 1, 1);
    await scores(talk, 2, 1);
    await says(talk, member(2))(row(0));
    await says(talk, secretary)("đóng phiên");
    const other = await rehearse(setting, instantOf("2021-05-20 10:00"), { opened: store });
    meanwhile.happens = () => says(other, secretary)("đúng");
    // What one process says, the other may have asked for.
    const said = [await says(talk, member(2))("đúng"), ...other.heard(member(2))].join("\n");
    expect(said).toContain("không được tính");
    expect(await sessionOf(store)).toMatchObject({ state: "closed", scores: [{}, {}] });
    await talk.close();
  });

  test("too far apart are told to the secretary, once, with what differs most", async () => {
    const talk = await opened(3, 1);
    talk.heard(secretary);
    await scores(talk, 1, 1);
    await scores(talk, 2, 0);
    const [told = "", ...more] = talk.heard(secretary);
    expect(more).toEqual([]);
    expect(told).toMatch(new RegExp(`chênh nhau ${wholeOf(1) - wholeOf(0)} điểm[^]*• \\d[^]*thảo luận`, "u"));
    await scores(talk, 3, 0);
    await says(talk, member(1))("chấm 1", "sửa 1.1 2", "đúng");
    expect(talk.heard(secretary)).toEqual([]);
    expect(talk.heard(office)).toEqual([]);
    await talk.close();
  });
});

describe("closing", () => {
  test("needs the members, the chair, and a product that somebody scored", async () => {
    const talk = await council(4, 1);
    await says(talk, office)("mở phiên chấm ngày 20/5/2021", "đúng");
    const comes = (number: number) =>
      says(talk, member(number))(
        "có mặt",
        `tên tôi là Lý Văn ${number === 3 ? "Ba" : "Khác"}, Phòng Văn hóa`,
        "không",
      );
    await comes(1);
    await comes(2);
    expect(await says(talk, secretary)("đóng phiên")).toContain("có mặt 2 người, cần ít nhất 3");
    await comes(3);
    expect(await says(talk, secretary)("đóng phiên")).toContain("chưa có chủ tịch");
    expect(await says(talk, secretary)("chủ tịch Ba", "đóng phiên")).toContain(
      "chưa có sản phẩm nào được chấm",
    );
    await scores(talk, 3, 1);
    expect(await says(talk, secretary)("đóng phiên")).toMatch(
      /Đóng phiên \*PH-1\*[^]*1\/4 phiếu, còn chờ Lý Văn Khác, Lý Văn Khác/u,
    );
    expect((await sessionOf(talk.store)).state).toBe("open");
    await talk.close();
  });

  test("gives every scored dossier its result; what nobody scored, or was taken back, is left out", async () => {
    const talk = await opened(2, 4);
    const entered = await Promise.all([1, 2, 3, 4].map((one) => entriesOf(talk, `ready-${one}`)));
    for (const number of [1, 2]) {
      await scores(talk, number, 0.8);
      await scores(talk, number, 0.2);
      await says(talk, member(number))("chấm 4", row(1), "đúng");
    }
    await says(talk, producer(4))("rút hồ sơ", "đúng");
    const asked = await says(talk, office)("đóng phiên");
    expect(asked).toMatch(/chưa ai chấm đủ: Mận[^]*không còn chờ hội đồng: Xúc xích/u);
    for (const number of [1, 2, 3, 4]) talk.heard(producer(number));
    await says(talk, office)("đúng");
    expect(await dossierOf(talk, "ready-1")).toMatchObject({
      state: "evaluated",
      result: { score: wholeOf(0.8), improve: [expect.stringContaining("Tổng điểm")] },
    });
    expect(await dossierOf(talk, "ready-2")).toMatchObject({
      state: "not-reached",
      result: { score: wholeOf(0.2) },
    });
    expect(await dossierOf(talk, "ready-3")).toMatchObject({ state: "handed-in", ready: true });
    expect(await dossierOf(talk, "ready-4")).toMatchObject({ state: "draft" });
    const added = await Promise.all(
      [1, 2, 3].map(async (one, at) =>
        (await entriesOf(talk, `ready-${one}`)).slice(entered[at]?.length).map((entry) => entry.kind),
      ),
    );
    expect(added).toEqual([["evaluated"], ["evaluated", "not-reached"], []]);
    expect((await talk.store.range(readyIndex("huyen"), { limit: 9 })).map((one) => one.member)).toEqual([
      "ready-3",
    ]);
    expect(talk.heard(producer(1)).join()).toContain(`${wholeOf(0.8)} điểm`);
    expect(talk.heard(producer(2)).join()).toMatch(/cần từ 50 điểm[^]*làm lại/u);
    expect(talk.heard(producer(3))).toEqual([]);
    expect(talk.heard(member(2)).join()).toContain("PH-1 đã đóng");
    expect(await indexed(talk.store)).toEqual({ all: ["PH-1"], open: [] });
    await talk.close();
  });

  test("does not take what was taken back, changed and handed in again for what was scored", async () => {
    const talk = await opened(1, 2);
    await scores(talk, 1, 0.8);
    await scores(talk, 1, 0.9);
    const before = await dossierOf(talk, "ready-1");
    const again: Dossier = { ...before, since: (before.since ?? 0) + 1 };
    await talk.store.commit({ now: 1, put: [{ key: dossierKey("ready-1"), text: JSON.stringify(again) }] });
    expect(await says(talk, office)("đóng phiên")).toContain("không còn chờ hội đồng: Tinh dầu quế");
    await says(talk, office)("đúng");
    expect([await dossierOf(talk, "ready-1"), (await dossierOf(talk, "ready-2")).state]).toEqual([
      again,
      "evaluated",
    ]);
    await talk.close();
  });

  test("is shown once more when a score came in between", async () => {
    const talk = await opened(2, 1);
    await scores(talk, 1, 1);
    await says(talk, office)("đóng phiên");
    await scores(talk, 2, 0.9);
    expect(await says(talk, office)("đúng")).toMatch(/vừa thay đổi[^]*2\/2 phiếu/u);
    expect((await sessionOf(talk.store)).state).toBe("open");
    await says(talk, office)("đúng");
    expect((await sessionOf(talk.store)).state).toBe("closed");
    await talk.close();
  });

  test.each(["before", "after"] as const)(
    "of thirty dossiers is one commit, with the same result when the program dies %s it",
    async (when) => {
      const inner = await openSqlite({ file: ":memory:", programme: setting.programme.id });
      const closings: Change[] = [];
      const store: OpenStore = {
        ...inner,
        commit: async (change) => {
          if (!writes("session-closed")(change)) return inner.commit(change);
          closings.push(change);
          if (closings.length > 1) return inner.commit(change);
          if (when === "after") await inner.commit(change);
          throw new Error("gone");
        },
      };
      const talk = await opened(1, 30, 1, { opened: store });
      for (let number = 1; number <= 30; number += 1) await scores(talk, 1, number <= 10 ? 0.2 : 0.8);
      await says(talk, office)("đóng phiên", "đúng");
      await talk.wait(days(1));
      expect(closings).toHaveLength(when === "before" ? 2 : 1);
      const { products } = await sessionOf(store);
      const all = await Promise.all(products.map((one) => dossierOf(talk, one.dossier)));
      expect(all.map((one) => one.state)).toEqual([
        ...Array.from({ length: 10 }, () => "not-reached"),
        ...Array.from({ length: 20 }, () => "evaluated"),
      ]);
      for (const one of all)
        expect((await entriesOf(talk, one.id)).filter((entry) => entry.kind === "evaluated")).toHaveLength(1);
      for (let number = 1; number <= 30; number += 1) expect(talk.heard(producer(number))).toHaveLength(1);
      await talk.close();
    },
  );

  test("needs the right until the last moment", async () => {
    const { opened: store, meanwhile } = await interrupted(writes("session-closed"));
    const talk = await opened(1, 1, 1, { opened: store });
    await scores(talk, 1, 1);
    await says(talk, secretary)("đóng phiên");
    meanwhile.happens = () => talk.unseat(secretary);
    await says(talk, secretary)("đúng");
    expect((await sessionOf(store)).state).toBe("open");
    await talk.close();
  });
});

describe("the papers", () => {
  const closedOne = async (talk: Rehearsal): Promise<void> => {
    await scores(talk, 1, 0.8);
    await says(talk, secretary)("tên tôi là Lý Thị Thư", "đóng phiên", "đúng");
  };

  test("come to the secretary and to who opened, can be read, and are kept with the session", async () => {
    const files = memoryFiles();
    const talk = await opened(1, 1, 1, { files });
    await scores(talk, 1, 0.8);
    await says(talk, secretary)("tên tôi là Lý Thị Thư");
    const said = await says(talk, secretary)("đóng phiên", "đúng");
    expect(said).toMatch(/\[tệp: bien-ban-PH-1\.docx\][^]*\[tệp: phieu-diem-PH-1\.xlsx\]/u);
    expect(talk.heard(office).join("\n")).toContain("[tệp: bien-ban-PH-1.docx]");
    const { files: kept } = await sessionOf(talk.store);
    const bytes = await files.read(kept?.minutes?.hash ?? "");
    const text = wordText(bytes ?? new Uint8Array());
    expect(JSON.stringify(text)).toMatch(/BIÊN BẢN[^]*Lý Văn Một[^]*Lý Thị Thư/u);
    expect((await files.read(kept?.scores?.hash ?? ""))?.slice(0, 2)).toEqual(new Uint8Array([0x50, 0x4b]));
    expect(await talk.store.range(fileIndex(kept?.minutes?.hash ?? ""), { limit: 9 })).toMatchObject([
      { member: "PH-1" },
    ]);
    expect(await says(talk, office)("biên bản PH-1")).toContain("[tệp: bien-ban-PH-1.docx]");
    expect(await says(talk, secretary)("phiếu điểm PH-1")).toContain("[tệp: phieu-diem-PH-1.xlsx]");
    for (const chat of [member(1), producer(1)])
      expect(await says(talk, chat)("biên bản PH-1")).not.toContain("tệp:");
    await talk.close();
  });

  test("are made once, and again when a file is lost", async () => {
    const files = memoryFiles();
    let made = 0;
    const papers = {
      minutes: (...given: Parameters<typeof minutesOf>) => {
        made += 1;
        return minutesOf(...given);
      },
      scores: scoreSheets,
    };
    const talk = await opened(1, 1, 1, { files, papers });
    await closedOne(talk);
    const first = made;
    await says(talk, secretary)("biên bản PH-1", "biên bản PH-1");
    expect(made).toBe(first);
    await files.drop((await sessionOf(talk.store)).files?.minutes?.hash ?? "");
    expect(await says(talk, secretary)("biên bản PH-1")).toContain("tệp:");
    expect(made).toBe(first + 1);
    await talk.close();
  });

  test("that cannot be made lose nothing: the session is closed, and they come when asked for", async () => {
    let broken = true;
    const papers = {
      minutes: (...given: Parameters<typeof minutesOf>) =>
        broken ? Promise.reject(new Error("broken")) : minutesOf(...given),
      scores: scoreSheets,
    };
    const talk = await opened(1, 1, 1, { papers });
    await scores(talk, 1, 0.8);
    const said = await says(talk, secretary)("đóng phiên", "đúng");
    expect(said).toMatch(/Đã đóng phiên[^]*Chưa làm được tệp/u);
    expect(await dossierOf(talk, "ready-1")).toMatchObject({ state: "evaluated" });
    broken = false;
    expect(await says(talk, secretary)("biên bản PH-1")).toContain("[tệp: bien-ban-PH-1.docx]");
    await talk.close();
  });

  test("are not made of a session that is open", async () => {
    const talk = await opened(1, 1);
    expect(await says(talk, secretary)("biên bản PH-1")).toContain("chưa đóng");
    await talk.close();
  });
});

describe("sending on", () => {
  test("takes all products that go on, once, and is the office's, not the secretary's", async () => {
    const talk = await opened(1, 3);
    for (const share of [0.8, 0.2, 0.9]) await scores(talk, 1, share);
    expect(await says(talk, office)("gửi tỉnh PH-1")).toContain("chưa đóng");
    await says(talk, office)("đóng phiên", "đúng");
    expect(await says(talk, secretary)("gửi tỉnh PH-1")).toContain("cơ quan thường trực");
    expect(await says(talk, office)("gửi tỉnh PH-1")).toContain("Gửi 2 sản phẩm lên cấp tỉnh");
    for (const number of [1, 2, 3]) talk.heard(producer(number));
    await says(talk, office)("đúng");
    expect(await dossierOf(talk, "ready-1")).toMatchObject({ state: "handed-in", stage: "tinh" });
    expect(await dossierOf(talk, "ready-2")).toMatchObject({ state: "not-reached" });
    expect([1, 2, 3].map((number) => talk.heard(producer(number)).length)).toEqual([1, 0, 1]);
    expect(await says(talk, office)("gửi tỉnh PH-1")).toContain("không còn sản phẩm nào");
    await talk.close();
  });
});

test("words that answer a question are no words of a session", async () => {
  const talk = await opened(1, 1);
  const { chair } = await sessionOf(talk.store);
  await talk.deed({ kind: "tap", data: "r:H7", label: "Trả lời" }, office);
  expect(await says(talk, office)("Chủ tịch UBND xã ký.")).toContain("H7");
  const session = await sessionOf(talk.store);
  expect([session.chair, session.chairName]).toEqual([chair, undefined]);
  await talk.close();
});

test("every act in a session is a line of the log", async () => {
  const talk = await opened(2, 1);
  await scores(talk, 1, 1);
  await says(talk, member(2))("tôi liên quan tới 1");
  await says(talk, secretary)("phiên", "chủ tịch Một", "đóng phiên", "đúng");
  await talk.seat("terminal:admin", { role: "admin", place: "huyen" });
  expect(new Set(await deedsOf(talk))).toEqual(
    new Set([
      "session-opened",
      "session-joined",
      "session-conflict",
      "session-scored",
      "session-seen",
      "session-chaired",
      "session-closed",
      "session-papers",
    ]),
  );
  expect(await says(talk, "terminal:admin")("nhật ký")).toContain("đóng phiên");
  await talk.close();
});

test("in 2026 a product with three or four stars stays with the province; from 90 points on it is sent on", async () => {
  const talk = await council(1, 3, {}, await readSetting("bac-ha-2026"), "b01");
  const [most, good, poor] = [1, 0.7, 0.2].map((share) => row(share, "b01"));
  await says(talk, office)("mở phiên chấm ngày 20/5/2021", "chủ tịch Một", "đúng");
  await says(talk, member(1))("có mặt", "tên tôi là Lý Văn Một, Sở Công Thương", "không");
  for (const line of [most, good, poor]) await says(talk, member(1))(line ?? "", "đúng");
  expect(await says(talk, office)("đóng phiên", "đúng")).toContain('gõ "gửi cấp trung ương PH-1"');
  expect(await says(talk, office)("gửi cấp trung ương PH-1")).toContain("Gửi 1 sản phẩm");
  await says(talk, office)("đúng");
  const all = await Promise.all([1, 2, 3].map((one) => dossierOf(talk, `ready-${one}`)));
  expect(all.map((one) => [one.state, one.stage])).toEqual([
    ["handed-in", "bo"],
    ["evaluated", "tinh"],
    ["not-reached", "tinh"],
  ]);
  await talk.close();
});
