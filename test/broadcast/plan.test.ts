import { describe, expect, test } from "vitest";
import { sentBefore, stepped } from "../../src/broadcast/announcement.ts";
import {
  chatFor,
  counted,
  doneAt,
  endOfQuiet,
  fillFor,
  type Filling,
  messageFor,
  noForecast,
  rowFor,
} from "../../src/broadcast/plan.ts";
import { days, hours, instantOf } from "../../src/domain/instant.ts";
import { announcementOf, contactNamed } from "../support/announcing.ts";

const now = instantOf("2021-03-15 09:00");
const reaches = { telegram: {}, zalo: { reach: days(7), free: hours(48) } };
const filling: Filling = {
  communes: { "nam-det": "Nậm Đét" },
  products: { "tinh-dau-que": "Tinh dầu quế" },
  lastDay: "30/4/2021",
  without: { ten: "bà con", xa: "địa phương mình", sanpham: "sản phẩm của mình", hanchot: "ngày sẽ báo sau" },
};

describe("the chat of a person", () => {
  const zalo = (lastAt: number) => ({ thread: "zalo:7", lastAt });
  const telegram = { thread: "telegram:7", lastAt: now - days(90) };
  test("is the best one that can be reached now", () => {
    expect(chatFor({ chats: [zalo(now - days(1)), telegram] }, reaches, now)).toEqual({
      thread: "zalo:7",
      way: "now",
    });
    expect(chatFor({ chats: [zalo(now - days(3)), telegram] }, reaches, now)).toEqual({
      thread: "zalo:7",
      way: "paid",
    });
    expect(chatFor({ chats: [zalo(now - days(8)), telegram] }, reaches, now)).toEqual({
      thread: "telegram:7",
      way: "now",
    });
  });
  test("is one that waits where no other is, and none where no channel knows it", () => {
    expect(chatFor({ chats: [zalo(now - days(8))] }, reaches, now)).toEqual({
      thread: "zalo:7",
      way: "held",
    });
    expect(chatFor({ chats: [{ thread: "web:1", lastAt: now }] }, reaches, now)).toBeUndefined();
  });
  test("is left out after it was blocked, until its person writes again", () => {
    const blocked = { ...telegram, stoppedAt: now - days(1) };
    expect(chatFor({ chats: [blocked] }, reaches, now)).toBeUndefined();
    expect(chatFor({ chats: [{ ...blocked, lastAt: now - hours(9) }] }, reaches, now)?.thread).toBe(
      "telegram:7",
    );
  });
});

test("whoever wants none is on the list with the reason, and is never sent to", () => {
  expect(rowFor(contactNamed(1, { optedOut: ["*"] }), "fair", reaches, now)).toMatchObject({
    state: "skipped",
    why: "opted-out",
  });
  expect(rowFor(contactNamed(1, { optedOut: ["round"] }), "fair", reaches, now)).toMatchObject({
    state: "waiting",
  });
  expect(rowFor(contactNamed(1, { chats: [] }), "fair", reaches, now)).toMatchObject({ why: "no-chat" });
});

test("quiet hours are from nine in the evening to seven in the morning", () => {
  expect(endOfQuiet(instantOf("2021-03-15 20:59"))).toBeUndefined();
  expect(endOfQuiet(instantOf("2021-03-15 21:00"))).toBe(instantOf("2021-03-16 07:00"));
  expect(endOfQuiet(instantOf("2021-03-16 06:59"))).toBe(instantOf("2021-03-16 07:00"));
  expect(endOfQuiet(instantOf("2021-03-16 07:00"))).toBeUndefined();
});

