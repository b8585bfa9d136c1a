import type { Answer, Fault } from "./errors.ts";
import { at, listAt, numberAt, parseJson, textAt } from "./json.ts";
import type { OAuth, Pair } from "./oauth.ts";

/** Gives a token to use now. `failed` is the one that was just refused: then never that one again. */
export type TokenSource = { readonly access: (failed?: string) => Promise<Answer<string>> };

/**
 * Where all processes keep the one pair. compareAndSet: writes when the version is still this one (0: nothing there)
 * and gives the new version. lease: at most one holder at a time, for `ms` or until released; undefined when taken.
 */
export type TokenStorage = {
  readonly load: () => Promise<{ readonly version: number; readonly text: string } | undefined>;
  readonly compareAndSet: (version: number, text: string) => Promise<number | undefined>;
  readonly lease: (ms: number) => Promise<(() => Promise<void>) | undefined>;
};

/**
 * Something an administrator has to know, with the link for a new consent.
 * lost: the refresh token is used and its successor is not known. refused: refreshing does not work for another reason.
 * unsaved: a new pair could not be stored yet. missing: there was never a token.
 */
export type Alarm = {
  readonly kind: "lost" | "refused" | "unsaved" | "missing";
  readonly code?: number;
  readonly link: string;
};

export type KeeperSettings = {
  readonly oauth: Pick<OAuth, "refresh">;
  readonly storage: TokenStorage;
  readonly now: () => number;
  readonly wait: (ms: number) => Promise<void>;
  readonly alarm: (alarm: Alarm) => void;
  readonly link: string;
  /** A refresh token from an administrator. One that was never seen before takes the place of the stored pair. */
  readonly seed?: string;
  /** A token with less than this left is refreshed ahead of time. */
  readonly ahead?: number;
  readonly lease?: number;
  /** How long a caller waits for another process that refreshes. */
  readonly patience?: number;
};

/**
 * How the kept pair stands. lost: no refresh will ever work, though the access token may still; ended: it can only be
 * refreshed. since: when the pair was given, where that is known.
 */
export type Standing = {
  readonly state: "none" | "good" | "ended" | "lost";
  readonly since?: number;
};

export type TokenKeeper = TokenSource & {
  /** How the kept pair stands, without using it. */
  readonly standing: () => Promise<Standing>;
  /** Takes a pair from a new consent, whatever was there before. */
  readonly accept: (pair: Pair) => Promise<void>;
};

type Kept = {
  readonly seeds: readonly string[];
  readonly access: string;
  readonly refresh: string;
  readonly until: number;
  /** When Zalo gave this pair. */
  readonly since?: number;
  /** When a refresh was begun whose end is not known. */
  readonly trying?: number;
  readonly lost?: number;
};
type Read = { readonly version: number; readonly kept: Kept };

const minute = 60_000;
/** How long a loaded pair is believed without asking the storage again. */
const believed = 10_000;
const saveTries = 5;

const fault = (advice: Fault["advice"], message: string): { readonly ok: false; readonly fault: Fault } => ({
  ok: false,
  fault: { host: "oauth", code: undefined, advice, message },
});

function readKept(text: string): Kept {
  const value = parseJson(text);
  const trying = numberAt(value, "trying");
  const lost = numberAt(value, "lost");
  const since = numberAt(value, "since");
  return {
    seeds: listAt(value, "seeds").filter((one) => typeof one === "string"),
    access: textAt(value, "access") ?? "",
    refresh: textAt(value, "refresh") ?? "",
    until: numberAt(value, "until") ?? 0,
    ...(since === undefined ? {} : { since }),
    ...(trying === undefined ? {} : { trying }),
    ...(lost === undefined || at(value, "lost") === null ? {} : { lost }),
  };
}

/** Whether a storage that lost its last moments holds the pair before the one that is known here: that one is spent. */
const isBehind = (kept: Kept, last: Kept): boolean =>
  kept.lost === undefined && kept.until < last.until && kept.seeds.join() === last.seeds.join();

