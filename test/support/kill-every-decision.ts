import { describe, expect, test } from "vitest";
import { app } from "../../src/app.ts";
import type { Setting } from "../../src/dialogue/scene.ts";
import type { Event } from "../../src/domain/event.ts";
import { threadId } from "../../src/domain/ids.ts";
import { minutes } from "../../src/domain/instant.ts";
import { dossierKey, dossierLog, handedIndex, queueIndex, stuckIndex } from "../../src/domain/keys.ts";
import { entrySchema } from "../../src/dossier/entry.ts";
import { replay } from "../../src/dossier/fold.ts";
import type { Offer } from "../../src/domain/role.ts";
import type { OpenStore, Store } from "../../src/store/contract.ts";
import { memoryFiles } from "../../src/tools/rehearsal.ts";
import { readDossier } from "../../src/turn/state.ts";
import { invite } from "../../src/turn/roles.ts";
import { ownLine, pastLease, recordedWeb, type Sent, start } from "./endure.ts";
import { handedInBy, planted } from "./handed-in.ts";
import { linesOf, lying, wholeLog } from "./left-behind.ts";
import { type Fate, mortal } from "./mortal-store.ts";

const [officer, next, producer] = ["web:officer", "web:next", "web:producer"] as const;
const seats: Readonly<Record<string, Offer>> = {
  [officer]: { role: "officer", place: planted.place, office: "ubnd-xa" },
  [next]: { role: "officer", place: "huyen", office: "phong-nong-nghiep" },
};

/** What an officer types before the last word. */
const decisions = {
  returned: ["mở BH-T001", "trả 1 mờ, địa chỉ ghi rõ thôn, ghi thêm mang mẫu ra xã"],
  accepted: ["mở BH-T001", "tiếp nhận"],
} as const;

/** A dossier is decided on while a store's calls fail: what is left at the end, how often the program lived, and its calls. */
export async function playDecision(
  setting: Setting,
  open: () => Promise<OpenStore>,
  kind: keyof typeof decisions,
  fate: (call: number) => Fate = () => "lives",
  dies = true,
) {
  const inner = await open();
  const sent: Sent[] = [];
  let now = start;
  let count = 0;
  const clock = { now: () => now };
  const living = (store: Store, ids: { readonly next: (kind: string) => string }) =>
    app(
      {
        store,
        clock,
        ids,
        files: memoryFiles(),
        log: () => undefined,
        channels: { web: recordedWeb(store, clock, sent) },
      },
      setting,
    );
  const event = (thread: string, text: string): Event => {
    now += minutes(1);
    count += 1;
    return { id: `${thread}:m${count}`, thread: threadId(thread), at: now, deed: { kind: "text", text } };
  };
  let made = 0;
  const calm = living(inner, { next: (one) => `${one}-${(made += 1)}` });
  const says = async (thread: string, text: string): Promise<void> => {
    const one = event(thread, text);
    await calm.receive(one, ownLine(one));
    await calm.settle();
  };
  await handedInBy(inner, setting, start, producer);
  for (const [thread, role] of Object.entries(seats)) {
    await invite(inner, now, `BH-SEAT${thread.length}`, role);
    await says(thread, `BH-SEAT${thread.length}`);
  }
  for (const line of decisions[kind]) await says(officer, line);
  await calm.stop();

  const { born, calls } = mortal(inner, fate, dies);
  const last = event(officer, "1");
  let life = born();
  let current = living(life.store, { next: (one) => `${one}-only` });
  let lives = 1;
  let taken = false;
  for (let quiet = 0, rounds = 0; quiet < 4; rounds += 1) {
    if (rounds > 60) throw new Error("no end");
    taken ||= await current.receive(last, ownLine(last)).then(
      () => true,
      () => false,
    );
    current.wake();
    await current.settle();
    if (life.over()) {
      await current.stop();
      life = born();
      current = living(life.store, { next: (one) => `${one}-only` });
      lives += 1;
    }
    now += pastLease;
    quiet = taken ? quiet + 1 : 0;
  }
  await current.stop();

  const [kept] = await inner.load([dossierKey(planted.id)]);
  const log = (await wholeLog(inner, dossierLog(planted.id))).map((text) =>
    entrySchema.parse(JSON.parse(text)),
  );
  const members = async (index: string) => (await inner.range(index, { limit: 99 })).map((one) => one.member);
  const lines = async (thread: string) =>
    (await linesOf(inner, thread)).map(({ id, message }) => ({ id, message }));
  const end = {
    dossier: { ...readDossier(kept?.text ?? ""), since: 0, changedAt: 0 },
    replayed: { ...replay(planted.id, log), since: 0, changedAt: 0 },
    log: log.map((entry) => ({ ...entry, at: 0 })),
    queues: await Promise.all(
      [
        queueIndex("xa"),
        queueIndex("xa", planted.place),
        queueIndex("huyen"),
        queueIndex("huyen", planted.place),
        handedIndex(),
      ].map(members),
    ),
    told: await Promise.all([officer, next, producer].map(lines)),
    stuck: await members(stuckIndex),
    inbox: await lying(inner, "inbox", now),
    outbox: await lying(inner, "outbox", now),
  };
  await inner.close();
  return { end, lives, calls: calls() };
}

/** Shows that a decision of an office comes to the same wherever the program dies. `open` gives an empty store. */
export function killEveryDecision(
  name: string,
  setting: Setting,
  open: () => Promise<OpenStore>,
  most = 60_000,
): void {
  describe.each(["returned", "accepted"] as const)(`a dossier that is %s over ${name}`, (kind) => {
    const play = (fate?: (call: number) => Fate, dies?: boolean) =>
      playDecision(setting, open, kind, fate, dies);

    test(
      "undisturbed, it is in the log once, and everybody who waits for it hears it once",
      async () => {
        const { end } = await play();
        expect(end.replayed).toEqual(end.dossier);
        expect(end.log.filter((entry) => entry.kind === kind)).toHaveLength(1);
        const [, toNext, toProducer] = end.told.map((lines) => lines.map((line) => JSON.stringify(line)));
        expect(toProducer).toHaveLength(1);
        expect(toProducer?.[0]).toContain(kind === "returned" ? "mang mẫu ra xã" : "đã tiếp nhận hồ sơ");
        expect(toNext?.filter((line) => line.includes("hồ sơ mới nộp"))).toHaveLength(
          kind === "accepted" ? 1 : 0,
        );
        expect({ stuck: end.stuck, inbox: end.inbox, outbox: end.outbox }).toEqual({
          stuck: [],
          inbox: [],
          outbox: [],
        });
      },
      most,
    );

    test.each([
      ["dies before", "before", true],
      ["dies after", "after", true],
      ["lives on, though the call fails before it was done,", "before", false],
      ["lives on, though the call fails after it was done,", "after", false],
    ] as const)(
      "the program %s its n-th store call, for every n",
      async (_, when, dies) => {
        const calm = await play(undefined, dies);
        for (let nth = 1; nth <= calm.calls; nth += 1) {
          const run = await play((call) => (call === nth ? when : "lives"), dies);
          expect(run.end, `${when} call ${nth}`).toEqual(calm.end);
          if (dies) expect(run.lives, `call ${nth}`).toBe(2);
        }
        expect(calm.calls).toBeGreaterThan(10);
      },
      most,
    );
  });
}
