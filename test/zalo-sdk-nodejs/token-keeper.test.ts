import { describe, expect, test } from "vitest";
import type { Answer } from "zalo-sdk-nodejs/errors";
import { faultOf } from "zalo-sdk-nodejs/errors";
import type { Pair } from "zalo-sdk-nodejs/oauth";
import { type Alarm, type TokenKeeper, tokenKeeper, type TokenStorage } from "zalo-sdk-nodejs/token-keeper";
import { seededRandom } from "../support/seeded.ts";

const hour = 3_600_000;

/** A world in which two processes meet: every step lets others go first, by chance. */
function world(seed: number) {
  const random = seededRandom(seed);
  let now = 1_795_489_200_000;
  const pause = async (): Promise<void> => {
    for (let steps = Math.floor(random() * 6); steps > 0; steps -= 1) await Promise.resolve();
    if (random() < 0.2) await new Promise((resolve) => setImmediate(resolve));
  };
  const wait = async (ms: number): Promise<void> => {
    now += ms;
    await new Promise((resolve) => setImmediate(resolve));
  };

  let kept: { readonly version: number; readonly text: string } | undefined;
  let leased = 0;
  const storage: TokenStorage = {
    load: async () => {
      await pause();
      return kept;
    },
    compareAndSet: async (version, text) => {
      await pause();
      if ((kept?.version ?? 0) !== version) return undefined;
      kept = { version: version + 1, text };
      await pause();
      return version + 1;
    },
    lease: async (ms) => {
      await pause();
      if (leased > now) return undefined;
      const mine = now + ms;
      leased = mine;
      return async () => {
        await pause();
        if (leased === mine) leased = 0;
      };
    },
  };

  const alive = { refresh: "r0", access: "" };
  const counts = { refreshed: 0, refused: 0 };
  const refresh = async (token: string): Promise<Answer<Pair>> => {
    await pause();
    if (token !== alive.refresh) {
      counts.refused += 1;
      return { ok: false, fault: faultOf("oauth", -14020, "") };
    }
    counts.refreshed += 1;
    alive.refresh = `r${counts.refreshed}`;
    alive.access = `a${counts.refreshed}`;
    const pair = { access: alive.access, refresh: alive.refresh, lives: 25 * hour };
    await pause();
    return { ok: true, value: pair };
  };

  const alarms: Alarm[] = [];
  const process = (
    more: { readonly storage?: TokenStorage; readonly refresh?: typeof refresh; readonly seed?: string } = {},
  ): TokenKeeper =>
    tokenKeeper({
      oauth: { refresh: more.refresh ?? refresh },
      storage: more.storage ?? storage,
      now: () => now,
      wait,
      alarm: (alarm) => alarms.push(alarm),
      link: "https://consent.example",
      seed: more.seed ?? "r0",
    });
  const pass = (ms: number): void => {
    now += ms;
  };
  return {
    storage,
    refresh,
    process,
    alarms,
    counts,
    alive,
    pass,
    wait,
    random,
    text: () => kept?.text ?? "",
    /** The storage forgets: what it held then, or all. */
    forget: (to?: { readonly version: number; readonly text: string }): void => void (kept = to),
    kept: () => kept,
  };
}

/** A storage and a token server as a process sees them that dies at its n-th step: nothing comes back to it any more. */
function dying(inner: ReturnType<typeof world>, nth: number, when: "before" | "after") {
  let steps = 0;
  const never = new Promise<never>(() => undefined);
  const step = async <Value>(work: () => Promise<Value>): Promise<Value> => {
    steps += 1;
    if (steps > nth || (steps === nth && when === "before")) return never;
    const value = await work();
    return steps === nth ? never : value;
  };
  const storage: TokenStorage = {
    load: () => step(inner.storage.load),
    compareAndSet: (version, text) => step(() => inner.storage.compareAndSet(version, text)),
    lease: async (ms) => {
      const release = await step(() => inner.storage.lease(ms));
      return release && (() => step(release));
    },
  };
  return { storage, refresh: (token: string) => step(() => inner.refresh(token)), steps: () => steps };
}

const mustBe = (answer: Answer<string>): string =>
  answer.ok ? answer.value : `fault ${answer.fault.message}`;

