import { describe, expect, test } from "vitest";
import { dayOf, days, hours, instantOf, minutes } from "../../src/domain/instant.ts";
import { deskIndex, guessIndex, personKey, roleIndex } from "../../src/domain/keys.ts";
import type { Offer } from "../../src/domain/role.ts";
import { readSetting } from "../../src/project.ts";
import type { OpenStore } from "../../src/store/contract.ts";
import { openSqlite } from "../../src/store/sqlite/open.ts";
import { rehearse, type Rehearsal } from "../../src/tools/rehearsal.ts";
import { auditOf, peopleWithRoles } from "../../src/turn/roles.ts";
import { readPerson } from "../../src/turn/state.ts";
import { scriptedAnswers } from "../support/scripted-answers.ts";

const setting = await readSetting("bac-ha-2021");
const start = instantOf("2021-03-15 08:00");
const begin = (): Promise<Rehearsal> => rehearse(setting, start, { answers: scriptedAnswers });
const says =
  (talk: Rehearsal, thread: string) =>
  async (...texts: readonly string[]): Promise<string> => {
    let last: readonly string[] = [];
    for (const text of texts) last = await talk.deed({ kind: "text", text }, thread);
    return last.join("\n");
  };
const codeIn = (text: string): string => /BH-\w+/u.exec(text)?.[0] ?? "none";
const commune: Offer = { role: "officer", place: "ta-chai", office: "ubnd-xa" };
const inCharge: Offer = { role: "officer", place: "huyen", office: "phong-nong-nghiep" };
const deedsOf = async (talk: Rehearsal) => (await auditOf(talk.store, "2021-03")).map((one) => one.deed);

/** What each word asks for, and who may give it: columns in the order of `givers`. */
const givers: Readonly<Record<string, Offer>> = {
  admin: { role: "admin", place: "huyen" },
  staff: { role: "staff", place: "huyen" },
  charge: inCharge,
  commune,
  other: { role: "officer", place: "huyen", office: "trung-tam-y-te" },
  aide: { role: "aide", place: "huyen", office: "phong-nong-nghiep" },
  council: { role: "council", place: "huyen" },
  secretary: { role: "secretary", place: "huyen" },
};
const invitations: Readonly<Record<string, string>> = {
  "mời quản trị": "                    x - - - - - - -",
  "mời nhân viên": "                   x x - - - - - -",
  "mời cán bộ phòng nông nghiệp": "    x x - - - - - -",
  "mời cán bộ trung tâm y tế": "       x x - - - - - -",
  "mời cán bộ xã Tà Chải": "           x x x - - - - -",
  "mời tổ giúp việc": "                x x x - - - - -",
  "mời hội đồng": "                    x x x - - - - -",
  "mời thư ký": "                      x x x - - - - -",
};

