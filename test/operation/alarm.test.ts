import { describe, expect, test } from "vitest";
import { days, hours, type Instant, instantOf, minutes, seconds } from "../../src/domain/instant.ts";
import { type AlarmName, alarmNames, type Alarms, nextAlarms, type Seen } from "../../src/operation/alarm.ts";
import type { Condition } from "../../src/operation/condition.ts";

const noon = instantOf("2021-03-15 12:00");
const none = { groups: 0, age: 0 };
const gib = 1024 ** 3;

const well = (at: Instant, more: Partial<Condition> = {}): Condition => ({
  at,
  lanes: { inbox: none, outbox: none, timers: none, broadcast: none },
  stuck: 0,
  held: 0,
  doubt: 0,
  unread: 0,
  inquiries: 0,
  jobs: {},
  switches: {},
  disk: { free: 50 * gib, total: 100 * gib },
  zalo: { token: "good", since: at, until: at + days(90), quota: { at, remain: 400, total: 500 } },
  ...more,
});

type More = (at: Instant) => Partial<Condition> & { readonly seen?: Omit<Seen, "condition"> };

/** Looks once a minute, from one time to another; what was told, with the time since noon in minutes. */
function watch() {
  let alarms: Alarms | undefined;
  const look = (at: Instant, more: More): readonly string[] => {
    const { seen, ...condition } = more(at);
    const made = nextAlarms(alarms, { condition: well(at, condition), ...seen });
    alarms = made.alarms;
    return made.tell.map((one) => (one.what === "away" ? "away" : `${one.what} ${one.name}`));
  };
  const until = (from: Instant, to: Instant, more: More): readonly string[] => {
    const told: string[] = [];
    for (let at = from; at <= to; at += minutes(1))
      told.push(...look(at, more).map((one) => `${Math.round((at - noon) / minutes(1))} ${one}`));
    return told;
  };
  return { look, until };
}

const fine: More = () => ({});

/** What makes each of them begin. Whoever adds one has to say what begins it. */
const wrongs: Readonly<Record<AlarmName, More>> = {
  "queue-old": () => ({
    lanes: { inbox: none, outbox: { groups: 3, age: minutes(6) }, timers: none, broadcast: none },
  }),
  "disk-full": () => ({ disk: { free: gib / 2, total: 100 * gib } }),
  "zalo-token": () => ({ zalo: { token: "lost" } }),
  "zalo-token-ends": (at) => ({ zalo: { token: "good", since: at - days(77), until: at + days(13) } }),
  "zalo-quota": (at) => ({ zalo: { token: "good", quota: { at, remain: 49, total: 500 } } }),
  stuck: () => ({ stuck: 1 }),
  "held-growing": (at) => ({ held: at > noon ? 10 : 0 }),
  "doubt-growing": (at) => ({ doubt: at > noon ? 5 : 0 }),
  "model-away": (at) => ({ seen: { model: at - minutes(16) } }),
  "backup-failed": (at) => ({ jobs: { backup: { at, ok: false, code: "disk" } } }),
  "retention-failed": (at) => ({ jobs: { retention: { at, ok: false, code: "store" } } }),
  "backup-old": (at) => ({ jobs: { backup: { at: at - days(8), ok: true, code: "done" } } }),
};

const urgent: readonly AlarmName[] = ["queue-old", "disk-full", "zalo-token"];
const sound: More = () => ({ seen: { model: "well" } });

const ofDay: readonly AlarmName[] = ["held-growing", "doubt-growing"];

