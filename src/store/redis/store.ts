import { createHash } from "node:crypto";
import { z } from "zod";
import type { Claimed, Committed, OpenStore, Versioned } from "../contract.ts";
import { handedBack } from "../handed-back.ts";
import { type RedisState, connect, wasSent } from "./connection.ts";
import { handedOut } from "./handed-out.ts";
import { clientName, keysOf } from "./keys.ts";
import { idEnd, pack } from "./pack.ts";

/** What Redis runs for us, each in one step: the texts of the .lua files beside this one. */
export type Scripts = { readonly commit: string; readonly claim: string; readonly pace: string };

export type RedisOptions = {
  readonly url: string;
  readonly programme: string;
  readonly scripts: Scripts;
  readonly connectTimeoutMs?: number;
  /** Opens also while Redis is away; until it comes, every call fails. */
  readonly patient?: boolean;
  readonly onState?: (state: RedisState) => void;
};

const texts = z.array(z.string());
const groups = z.array(z.tuple([z.string(), z.number(), texts]));
const grant = z.tuple([z.number(), z.coerce.number()]);
const handed = z.tuple([z.array(z.number()), z.array(z.unknown())]);
const answers = new Map<unknown, Committed>([
  [1, "done"],
  [2, "stale"],
  [3, "seen"],
]);

const mostAtOnce = 1000;

const versioned = (reply: unknown): Versioned | undefined => {
  if (reply === null) return undefined;
  const end = typeof reply === "string" ? reply.indexOf(":") : -1;
  if (typeof reply !== "string" || end < 1) throw new Error("Redis holds a value without a version");
  return { version: Number(reply.slice(0, end)), text: reply.slice(end + 1) };
};

const workOf = (entry: string): { id: string; text: string } => {
  const end = entry.indexOf(idEnd);
  return { id: entry.slice(0, end), text: entry.slice(end + idEnd.length) };
};

const isUnknownScript = (why: unknown): boolean =>
  why instanceof Error && why.cause instanceof Error && why.cause.message.startsWith("NOSCRIPT");

/** The store of several processes: one command for every call, the writing ones as scripts. */
export async function redisStore(options: RedisOptions): Promise<OpenStore> {
  const { url, programme, scripts, connectTimeoutMs = 5000, patient = false, onState = () => {} } = options;
  const name = keysOf(programme);
  const ours = handedOut();
  const turned = (state: RedisState): void => {
    // It may have come back without its last moments.
    ours.doubt();
    onState(state);
  };
  const how = { connectTimeoutMs, patient };
  const { send, close } = await connect(url, how, turned, clientName(programme));

  const script = (text: string) => {
    const sha = createHash("sha1").update(text).digest("hex");
    // The arguments are asked for anew when it is sent again: what is known in hand may have changed.
    return async (keys: readonly string[], args: () => readonly string[]): Promise<unknown> => {
      const rest = (): readonly string[] => [String(keys.length), ...keys, ...args()];
      try {
        return await send(["EVALSHA", sha, ...rest()]);
      } catch (why) {
        // A Redis that has just been started knows no scripts; EVAL teaches it.
        if (isUnknownScript(why)) return send(["EVAL", text, ...rest()]);
        throw why;
      }
    };
  };
  const [commit, claim, pace] = [script(scripts.commit), script(scripts.claim), script(scripts.pace)];
  /** Runs a call that may claim groups, and remembers which it did. */
  const claiming = (run: (name: string) => Promise<readonly Claimed[]>): Promise<readonly Claimed[]> =>
    ours.calling(async (name) => {
      try {
        const claimed = await run(name);
        ours.took(name, claimed);
        return claimed;
      } catch (why) {
        if (wasSent(why)) ours.doubt();
        throw why;
      }
    });

  return {
    load: async (keys) => {
      if (keys.length === 0) return [];
      const reply = await send(["MGET", ...keys.map(name.value)]);
      return z.array(z.unknown()).parse(reply).map(versioned);
    },
    commit: async (change) => {
      let answer: Committed | undefined;
      await claiming(async (call) => {
        const { keys, args } = pack(name, change, call);
        const reply = await commit(keys, () => args);
        if (Array.isArray(reply)) {
          const [tokens, values] = handed.parse(reply);
          answer = handedBack(change, tokens, values.map(versioned)) ?? "done";
        } else {
          // A load of nothing is answered as if it had not been asked for.
          answer = reply === 1 ? (handedBack(change, [], []) ?? "done") : answers.get(reply);
        }
        if (answer !== "stale" && answer !== "seen") ours.gaveBack(change);
        return typeof answer === "object" ? answer.claimed : [];
      });
      if (answer === undefined) throw new Error("Redis gave an unknown answer to a commit");
      return answer;
    },
    range: async (index, { from = -Infinity, to = Infinity, limit, down = false }) => {
      const [low, high] = [scoreOf(from), scoreOf(to)];
      const ends = down ? [high, low, "BYSCORE", "REV"] : [low, high, "BYSCORE"];
      const count = String(Math.max(0, Math.min(limit, mostAtOnce)));
      const reply = texts.parse(
        await send(["ZRANGE", name.ranked(index), ...ends, "LIMIT", "0", count, "WITHSCORES"]),
      );
      return Array.from({ length: reply.length / 2 }, (_, at) => ({
        member: reply[2 * at] ?? "",
        score: Number(reply[2 * at + 1]),
      }));
    },
    read: async (log, from, limit) => {
      const end = from + Math.min(limit, mostAtOnce) - 1;
      if (end < from) return [];
      return texts.parse(await send(["LRANGE", name.log(log), String(from), String(end)]));
    },
    claim: async (lane, { now, limit, lease, most }) => {
      const until = now + lease;
      const keys = [name.ready(lane), name.lease(lane), name.tokens, name.works(lane, ""), name.whole];
      const args = [now, limit, until, Math.max(1, most)].map(String);
      return claiming(async (call) => {
        const reply = groups.parse(await claim(keys, () => [...args, call, ...ours.known(lane, now)]));
        return reply.map(([group, token, works]) => ({
          lane,
          group,
          token,
          until,
          works: works.map(workOf),
        }));
      });
    },
    pace: async (bucket, { now, want, rate, period, burst }) => {
      const args = [now, want, rate, period, burst].map(String);
      const [granted, next] = grant.parse(await pace([name.bucket(bucket)], () => args));
      return { granted, next };
    },
    close,
  };
}

const scoreOf = (score: number): string =>
  score === Infinity ? "+inf" : score === -Infinity ? "-inf" : String(score);
