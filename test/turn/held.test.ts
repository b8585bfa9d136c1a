import { afterEach, beforeEach, expect, test } from "vitest";
import { app, type App } from "../../src/app.ts";
import type { Channel, Delivery } from "../../src/channels/contract.ts";
import { threadId } from "../../src/domain/ids.ts";
import { days, instantOf, minutes } from "../../src/domain/instant.ts";
import { readSetting } from "../../src/project.ts";
import type { OpenStore, Store } from "../../src/store/contract.ts";
import { openSqlite } from "../../src/store/sqlite/open.ts";
import { countingIds, memoryFiles } from "../../src/tools/rehearsal.ts";
import { hold, listHeld, releaseHeld } from "../../src/turn/held.ts";

let store: OpenStore;
beforeEach(async () => {
  store = await openSqlite({ file: ":memory:", programme: "p" });
});
afterEach(() => store.close());

const thread = threadId("zalo:7");
const clock = { at: instantOf("2021-03-15 08:00"), now: () => clock.at };

/** The assistant over a channel that answers as it is told; a message is its text. */
async function stage(answer: (text: string) => Delivery, over: Store = store) {
  const sent: string[] = [];
  const channel: Channel = {
    name: "zalo",
    can: { text: 10, buttons: 0, label: 20, files: false },
    receive: async () => ({ verdict: "ignored", events: [], reply: { status: 200 } }),
    render: (message, to, id) => [{ id, thread: to, method: "say", body: message.text }],
    send: async ({ body }) => {
      const delivery = answer(String(body));
      if (delivery.kind === "sent") sent.push(String(body));
      return delivery;
    },
  };
  const assistant = app(
    {
      store: over,
      clock,
      ids: countingIds(),
      files: memoryFiles(),
      log: () => undefined,
      channels: { zalo: channel },
    },
    await readSetting("bac-ha-2021"),
  );
  return { sent, assistant };
}

const push = (...texts: readonly string[]) =>
  store.commit({
    now: clock.now(),
    push: texts.map((text) => ({
      lane: "outbox",
      group: thread,
      id: `id-${text}`,
      text: JSON.stringify({ text }),
    })),
  });
let count = 0;
const says = async (assistant: App, text: string): Promise<void> => {
  await assistant.receive({ id: `e${(count += 1)}`, thread, at: clock.now(), deed: { kind: "text", text } });
  await assistant.settle();
};
const waiting = async () => (await listHeld(store, 10)).flatMap(({ works }) => works.map(({ text }) => text));

test("held messages stay in their order, are listed, and go before the reply to the person's next word", async () => {
  let open = false;
  const { sent, assistant } = await stage((text) =>
    open || text === "one" ? { kind: "sent" } : { kind: "held", why: "window" },
  );
  await push("one", "two", "three");
  await assistant.settle();
  clock.at += minutes(1);
  await push("four");
  await assistant.settle();
  expect(sent).toEqual(["one"]);
  expect(await waiting()).toEqual(["two", "three", "four"].map((text) => JSON.stringify({ text })));
  expect((await listHeld(store, 10))[0]).toMatchObject({ thread, since: clock.at - minutes(1) });
  open = true;
  await says(assistant, "alo");
  expect(sent.slice(0, 4)).toEqual(["one", "two", "three", "four"]);
  expect(sent.length).toBeGreaterThan(4);
  expect(await waiting()).toEqual([]);
  const left = sent.length;
  await says(assistant, "menu");
  expect(sent.slice(left)).not.toContain("two");
});

test("of a message in parts only those are held that did not go", async () => {
  let open = false;
  const { sent, assistant } = await stage((text) =>
    open || text.startsWith("a") ? { kind: "sent" } : { kind: "held", why: "quota" },
  );
  await push("aaaaaaaa\nbbbbbbbb\ncccccccc");
  await assistant.settle();
  open = true;
  await says(assistant, "alo");
  expect(sent.slice(0, 3).map((text) => text.trim())).toEqual(["aaaaaaaa", "bbbbbbbb", "cccccccc"]);
});