describe("a role by message", () => {
  test.each(Object.keys(givers))(
    "%s can give what the table says, and a yes gives a code only then",
    async (name) => {
      const talk = await begin();
      const giver = givers[name];
      if (giver === undefined) throw new Error(name);
      await talk.seat("terminal:giver", giver);
      const giving = says(talk, "terminal:giver");
      for (const [text, row] of Object.entries(invitations)) {
        const may = row.trim().split(/\s+/u)[Object.keys(givers).indexOf(name)] === "x";
        const asked = await giving(text);
        expect([text, asked.includes("Mời một người làm")]).toEqual([text, may]);
        const answer = await giving("đúng");
        expect([text, codeIn(answer) !== "none"]).toEqual([text, may]);
      }
      expect((await deedsOf(talk)).filter((deed) => deed === "invited")).toHaveLength(
        // The first is the giver's own.
        1 +
          Object.values(invitations).filter(
            (row) => row.trim().split(/\s+/u)[Object.keys(givers).indexOf(name)] === "x",
          ).length,
      );
      await talk.close();
    },
  );

  test("is what was shown: place, office and last day", async () => {
    const talk = await begin();
    await talk.seat("terminal:mai", inCharge);
    const code = codeIn(await says(talk, "terminal:mai")("mời cán bộ xã Tà Chải đến 31/12/2021", "đúng"));
    await says(talk, "terminal:dung")(code);
    const [person] = await peopleWithRoles(talk.store);
    expect(person?.roles).toEqual([{ ...commune, until: "2021-12-31", by: code, from: start + minutes(4) }]);
    await talk.close();
  });

  test("comes with a code that is good for seven days", async () => {
    const talk = await begin();
    await talk.seat("terminal:mai", inCharge);
    const [first, second] = [
      codeIn(await says(talk, "terminal:mai")("mời hội đồng", "đúng")),
      codeIn(await says(talk, "terminal:mai")("mời hội đồng", "đúng")),
    ];
    await talk.wait(days(7) - minutes(10));
    expect(await says(talk, "terminal:a")(first)).toContain("thành viên hội đồng");
    await talk.wait(minutes(10));
    expect(await says(talk, "terminal:b")(second)).toContain("hết hạn");
    await talk.close();
  });

  test("waits for a yes; a role that is gone by then gives no code", async () => {
    const talk = await begin();
    await talk.seat("terminal:mai", inCharge);
    await says(talk, "terminal:mai")("mời cán bộ xã Tà Chải");
    await talk.unseat("terminal:mai");
    expect(codeIn(await says(talk, "terminal:mai")("đúng"))).toBe("none");
    expect(await deedsOf(talk)).not.toContain("none");
    expect((await deedsOf(talk)).filter((deed) => deed === "invited")).toHaveLength(1);
    await talk.close();
  });

  test("is taken away by message, and is gone at the very next message and in the index of desks", async () => {
    const talk = await begin();
    await talk.seat("terminal:mai", inCharge);
    const mai = says(talk, "terminal:mai");
    const code = codeIn(await mai("mời cán bộ xã Tà Chải", "đúng"));
    await says(talk, "terminal:dung")(code);
    expect(await talk.store.range(deskIndex("ubnd-xa"), { limit: 9 })).toHaveLength(1);
    expect(await says(talk, "terminal:dung")("câu hỏi")).toContain("Không còn câu hỏi nào");
    expect(await mai(`thu vai trò ${code}`, "đúng")).toContain("Đã thu");
    expect(await says(talk, "terminal:dung")("câu hỏi")).toContain("xin quản trị một mã");
    expect(await talk.store.range(deskIndex("ubnd-xa"), { limit: 9 })).toEqual([]);
    expect(await talk.store.range(roleIndex, { limit: 9 })).toHaveLength(1);
    expect(await deedsOf(talk)).toContain("revoked");
    await talk.close();
  });

  test("is taken away alone: a person's other roles stay, all of them go by the person's short name", async () => {
    const talk = await begin();
    await talk.seat("terminal:quan", { role: "admin", place: "huyen" });
    await talk.seat("terminal:dung", commune);
    await talk.seat("terminal:dung", { role: "secretary", place: "huyen" });
    const [id = ""] = (await peopleWithRoles(talk.store))
      .filter((one) => one.roles.length === 2)
      .map((one) => one.id);
    const rolesNow = async () => {
      const [kept] = await talk.store.load([personKey(id)]);
      return readPerson(kept?.text ?? "").roles.map((one) => one.role);
    };
    const quan = says(talk, "terminal:quan");
    const second = (await peopleWithRoles(talk.store))
      .flatMap((one) => one.roles)
      .find((one) => one.role === "secretary");
    await quan(`thu vai trò ${second?.by}`, "đúng");
    expect(await rolesNow()).toEqual(["officer"]);
    await talk.seat("terminal:dung", { role: "council", place: "huyen" });
    await quan(`thu vai trò ${id.slice(-6)}`, "đúng");
    expect(await rolesNow()).toEqual([]);
    await talk.close();
  });

  test("that is taken away while a turn uses it gives nothing to that turn either", async () => {
    const inner = await openSqlite({ file: ":memory:", programme: setting.programme.id });
    let before: (() => Promise<unknown>) | undefined;
    const opened: OpenStore = {
      ...inner,
      commit: async (change) => {
        const uses = change.append?.some((line) => line.text.includes('"invited"')) ?? false;
        const first = uses ? before : undefined;
        if (first !== undefined) before = undefined;
        await first?.();
        return inner.commit(change);
      },
    };
    const talk = await rehearse(setting, start, { opened });
    await talk.seat("terminal:mai", inCharge);
    await says(talk, "terminal:mai")("mời hội đồng");
    before = () => talk.unseat("terminal:mai");
    expect(codeIn(await says(talk, "terminal:mai")("đúng"))).toBe("none");
    expect(before).toBeUndefined();
    expect((await deedsOf(talk)).filter((deed) => deed !== "listed-dossiers")).toEqual([
      "invited",
      "granted",
      "revoked",
    ]);
    await talk.close();
  });

  test("once more takes the place of the same with another end, under which chats are found", async () => {
    const talk = await begin();
    await talk.seat("terminal:dung", { ...commune, until: "2021-03-20" });
    await talk.seat("terminal:dung", { ...commune, until: "2021-12-31" });
    expect((await peopleWithRoles(talk.store)).flatMap((one) => one.roles.map((role) => role.until))).toEqual(
      ["2021-12-31"],
    );
    const seats = await talk.store.range(deskIndex("ubnd-xa"), { limit: 9 });
    expect(seats.map((one) => one.member)).toEqual(["ta-chai terminal:dung 2021-12-31"]);
    await talk.close();
  });

  test("gives nothing the day after its last", async () => {
    const talk = await begin();
    await talk.seat("terminal:mai", { ...inCharge, until: "2021-03-16" });
    const mai = says(talk, "terminal:mai");
    await talk.wait(days(1));
    expect(await mai("mời hội đồng", "thôi")).toContain("chưa cấp mã nào");
    await talk.wait(days(1));
    for (const text of ["mời hội đồng", "câu hỏi", "trả lời H1: Được.", "đề nghị", "ai có vai trò gì"])
      expect([
        text,
        /Mời một người|đang chờ:|Đã gửi|anh\/chị duyệt|trông coi/u.test(await mai(text)),
      ]).toEqual([text, false]);
    await talk.close();
  });
});