describe("alarms", () => {
  test.each(ofDay)("%s is told once on its day, and a new day counts anew without a word", (name) => {
    const { until } = watch();
    const told = until(noon, noon + days(1), wrongs[name]);
    expect(told).toEqual([`2 begun ${name}`]);
  });

  test.each(alarmNames.filter((one) => !ofDay.includes(one)))(
    "%s is told once when it begins, a day later, and once when it is over",
    (name) => {
      const { until, look } = watch();
      expect(look(noon, sound)).toEqual([]);
      const from = noon + minutes(1);
      const told = until(from, from + days(1) + minutes(2), wrongs[name]).filter((one) =>
        one.includes(` ${name}`),
      );
      expect(told).toEqual([`2 begun ${name}`, `1442 lasts ${name}`]);
      const begins = from + days(1) + minutes(3);
      expect(until(begins, begins + minutes(10), sound).map((one) => one.replace(/^\d+ /u, ""))).toEqual([
        `over ${name}`,
      ]);
    },
  );

  test.each(alarmNames)("%s at night: only what is urgent, the rest at seven", (name) => {
    const { until } = watch();
    const begins = instantOf("2021-03-15 23:00");
    const ofNight: More = (at) => {
      const more = wrongs[name](at);
      // The count of a day begins anew at midnight.
      return "held" in more || "doubt" in more ? (at > begins ? more : {}) : more;
    };
    const told = until(begins, instantOf("2021-03-16 07:10"), ofNight).filter((one) =>
      one.includes(` ${name}`),
    );
    const [first = ""] = told;
    const minute = Number(first.split(" ")[0]);
    if (urgent.includes(name)) expect([minute, told.length]).toEqual([661, 1]);
    else if (name === "held-growing" || name === "doubt-growing") expect(told).toEqual([]);
    else expect([minute, told.length]).toEqual([(7 + 12) * 60, 1]);
  });

  test("a moment is not told, nor is a night that nobody heard of", () => {
    const { until } = watch();
    expect(until(noon, noon, wrongs.stuck)).toEqual([]);
    expect(until(noon + minutes(1), noon + minutes(20), fine)).toEqual([]);
    const night = instantOf("2021-03-15 22:00");
    expect(until(night, night + hours(1), wrongs.stuck)).toEqual([]);
    expect(until(night + hours(2), instantOf("2021-03-16 08:00"), fine)).toEqual([]);
  });

  test("what comes and goes within minutes is one alarm", () => {
    const { until } = watch();
    const flickers: More = (at) => (Math.round((at - noon) / minutes(1)) % 3 === 0 ? {} : { stuck: 1 });
    // Told in the minute after it is first seen twice, and not over while it comes back.
    expect(until(noon, noon + hours(2), flickers)).toEqual(["2 begun stuck"]);
  });

  test("what cannot be told now changes nothing", () => {
    const { until } = watch();
    expect(until(noon, noon + minutes(2), wrongs["model-away"])).toEqual(["1 begun model-away"]);
    expect(until(noon + minutes(3), noon + minutes(30), () => ({ seen: {} }))).toEqual([]);
    const back = noon + minutes(31);
    expect(until(back, back + minutes(6), sound)).toEqual(["36 over model-away"]);
  });

  test("a store that was away is told once, after it came back, in the morning if it was night", () => {
    const gone = { from: noon - seconds(70), until: noon - seconds(10) };
    const { until } = watch();
    expect(until(noon, noon + hours(1), () => ({ seen: { storeAway: gone } }))).toEqual(["0 away"]);
    const blip = { from: noon + hours(2), until: noon + hours(2) + seconds(5) };
    expect(until(noon + hours(2), noon + hours(3), () => ({ seen: { storeAway: blip } }))).toEqual([]);
    const evening = instantOf("2021-03-15 22:00");
    const late = { from: evening - seconds(30), until: evening };
    expect(until(evening, instantOf("2021-03-16 07:30"), () => ({ seen: { storeAway: late } }))).toEqual([
      `${19 * 60} away`,
    ]);
  });

  test("whoever never made a backup hears of it after a week", () => {
    const { look } = watch();
    expect(look(noon, fine)).toEqual([]);
    expect(look(noon + days(7), fine)).toEqual([]);
    expect(look(noon + days(7) + minutes(1), fine)).toEqual([]);
    expect(look(noon + days(7) + minutes(2), fine)).toEqual(["begun backup-old"]);
  });
});