test("a timer is no word of the person: it lets nothing go", async () => {
  const { sent, assistant } = await stage(() => ({ kind: "held", why: "window" }));
  await says(assistant, "alo");
  await push("one");
  await assistant.settle();
  await assistant.receive({ id: "t1", thread, at: clock.now(), deed: { kind: "timer", name: "forget" } });
  await assistant.settle();
  expect([sent, (await waiting()).length]).toEqual([[], 2]);
});

test("who is forgotten leaves no held messages behind", async () => {
  const { assistant } = await stage(() => ({ kind: "held", why: "window" }));
  await says(assistant, "alo");
  expect((await waiting()).length).toBe(1);
  clock.at += days(2);
  await assistant.settle();
  expect([await waiting(), (await store.load([`held:${thread}`]))[0]]).toEqual([[], undefined]);
});

test("nothing is lost or doubled when holding back and letting go meet", async () => {
  let raced = 0;
  const racing: Store = {
    ...store,
    load: async (keys) => {
      const found = await store.load(keys);
      // Between loading and committing, another process lets go of what was held.
      if (
        keys.includes(`held:${thread}`) &&
        found[keys.indexOf(`held:${thread}`)] !== undefined &&
        raced === 0
      ) {
        raced += 1;
        const { expect: _, ...change } = releaseHeld(
          thread,
          found[keys.indexOf(`held:${thread}`)],
          clock.now(),
        );
        await store.commit({ ...change, push: [], now: clock.now() });
      }
      return found;
    },
  };
  const { assistant } = await stage(() => ({ kind: "held", why: "window" }), racing);
  await push("one");
  await assistant.settle();
  await push("two");
  await assistant.settle();
  expect([raced, await waiting()]).toEqual([1, [JSON.stringify({ text: "two" })]]);
});

test("a message held back while a turn lets go of the others is not left behind", async () => {
  let raced = 0;
  let open = false;
  const key = `held:${thread}`;
  const racing: Store = {
    ...store,
    commit: async (change) => {
      if (raced === 0 && change.put?.some((one) => one.key === key && one.text === null) === true) {
        raced += 1;
        const [found] = await store.load([key]);
        const late = [{ id: "late", text: JSON.stringify({ text: "late" }) }];
        await store.commit({ ...hold(thread, found, late, clock.now()), now: clock.now() });
      }
      return store.commit(change);
    },
  };
  const { sent, assistant } = await stage(
    () => (open ? { kind: "sent" } : { kind: "held", why: "window" }),
    racing,
  );
  await push("one");
  await assistant.settle();
  open = true;
  await says(assistant, "alo");
  expect([raced, sent.slice(0, 2), await waiting()]).toEqual([1, ["one", "late"], []]);
});

test("what is worth nothing any more is neither sent late nor let go later", async () => {
  let open = false;
  const { sent, assistant } = await stage(() => (open ? { kind: "sent" } : { kind: "held", why: "window" }));
  const pushed = (text: string, until: number) =>
    store.commit({
      now: clock.now(),
      push: [{ lane: "outbox", group: thread, id: `id-${text}`, text: JSON.stringify({ text, until }) }],
    });
  await pushed("tired", clock.now() + minutes(1));
  await push("answer");
  await assistant.settle();
  expect(await waiting()).toHaveLength(2);
  clock.at += minutes(2);
  open = true;
  await says(assistant, "alo");
  expect([sent[0], sent.includes("tired"), await waiting()]).toEqual(["answer", false, []]);
  await pushed("late", clock.now() - 1);
  await pushed("fresh", clock.now());
  await assistant.settle();
  expect([sent.at(-1), sent.includes("late")]).toEqual(["fresh", false]);
});

test("the parts of a commit are empty when nothing waits", () => {
  expect(releaseHeld("t", undefined, 5)).toEqual({});
  expect(hold("t", undefined, [{ id: "a", text: "x" }], 5)).toEqual({
    expect: [{ key: "held:t", version: 0 }],
    put: [{ key: "held:t", text: '{"since":5,"works":[{"id":"a","text":"x","at":5}]}' }],
    index: [{ index: "held", member: "t", score: 5 }],
  });
});