describe("guessed codes", () => {
  const guess = async (talk: Rehearsal, chat: string, times: number): Promise<void> => {
    for (let count = 0; count < times; count += 1) await says(talk, chat)(`BH-GUESS${count}`);
  };

  test("from many chats are told once an hour, to staff and admins only", async () => {
    const talk = await begin();
    await talk.seat("terminal:quan", { role: "admin", place: "huyen" });
    await talk.seat("terminal:van", { role: "staff", place: "huyen" });
    await talk.seat("terminal:mai", inCharge);
    await talk.seat("terminal:cu", { role: "staff", place: "huyen", until: dayOf(start) });
    await talk.wait(days(1));
    await guess(talk, "terminal:a", 5);
    await guess(talk, "terminal:b", 4);
    expect(talk.listening()).toEqual([]);
    await guess(talk, "terminal:b", 8);
    for (const chat of ["terminal:quan", "terminal:van"])
      expect(talk.heard(chat).map((text) => text.slice(0, text.indexOf(" Mã")))).toEqual([
        "Có người thử mã sai nhiều lần: 2 cuộc trò chuyện (terminal), 10 lần trong một giờ.",
      ]);
    expect(talk.listening()).toEqual([]);
    await talk.wait(hours(1));
    await guess(talk, "terminal:a", 5);
    await guess(talk, "terminal:b", 5);
    expect(talk.heard("terminal:van")).toHaveLength(1);
    await talk.close();
  });

  test("are lines of the log, but only so many in an hour, and none is kept longer", async () => {
    const talk = await begin();
    await guess(talk, "terminal:a", 3);
    const lines = async () => (await deedsOf(talk)).filter((deed) => deed === "guessed").length;
    const kept = async () => (await talk.store.range(guessIndex, { limit: 1000 })).length;
    expect([await lines(), await kept()]).toEqual([3, 3]);
    const index = Array.from({ length: 197 }, (_, at) => ({
      index: guessIndex,
      member: `terminal:x${at} e`,
      score: start,
    }));
    await talk.store.commit({ now: start, index });
    await guess(talk, "terminal:b", 3);
    expect([await lines(), await kept()]).toEqual([3, 200]);
    await talk.wait(hours(2));
    await guess(talk, "terminal:b", 1);
    expect([await lines(), await kept()]).toEqual([4, 1]);
    await talk.close();
  });
});