/** A seed's mark: enough to know it again, not enough to use it. */
async function markOf(token: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(token));
  return [...new Uint8Array(digest).subarray(0, 8)]
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("");
}

/**
 * Keeps the pair of one account for any number of processes. A refresh token works once, so one holder of the lease
 * refreshes, stores the new pair before anybody uses it, and the others wait for what it stored.
 */
export function tokenKeeper(settings: KeeperSettings): TokenKeeper {
  const { oauth, storage, now, wait, link, seed } = settings;
  const { ahead = 5 * 60 * minute, lease = minute, patience = 25_000 } = settings;
  let believedUntil = 0;
  let last: Kept | undefined;
  let unsaved: { readonly spent: string; readonly kept: Kept } | undefined;
  let flying: Promise<Answer<string>> | undefined;
  let warned = Number.NEGATIVE_INFINITY;
  let seedMark: Promise<string | undefined> | undefined;
  const ownMark = (): Promise<string | undefined> =>
    (seedMark ??= seed === undefined || seed === "" ? Promise.resolve(undefined) : markOf(seed));

  const alarm = (kind: Alarm["kind"], code?: number): void =>
    settings.alarm({ kind, link, ...(code === undefined ? {} : { code }) });
  const warn = (kind: Alarm["kind"], code?: number): void => {
    if (now() - warned < 60 * minute) return;
    warned = now();
    alarm(kind, code);
  };
  const usable = (kept: Kept, failed: string | undefined, left: number): boolean =>
    kept.access !== "" && kept.access !== failed && kept.until - now() > left;
  const remember = (kept: Kept): Answer<string> => {
    last = kept;
    believedUntil = now() + believed;
    return { ok: true, value: kept.access };
  };

  /** The stored pair, begun with the administrator's token when there is none or when that token is new. */
  const read = async (): Promise<Read | undefined> => {
    for (;;) {
      const found = await storage.load();
      const kept = found === undefined ? undefined : readKept(found.text);
      const mark = await ownMark();
      if (found !== undefined && kept !== undefined && last !== undefined && isBehind(kept, last)) {
        const version = await storage.compareAndSet(found.version, JSON.stringify(last));
        if (version !== undefined) return { version, kept: last };
        continue;
      }
      if (mark === undefined || kept?.seeds.includes(mark) === true)
        return found === undefined || kept === undefined ? undefined : { version: found.version, kept };
      // A storage that was emptied gets back what is known here: the seed was spent long ago.
      const begun: Kept =
        found === undefined && last !== undefined
          ? last
          : {
              seeds: [...(kept?.seeds ?? []), mark].slice(-20),
              access: "",
              refresh: seed ?? "",
              until: 0,
            };
      const version = await storage.compareAndSet(found?.version ?? 0, JSON.stringify(begun));
      if (version !== undefined) return { version, kept: begun };
    }
  };

  /** Writes a new pair over the one it came from, whatever else was noted about that one meanwhile. */
  const save = async (spent: string, kept: Kept): Promise<boolean> => {
    for (let tries = 1; ; tries += 1) {
      try {
        const found = await storage.load();
        // Another pair stands there: an administrator has given consent anew.
        if (found !== undefined && readKept(found.text).refresh !== spent) return false;
        if ((await storage.compareAndSet(found?.version ?? 0, JSON.stringify(kept))) !== undefined)
          return true;
      } catch (why) {
        if (tries >= saveTries) throw why;
        await wait(100 * 2 ** tries);
      }
    }
  };

  const saveOrHold = async (spent: string, kept: Kept): Promise<Answer<string> | "again"> => {
    try {
      const saved = await save(spent, kept);
      unsaved = undefined;
      return saved ? remember(kept) : "again";
    } catch {
      // The only copy of the pair is here: it is used, and storing it is tried again at every call.
      if (unsaved === undefined) alarm("unsaved");
      unsaved = { spent, kept };
      return { ok: true, value: kept.access };
    }
  };

  const renew = async (failed: string | undefined): Promise<Answer<string> | "again"> => {
    const found = await read();
    if (found === undefined) return "again";
    const { kept } = found;
    if (usable(kept, failed, ahead)) return remember(kept);
    const version = await storage.compareAndSet(found.version, JSON.stringify({ ...kept, trying: now() }));
    if (version === undefined) return "again";
    let answer = await oauth.refresh(kept.refresh);
    // Whether it was done is not known: the same token once more tells.
    if (!answer.ok && answer.fault.advice === "unsure") answer = await oauth.refresh(kept.refresh);
    if (answer.ok) {
      const { access, refresh, lives } = answer.value;
      return saveOrHold(kept.refresh, {
        seeds: kept.seeds,
        access,
        refresh,
        until: now() + lives,
        since: now(),
      });
    }
    if (answer.fault.advice === "token") {
      const marked = await storage.compareAndSet(version, JSON.stringify({ ...kept, lost: now() }));
      if (marked === undefined) return "again";
      alarm("lost", answer.fault.code);
    } else warn("refused", answer.fault.code);
    if (usable(kept, failed, 0)) return remember(kept);
    return answer.fault.advice === "token" ? fault("setup", "the grant is lost") : answer;
  };

  const once = async (failed: string | undefined): Promise<Answer<string> | "again"> => {
    if (unsaved !== undefined) return saveOrHold(unsaved.spent, unsaved.kept);
    const found = await read();
    if (found === undefined) {
      warn("missing");
      return fault("setup", "no token yet");
    }
    const { kept } = found;
    const stillGood = usable(kept, failed, 0);
    if (usable(kept, failed, ahead) || (kept.lost !== undefined && stillGood)) return remember(kept);
    if (kept.lost !== undefined) return fault("setup", "the grant is lost");
    const release = await storage.lease(lease);
    if (release === undefined) return stillGood ? remember(kept) : "again";
    try {
      return await renew(failed);
    } finally {
      await release().catch(() => undefined);
    }
  };

  const patiently = async (failed: string | undefined): Promise<Answer<string>> => {
    const end = now() + patience;
    for (let pause = 50; ; pause = Math.min(pause * 2, 1000)) {
      const outcome = await once(failed);
      if (outcome !== "again") return outcome;
      if (now() >= end) return fault("wait", "another process is refreshing");
      await wait(pause);
    }
  };

  return {
    access: (failed) => {
      if (last !== undefined && now() < believedUntil && usable(last, failed, ahead))
        return Promise.resolve({ ok: true, value: last.access });
      // Callers of one process share one attempt; who has a refused token in hand looks again afterwards.
      const before = flying;
      const mine = (
        before === undefined
          ? patiently(failed)
          : before.then((answer) => (answer.ok && answer.value === failed ? patiently(failed) : answer))
      ).catch((): Answer<string> =>
        last !== undefined && usable(last, failed, 0)
          ? { ok: true, value: last.access }
          : fault("wait", "the token storage is away"),
      );
      flying = mine;
      return mine.finally(() => {
        if (flying === mine) flying = undefined;
      });
    },
    standing: async () => {
      const found = await storage.load();
      if (found === undefined) return { state: "none" };
      const { since, until, lost, access } = readKept(found.text);
      const alive = until > now() ? "good" : access === "" ? "none" : "ended";
      const state = lost === undefined ? alive : "lost";
      return { state, ...(since === undefined ? {} : { since }) };
    },
    accept: async ({ access, refresh, lives }) => {
      for (;;) {
        const found = await storage.load();
        const seeds = found === undefined ? [] : readKept(found.text).seeds;
        const own = await ownMark();
        const kept: Kept = {
          seeds: [...new Set([...seeds, ...(own === undefined ? [] : [own])])],
          access,
          refresh,
          until: now() + lives,
          since: now(),
        };
        if ((await storage.compareAndSet(found?.version ?? 0, JSON.stringify(kept))) === undefined) continue;
        unsaved = undefined;
        remember(kept);
        return;
      }
    },
  };
}