describe("two keepers of one pair", () => {
  test("1,000 times both need a token at once: one refresh, nobody refused, both with the living token", async () => {
    for (let seed = 1; seed <= 1000; seed += 1) {
      const { process, counts, alive, alarms, pass } = world(seed);
      const [one, two] = [process(), process()];
      const first = await Promise.all([one.access(), two.access(), one.access()]);
      expect([seed, ...first.map(mustBe)]).toEqual([seed, alive.access, alive.access, alive.access]);
      expect([seed, counts]).toEqual([seed, { refreshed: 1, refused: 0 }]);
      pass(26 * hour);
      const second = await Promise.all([two.access(), one.access()]);
      expect([seed, ...second.map(mustBe)]).toEqual([seed, alive.access, alive.access]);
      // The server takes the token back: both are told so at once.
      const third = await Promise.all([two.access(alive.access), one.access(alive.access)]);
      expect([seed, ...third.map(mustBe)]).toEqual([seed, "a3", "a3"]);
      expect([seed, counts, alarms]).toEqual([seed, { refreshed: 3, refused: 0 }, []]);
    }
  });

  test("one process dies at any step: the pair lives on, or exactly one alarm names the way out", async () => {
    let lost = 0;
    let lived = 0;
    for (const when of ["before", "after"] as const)
      for (let nth = 1; nth <= 12; nth += 1)
        for (let seed = 1; seed <= 12; seed += 1) {
          const here = world(seed * 100 + nth);
          const mortal = dying(here, nth, when);
          const one = here.process({ storage: mortal.storage, refresh: mortal.refresh });
          const two = here.process();
          void one.access();
          let answer = await two.access();
          // The lease of the dead runs out.
          for (let rounds = 0; rounds < 10 && !answer.ok && answer.fault.advice === "wait"; rounds += 1) {
            await here.wait(20_000);
            answer = await two.access();
          }
          const label = `${when} ${nth} seed ${seed}`;
          if (answer.ok) {
            expect([label, answer.value, here.alarms]).toEqual([label, here.alive.access, []]);
            lived += 1;
            continue;
          }
          // It died between the refresh and the storing: no process can know the new pair.
          lost += 1;
          expect([label, here.alarms]).toEqual([
            label,
            [{ kind: "lost", code: -14020, link: "https://consent.example" }],
          ]);
          expect((await two.access()).ok).toBe(false);
          expect(here.alarms.length).toBe(1);
          here.alive.refresh = "from-the-administrator";
          const three = here.process({ seed: "from-the-administrator" });
          expect([label, mustBe(await three.access())]).toEqual([label, here.alive.access]);
          here.pass(20_000);
          expect([label, mustBe(await two.access())]).toEqual([label, here.alive.access]);
        }
    expect(lost).toBeGreaterThan(0);
    expect(lived).toBeGreaterThan(lost);
  });

  test("an answer that got lost on the way is asked for once more; only then is the pair given up", async () => {
    const { process, refresh, alarms, counts } = world(1);
    let calls = 0;
    const noAnswer: Answer<Pair> = {
      ok: false,
      fault: { host: "oauth", code: undefined, advice: "unsure", message: "TimeoutError" },
    };
    const lateOnce = process({ refresh: async (token) => ((calls += 1) === 1 ? noAnswer : refresh(token)) });
    expect(mustBe(await lateOnce.access())).toBe("a1");
    const other = world(2);
    const swallowed = other.process({
      refresh: async (token) => {
        const answer = await other.refresh(token);
        return answer.ok ? noAnswer : answer;
      },
    });
    expect(mustBe(await swallowed.access())).toBe("fault the grant is lost");
    expect([alarms, counts.refreshed, other.alarms.map((alarm) => alarm.kind)]).toEqual([[], 1, ["lost"]]);
  });

  test("while the old token lives, trouble with refreshing stops nobody", async () => {
    const { process, refresh, alarms, pass } = world(3);
    let away = false;
    const keeper = process({
      refresh: async (token) => (away ? { ok: false, fault: faultOf("oauth", -14002, "") } : refresh(token)),
    });
    expect(mustBe(await keeper.access())).toBe("a1");
    away = true;
    pass(22 * hour);
    expect(mustBe(await keeper.access())).toBe("a1");
    expect(alarms.map((alarm) => alarm.kind)).toEqual(["refused"]);
    pass(60_000);
    expect(mustBe(await keeper.access())).toBe("a1");
    expect(alarms.length).toBe(1);
    away = false;
    pass(60_000);
    expect(mustBe(await keeper.access())).toBe("a2");
  });

  test("a new pair that cannot be stored is kept in hand, used, and stored at the next call", async () => {
    const here = world(4);
    let away = false;
    const storage: TokenStorage = {
      ...here.storage,
      compareAndSet: async (version, text) => {
        if (away && text.includes("a1")) throw new Error("away");
        return here.storage.compareAndSet(version, text);
      },
    };
    away = true;
    const keeper = here.process({ storage });
    expect(mustBe(await keeper.access())).toBe("a1");
    expect(here.alarms.map((alarm) => alarm.kind)).toEqual(["unsaved"]);
    expect(here.text()).not.toContain("a1");
    away = false;
    expect(mustBe(await keeper.access())).toBe("a1");
    expect(here.text()).toContain("a1");
    expect(here.counts.refreshed).toBe(1);
  });

  test("a consent given while a refresh is under way is not overwritten by it; a pair that comes late is not lost", async () => {
    const here = world(7);
    const other = here.process();
    const keeper = here.process({
      refresh: async (token) => {
        const answer = await here.refresh(token);
        await other.accept({ access: "consent", refresh: "r-consent", lives: 25 * hour });
        return answer;
      },
    });
    expect(mustBe(await keeper.access())).toBe("consent");
    const late = world(8);
    const impatient = late.process();
    const slow = late.process({
      refresh: async (token) => {
        const answer = await late.refresh(token);
        // Its lease has long run out, and somebody else has been refused and raised the alarm.
        late.pass(10 * 60_000);
        expect((await impatient.access()).ok).toBe(false);
        return answer;
      },
    });
    expect(mustBe(await slow.access())).toBe(late.alive.access);
    late.pass(60_000);
    expect(mustBe(await impatient.access())).toBe(late.alive.access);
    expect(late.alarms.map((alarm) => alarm.kind)).toEqual(["lost"]);
  });

  test("a setting that was there before never comes back over a newer pair; a new consent does", async () => {
    const here = world(5);
    const old = here.process({ seed: "r0" });
    expect(mustBe(await old.access())).toBe("a1");
    here.alive.refresh = "new";
    const fresh = here.process({ seed: "new" });
    expect(mustBe(await fresh.access())).toBe("a2");
    here.pass(60_000);
    expect(mustBe(await old.access())).toBe("a2");
    await old.accept({ access: "by-hand", refresh: "r9", lives: hour * 25 });
    here.pass(60_000);
    expect(mustBe(await fresh.access())).toBe("by-hand");
    const none = here.process({ seed: "" });
    expect(mustBe(await none.access())).toBe("by-hand");
    const empty = world(6);
    expect(mustBe(await empty.process({ seed: "" }).access())).toBe("fault no token yet");
    expect(empty.alarms.map((alarm) => alarm.kind)).toEqual(["missing"]);
  });
});

