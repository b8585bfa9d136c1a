import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { connect, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { createClient } from "redis";
import { freePort } from "../../test/support/free-port.ts";
import { startRedis } from "../../test/support/redis.ts";
import { telegramEmulator } from "../../test/support/telegram-emulator.ts";
import { zaloEmulator } from "../../test/support/zalo-emulator.ts";
import { threadOf } from "../channels/web/cookie.ts";
import { threadId } from "../domain/ids.ts";
import { readSetting } from "../project.ts";
import { openRedis } from "../store/redis/open.ts";
import { storeTranscript } from "../store/transcript.ts";
import { invite } from "../turn/roles.ts";
import { bare, compare } from "./day/compare.ts";
import { scripts } from "./rehearse-kills.ts";
import { seededRandom } from "./seeded.ts";

const programme = "bac-ha-2021";

/**
 * stop: Redis hangs. kill: it is gone, and comes back with its file. emptied: it comes back without. flushed: it is there
 * and empty. reset: all connections are closed again and again. cut: a proxy before it breaks them in the middle.
 * restart: as kill, and the program is killed and started again meanwhile.
 */
export const faultNames = ["stop", "kill", "emptied", "flushed", "reset", "cut", "restart"] as const;
export type FaultName = (typeof faultNames)[number];
const isFault = (name: string): name is FaultName => faultNames.some((one) => one === name);

export type AwayFigures = {
  readonly fault: FaultName;
  readonly seconds: number;
  readonly people: number;
  readonly messages: number;
  /** Said while Redis was away. */
  readonly meanwhile: number;
  /** From Redis's return to the first answer, and until everyone who wrote before it has their answers; milliseconds. */
  readonly firstAfter: number;
  readonly allAfter: number;
  /** From the fault to the first refusal of /readyz, and from Redis's return to its consent; milliseconds. */
  readonly redAfter: number | undefined;
  readonly greenAfter: number | undefined;
  /** Deliveries of Zalo that had no answer within its two seconds. */
  readonly late: number;
  /** Messages that came twice: only where the program was killed as well. */
  readonly repeats: number;
  /** People who were told that their message is kept. */
  readonly told: number;
  readonly faults: readonly string[];
};

/** Somebody on a channel who says the lines of a script, one after another, and what they got. */
type Someone = {
  readonly name: string;
  readonly script: number;
  readonly says: (text: string, at: number) => void;
  readonly got: () => readonly string[];
  said: number;
  /** Looks what is there to be got, where it does not come by itself. */
  readonly look?: () => Promise<void>;
  /** How much they had got, by time. */
  readonly history: { readonly at: number; readonly count: number }[];
};

/** A door to a port that can be slammed: everything that goes through it at that moment breaks off. */
async function openDoor(to: number) {
  const open = new Set<Socket>();
  const server = createServer((from) => {
    const other = connect(to, "127.0.0.1");
    for (const socket of [from, other]) {
      open.add(socket);
      socket.on("error", () => undefined);
      socket.on("close", () => {
        open.delete(socket);
        from.destroy();
        other.destroy();
      });
    }
    from.pipe(other);
    other.pipe(from);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : 0,
    slam: (): void => open.forEach((socket) => socket.destroy()),
    close: (): void => {
      open.forEach((socket) => socket.destroy());
      server.close();
    },
  };
}

/** The program as in service, over a Redis of its own behind a door, and both platforms; ended by `close`. */
export async function openAway(seed: number, say: (line: string) => void = () => undefined) {
  const random = seededRandom(seed);
  const setting = await readSetting(programme);
  const notice = bare(setting.words["kept-meanwhile"] ?? "");
  const dir = await mkdtemp(join(tmpdir(), "away-"));
  const redis = await startRedis({ dir, appendonly: true });
  const door = await openDoor(redis.port);
  const bot = await telegramEmulator({ second: 1_000 });
  const zalo = await zaloEmulator({ clock: { now: Date.now } });
  const port = await freePort();
  const root = `http://127.0.0.1:${port}`;
  const logged: string[] = [];
  const store = await openRedis({ url: redis.url, programme });
  const transcript = storeTranscript(store, { now: Date.now });
  const refused: string[] = [];
  let late = 0;

  let child: ChildProcess;
  const launch = async (): Promise<void> => {
    child = spawn(process.execPath, [fileURLToPath(new URL("../node.ts", import.meta.url))], {
      stdio: ["ignore", "pipe", "inherit"],
      env: {
        PATH: process.env["PATH"],
        PORT: String(port),
        PUBLIC_URL: root,
        DATA_DIR: join(dir, "data"),
        PROGRAMME: programme,
        REDIS_URL: `redis://127.0.0.1:${door.port}`,
        TELEGRAM_BOT_TOKEN: bot.token,
        TELEGRAM_API_ROOT: bot.root,
        TELEGRAM_WEBHOOK_SECRET: "away",
        ZALO_APP_ID: zalo.appId,
        ZALO_APP_SECRET: zalo.appSecret,
        ZALO_OA_SECRET: zalo.oaSecret,
        ZALO_REFRESH_TOKEN: zalo.consent(),
        ZALO_API_ROOT: zalo.root,
        ZALO_OAUTH_ROOT: zalo.root,
      },
    });
    const listening = new Promise<void>((resolve, reject) => {
      child.stdout?.on("data", (bytes) => {
        logged.push(...String(bytes).split("\n"));
        if (String(bytes).includes("http://localhost:")) resolve();
      });
      child.once("exit", (code) => reject(new Error(`the program ended by itself with ${code}`)));
    });
    await listening;
    child.removeAllListeners("exit");
  };
  const kill = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, "exit");
    child.kill("SIGKILL");
    await gone;
  };
  const endWithUs = (): void => void child?.kill("SIGKILL");
  process.once("exit", endWithUs);

  // Zalo is not known to send again whatever is refused; only where nobody listens it comes again here.
  zalo.sendTo(async (body, headers) => {
    for (let tries = 0; tries < 300; tries += 1) {
      const init = { method: "POST", headers, body: new Uint8Array(body) };
      const signal = AbortSignal.timeout(2_000);
      const answer = await fetch(`${root}/webhooks/zalo`, { ...init, signal }).catch((why: unknown) => why);
      if (answer instanceof Response) {
        if (answer.status !== 200) refused.push(`zalo was answered ${answer.status}`);
        return answer.status;
      }
      if (!(answer instanceof TypeError)) {
        late += 1;
        return 0;
      }
      await pause(200);
    }
    return 0;
  });

  let count = 0;
  const onTelegram = (script: number): Someone => {
    count += 1;
    const person = bot.person(7_000_000 + count);
    return {
      name: person.thread,
      script,
      said: 0,
      history: [],
      says: (text) => void person.says(text),
      got: () => person.sees().map(({ text }) => bare(text)),
    };
  };
  const onZalo = (script: number): Someone => {
    count += 1;
    const person = zalo.person(`70123${count}`);
    let before = Promise.resolve();
    return {
      name: `zalo:${person.id}`,
      script,
      said: 0,
      history: [],
      says: (text) => void (before = before.then(() => person.says(text))),
      got: () => person.got.map(({ text }) => bare(text)),
    };
  };
  const onWeb = (script: number): Someone => {
    count += 1;
    const name = `w${count}`;
    const thread = threadOf(`chat=${name}`) ?? threadId("web:nobody");
    let lines: readonly string[] = [];
    let before = Promise.resolve();
    const post = async (text: string, at: number): Promise<void> => {
      for (;;) {
        const answer = await fetch(`${root}/chat/events`, {
          method: "POST",
          headers: { "content-type": "application/json", cookie: `chat=${name}` },
          body: JSON.stringify({ id: `m${at}`, text }),
        }).catch(() => undefined);
        await answer?.arrayBuffer().catch(() => undefined);
        if (answer?.ok === true) return;
        await pause(200);
      }
    };
    return {
      name: thread,
      script,
      said: 0,
      history: [],
      says: (text, at) => void (before = before.then(() => post(text, at))),
      got: () => lines,
      look: async () => {
        const all = await transcript.read(thread, 0).catch(() => undefined);
        if (all !== undefined)
          lines = all.filter(({ from }) => from === "us").map(({ message }) => bare(message.text));
      },
    };
  };
  const kinds = [onTelegram, onZalo, onWeb];
  const textsOf = (one: Someone): readonly string[] => one.got().filter((text) => text !== notice);
  const readAll = async (people: readonly Someone[]): Promise<void> => {
    for (const one of people) await one.look?.();
  };

  await launch();
  /** What a script comes to on each channel when nothing goes wrong, and after which line how much of it is there. */
  const calm = await Promise.all(
    kinds.map((kind) =>
      Promise.all(
        scripts.map(async (lines, script) => {
          const one = kind(script);
          const after: number[] = [];
          for (const [at, text] of lines.entries()) {
            one.says(text, at);
            const until = performance.now() + 10_000;
            while (textsOf(one).length <= (after.at(-1) ?? 0) && performance.now() < until) {
              await pause(10);
              await readAll([one]);
            }
            // A second message of the same answer may be on its way.
            await pause(30);
            await readAll([one]);
            after.push(textsOf(one).length);
          }
          return { texts: textsOf(one), after };
        }),
      ),
    ),
  );
  const comeOf = (seat: number, one: Someone) => calm[seat % kinds.length]?.[one.script];

  const wreck = async (fault: FaultName, ms: number): Promise<void> => {
    switch (fault) {
      case "stop":
        process.kill(redis.pid, "SIGSTOP");
        await pause(ms);
        process.kill(redis.pid, "SIGCONT");
        return;
      case "kill":
      case "emptied":
        redis.kill();
        await pause(ms);
        if (fault === "emptied") await rm(join(dir, "appendonlydir"), { recursive: true, force: true });
        return redis.restart();
      case "flushed": {
        const client = await createClient({ url: redis.url }).connect();
        await client.flushAll();
        client.destroy();
        return;
      }
      case "reset": {
        const client = await createClient({ url: redis.url }).connect();
        for (
          const until = performance.now() + ms;
          performance.now() < until;
          await pause(50 + 250 * random())
        )
          await client.sendCommand(["CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes"]);
        client.destroy();
        return;
      }
      case "cut":
        for (
          const until = performance.now() + ms;
          performance.now() < until;
          await pause(20 + 200 * random())
        )
          door.slam();
        return;
      case "restart":
        redis.kill();
        await pause(ms / 2);
        await kill();
        await launch();
        await pause(ms / 2);
        return redis.restart();
    }
  };

  const run = async (fault: FaultName, seconds: number, each: number): Promise<AwayFigures> => {
    const faults: string[] = [];
    let repeats = 0;
    late = 0;
    const losesAll = fault === "emptied" || fault === "flushed";
    const seats = Array.from({ length: each * kinds.length }, (_, seat) => seat);
    const make = (): readonly Someone[] =>
      seats.flatMap((seat) => {
        const one = kinds[seat % kinds.length]?.(Math.floor(seat / kinds.length) % scripts.length);
        return one === undefined ? [] : [one];
      });
    const people = make();
    const ready: { readonly at: number; readonly ok: boolean }[] = [];
    const before = logged.length;
    const started = performance.now();
    let over = false;
    const watching = (async () => {
      while (!over) {
        const at = performance.now();
        const answer = await fetch(`${root}/readyz`, { signal: AbortSignal.timeout(3_000) }).catch(
          () => undefined,
        );
        await answer?.arrayBuffer().catch(() => undefined);
        ready.push({ at, ok: answer?.status === 200 });
        for (const one of people) {
          const got = textsOf(one).length;
          if (got !== (one.history.at(-1)?.count ?? 0))
            one.history.push({ at: performance.now(), count: got });
        }
        await pause(20);
      }
    })();
    // Before, during and after: each says their lines at their own times.
    const span = 1_000 * (seconds + 2.5);
    const saying = Promise.all(
      people.map(async (one) => {
        const lines = scripts[one.script] ?? [];
        for (const [at, text] of lines.entries()) {
          const due = started + ((at + random()) / lines.length) * span;
          await pause(Math.max(0, due - performance.now()));
          one.says(text, at);
          one.said += 1;
        }
      }),
    );
    await pause(1_000);
    const from = performance.now();
    const had = people.map((one) => one.said);
    await wreck(fault, 1_000 * seconds);
    const back = performance.now();
    const saidBy = people.map((one) => one.said);
    const gotBy = people.map((one) => textsOf(one).length);
    await saying;
    const newcomers = losesAll ? make() : [];
    if (losesAll) {
      await pause(1_000);
      for (const one of newcomers)
        for (const [at, text] of (scripts[one.script] ?? []).entries()) one.says(text, at);
    }
    const whole = losesAll ? newcomers : people;
    const isWhole = (one: Someone, seat: number): boolean =>
      textsOf(one).length >= (comeOf(seat, one)?.texts.length ?? 0);
    const until = performance.now() + 45_000;
    for (;;) {
      await readAll([...people, ...newcomers]);
      if (whole.every(isWhole) || performance.now() > until) break;
      await pause(50);
    }
    // Whatever would come twice comes now.
    await pause(500);
    await readAll([...people, ...newcomers]);
    over = true;
    await watching;

    for (const [seat, one] of whole.entries()) {
      const expected = comeOf(seat, one)?.texts ?? [];
      const got = textsOf(one);
      const compared = compare(got, expected);
      repeats += compared.repeats;
      if (compared.fault !== undefined) faults.push(`${one.name}: ${compared.fault}`);
      // Only a program that was killed may have forgotten what it had sent.
      if (compared.repeats > 0 && fault !== "restart")
        faults.push(`${one.name}: ${compared.repeats} came twice`);
    }
    if (losesAll) {
      for (const [seat, one] of people.entries()) {
        const after = one.said - (saidBy[seat] ?? 0);
        const got = textsOf(one).length - (gotBy[seat] ?? 0);
        if (got < after)
          faults.push(`${one.name}: ${got} answers to ${after} messages after the data was gone`);
      }
      if (!logged.slice(before).some((line) => line.includes("store-emptied")))
        faults.push("nobody noticed that the data was gone");
    }
    const told = people.map((one) => one.got().filter((text) => text === notice).length);
    for (const [seat, times] of told.entries())
      if (times > 1) faults.push(`${people[seat]?.name}: told ${times} times`);
    faults.push(...refused.splice(0));
    const afterBack = people.flatMap((one) =>
      one.history.filter(({ at }) => at >= back).map(({ at }) => at - back),
    );
    // Who had everything already waited for nothing.
    const caughtUp = people.map((one, seat) => {
      const due = comeOf(seat, one)?.after[(saidBy[seat] ?? 0) - 1] ?? 0;
      const found = one.history.find(({ count: got }) => got >= due);
      return one.name.startsWith("web:") || due === 0 ? 0 : found === undefined ? Infinity : found.at - back;
    });
    const red = ready.find(({ at, ok }) => at >= from && at < back && !ok);
    const green = ready.find(({ at, ok }) => at >= back && ok);
    const figures: AwayFigures = {
      fault,
      seconds,
      people: people.length,
      messages: people.reduce((sum, one) => sum + one.said, 0),
      meanwhile: saidBy.reduce((sum, said, seat) => sum + said - (had[seat] ?? 0), 0),
      firstAfter: Math.round(Math.min(...afterBack)),
      allAfter: losesAll ? 0 : Math.round(Math.max(0, ...caughtUp)),
      redAfter: red === undefined ? undefined : Math.round(red.at - from),
      greenAfter: green === undefined ? undefined : Math.round(green.at - back),
      late,
      repeats,
      told: told.filter((times) => times > 0).length,
      faults,
    };
    say(JSON.stringify(figures));
    return figures;
  };

  return {
    run,
    /** An administrator who is there from now on, and what they were told. */
    administrator: async (): Promise<() => readonly string[]> => {
      await invite(store, Date.now(), "BH-QUANTRI1", { role: "admin", place: "huyen" });
      const person = bot.person(6_000_001);
      await person.says("BH-QUANTRI1");
      await pause(1_000);
      // The program learns at its start, and every minute, who the administrators are.
      await kill();
      await launch();
      // The first question makes it read what it knows.
      await person.says("phí bao nhiêu vậy?");
      await pause(4_000);
      return () => person.sees().map(({ text }) => text);
    },
    close: async (): Promise<void> => {
      process.off("exit", endWithUs);
      await kill();
      await store.close();
      await Promise.all([bot.close(), zalo.close()]);
      door.close();
      await redis.stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

const usage = `npm run rehearse:away -- [--faults stop,kill,…] [--seconds 1,10,60] [--people 12] [--seed 1]
  Redis đi vắng trong lúc nhiều người nhắn qua Telegram, Zalo và web: có gì mất, lặp, chậm không.
  Faults: ${faultNames.join(", ")}
  Cần redis-server; đặt REDIS_SERVER nếu nó nằm ở chỗ khác.`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      faults: { type: "string", default: faultNames.join(",") },
      seconds: { type: "string", default: "1,10,60" },
      people: { type: "string", default: "12" },
      seed: { type: "string", default: "1" },
      help: { type: "boolean" },
    },
  });
  if (values.help === true) return console.log(usage);
  process.env["REDIS_SERVER"] ??= "redis-server";
  let wrong = 0;
  for (const fault of values.faults.split(",").filter(isFault))
    for (const seconds of values.seconds.split(",").map(Number)) {
      if (fault === "flushed" && seconds !== 1) continue;
      const away = await openAway(Number(values.seed), console.log);
      const told = fault === "emptied" || fault === "flushed" ? await away.administrator() : undefined;
      const { faults } = await away.run(fault, seconds, Math.ceil(Number(values.people) / 3));
      if (told !== undefined) console.log(`  the administrator: ${told().at(-1)?.slice(0, 80)}`);
      await away.close();
      for (const one of faults) console.error(`  ${one}`);
      wrong += faults.length;
    }
  console.log(wrong === 0 ? "Không mất, không lặp." : `${wrong} lỗi.`);
  process.exitCode = wrong === 0 ? 0 : 1;
}

if (import.meta.main) await main();