test("a forecast says how many go, wait, cost something and get nothing, and when it is over", () => {
  const people = [
    ...Array.from({ length: 3_000 }, (_, at) => contactNamed(at)),
    contactNamed(4_000, { chats: [{ thread: "zalo:1", lastAt: now - hours(5) }] }),
    contactNamed(4_001, { chats: [{ thread: "zalo:2", lastAt: now - days(3) }] }),
    contactNamed(4_002, { chats: [{ thread: "zalo:3", lastAt: now - days(30) }] }),
    contactNamed(4_003, { optedOut: ["*"] }),
    contactNamed(4_004, { chats: [] }),
  ];
  const forecast = people.reduce((sum, one) => counted(sum, one, "round", reaches, now), noForecast);
  expect(forecast).toEqual({
    people: 3_005,
    channels: {
      telegram: { now: 3_000, paid: 0, held: 0 },
      zalo: { now: 1, paid: 1, held: 1 },
    },
    optedOut: 1,
    noChat: 1,
  });
  const calm = announcementOf();
  expect(doneAt(forecast, calm, { telegram: 30 }, now)).toBe(now + 100_000);
  // Half of it goes before nine in the evening, the other half from seven in the morning on.
  const late = instantOf("2021-03-15 20:59:10");
  expect(doneAt(forecast, calm, { telegram: 30 }, late)).toBe(instantOf("2021-03-16 07:00:50"));
  expect(doneAt(forecast, { ...calm, urgent: true }, { telegram: 30 }, late)).toBe(late + 100_000);
});

test("places are filled for each person, with a polite word where there is nothing", () => {
  const text = "{ten} ơi, {sanpham} ở {xa}: hạn {hanchot}. {khac}";
  const dossiers = [
    { id: "d1", product: "mắm cá", state: "draft" as const, missing: [] },
    { id: "d2", product: "tinh-dau-que", commune: "nam-det", state: "draft" as const, missing: [] },
  ];
  const person = contactNamed(1, { name: "HTX Quế", dossiers });
  expect(fillFor(text, person, { communes: ["nam-det"] }, filling)).toBe(
    "HTX Quế ơi, Tinh dầu quế ở Nậm Đét: hạn 30/4/2021. {khac}",
  );
  expect(fillFor(text, person, {}, filling)).toBe(
    "HTX Quế ơi, mắm cá ở địa phương mình: hạn 30/4/2021. {khac}",
  );
  expect(fillFor(text, contactNamed(1, { name: " " }), {}, { ...filling, lastDay: undefined })).toBe(
    "bà con ơi, sản phẩm của mình ở địa phương mình: hạn ngày sẽ báo sau. {khac}",
  );
});

test("answers come back as the announcement and their number", () => {
  const asked = announcementOf({ answers: ["Có đến", "Không đến được"] });
  expect(messageFor(asked, contactNamed(1), filling, now).choices).toEqual([
    { data: "bc:TB-0001:1", label: "Có đến" },
    { data: "bc:TB-0001:2", label: "Không đến được" },
  ]);
});

describe("an announcement", () => {
  test("can only be released once", () => {
    const once = stepped(announcementOf(), "release", now, "a");
    expect(once).toMatchObject({ state: "freezing", cutoff: now, released: { by: "a", at: now } });
    expect(once && stepped(once, "release", now)).toBeUndefined();
  });
  test("that was stopped never goes on", () => {
    const stopped = stepped({ ...announcementOf(), state: "paused" }, "stop", now);
    expect(stopped?.state).toBe("stopped");
    for (const step of ["go-on", "release", "pause", "reopen", "end"] as const)
      expect(stopped && stepped(stopped, step, now)).toBeUndefined();
  });
  test("goes on with its list where that was not whole", () => {
    const cursor = { place: 1, passed: [], whole: false };
    const paused = { ...announcementOf(), state: "paused" as const, cursor };
    expect(stepped(paused, "go-on", now)?.state).toBe("freezing");
    expect(stepped({ ...paused, cursor: { ...cursor, whole: true } }, "go-on", now)?.state).toBe("running");
  });
  test("is known again within a day by its words and people, however they are written", () => {
    const sent = { ...announcementOf({ segment: { communes: ["a", "b"] } }), released: { by: "x", at: now } };
    const same = announcementOf({
      id: "TB-2",
      text: "chao {ten} dot 1 sap het han.",
      segment: { communes: ["b", "a"] },
    });
    expect(sentBefore({ ...same, text: sent.text.toUpperCase() }, [sent], now + hours(2))).toBe(sent);
    expect(sentBefore({ ...same, text: sent.text }, [sent], now + hours(25))).toBeUndefined();
    expect(sentBefore({ ...same, text: sent.text, segment: {} }, [sent], now)).toBeUndefined();
  });
});