describe("a storage that forgot", () => {
  test("all gets the pair back from the process that has it", async () => {
    const one = world(1);
    const keeper = one.process();
    expect(await keeper.access()).toEqual({ ok: true, value: "a1" });
    one.forget();
    one.pass(hour);
    expect(await keeper.access()).toEqual({ ok: true, value: "a1" });
    expect(one.text()).toContain("r1");
    expect([one.counts.refused, one.alarms]).toEqual([0, []]);
  });

  test("its last moments gets the new pair back, since the one before is spent", async () => {
    const one = world(2);
    const keeper = one.process();
    await keeper.access();
    const before = one.kept();
    one.pass(22 * hour);
    expect(await keeper.access()).toEqual({ ok: true, value: "a2" });
    one.forget(before);
    one.pass(hour);
    expect(await keeper.access()).toEqual({ ok: true, value: "a2" });
    one.pass(22 * hour);
    expect(await keeper.access()).toEqual({ ok: true, value: "a3" });
    expect([one.counts.refused, one.alarms]).toEqual([0, []]);
  });

  test("nothing, but is away, leaves the process its pair as long as it lives", async () => {
    const one = world(3);
    let away = false;
    const storage: TokenStorage = {
      ...one.storage,
      load: () => (away ? Promise.reject(new Error("away")) : one.storage.load()),
    };
    const keeper = one.process({ storage });
    await keeper.access();
    away = true;
    one.pass(hour);
    expect(await keeper.access()).toEqual({ ok: true, value: "a1" });
    one.pass(25 * hour);
    expect((await keeper.access()).ok).toBe(false);
  });
});
