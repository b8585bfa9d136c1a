import { setTimeout as pause } from "node:timers/promises";
import { Refusal } from "./telegram-rules.ts";

/** An update in its queue: the platform sends the next of a queue only when the one before was taken. */
export type Queued = {
  readonly id: number;
  readonly queue: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly expires: number;
};

export type Post = (
  url: string,
  init: {
    readonly method: string;
    readonly headers: Record<string, string>;
    readonly body: string;
    readonly signal: AbortSignal;
  },
) => Promise<{
  readonly status: number;
  readonly headers: { readonly get: (name: string) => string | null };
}>;

type Webhook = {
  readonly url: string;
  readonly secret: string | undefined;
  readonly allowed: readonly string[];
};

type Wanted = {
  readonly now: () => number;
  readonly post: Post;
  /** Milliseconds that stand for one second of the platform's patience. */
  readonly second: number;
};

const escaped = (value: unknown): string =>
  JSON.stringify(value).replaceAll(
    /[\u0080-\uffff]/g,
    (unit) => String.raw`\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

/** An update as it stands on the wire. */
export const onWire = ({ id, body }: Queued): string => `{"update_id":${id},\n${escaped(body).slice(1)}`;

/** All updates of a bot: delivered to its webhook, or handed out to who polls. */
export function updateQueue({ now, post, second }: Wanted) {
  let nextId = 412_300_001;
  let webhook: Webhook | undefined;
  let lastError: { readonly date: number; readonly message: string } | undefined;
  let waiting: Queued[] = [];
  let held: Queued[] | undefined;
  let twice = false;
  let closed = false;
  let poll: { readonly end: (why?: Refusal) => void } | undefined;
  const busy = new Map<string, Promise<void>>();
  const closing = new AbortController();

  const delivered = (one: Queued): void => {
    waiting = waiting.filter((other) => other !== one);
  };

  const attempt = async (
    hook: Webhook,
    one: Queued,
  ): Promise<{ readonly ok: boolean; readonly after?: number }> => {
    try {
      const answer = await post(hook.url, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          ...(hook.secret === undefined ? {} : { "X-Telegram-Bot-Api-Secret-Token": hook.secret }),
        },
        body: onWire(one),
        signal: AbortSignal.any([closing.signal, AbortSignal.timeout(60 * second)]),
      });
      if (answer.status >= 200 && answer.status < 300) return { ok: true };
      lastError = {
        date: Math.floor(now() / 1000),
        message: `Wrong response from the webhook: ${answer.status}`,
      };
      const after = Number(answer.headers.get("retry-after") ?? "");
      return { ok: false, ...(after > 0 ? { after } : {}) };
    } catch {
      lastError = { date: Math.floor(now() / 1000), message: "Connection reset by peer" };
      return { ok: false };
    }
  };

  const deliver = async (one: Queued): Promise<void> => {
    for (let failures = 0; !closed && webhook !== undefined && waiting.includes(one); failures += 1) {
      if (now() > one.expires) return delivered(one);
      const { ok, after } = await attempt(webhook, one);
      if (ok) {
        if (twice) await attempt(webhook, one);
        return delivered(one);
      }
      const seconds = after ?? (failures === 0 ? 0 : Math.min(60, 2 ** failures));
      await pause(seconds * second, undefined, { signal: closing.signal, ref: false }).catch(() => undefined);
    }
  };

  const dispatch = (one: Queued): void => {
    if (webhook === undefined) return poll?.end();
    const before = busy.get(one.queue) ?? Promise.resolve();
    busy.set(
      one.queue,
      before.then(() => deliver(one)),
    );
  };

  const push = (kind: string, queue: string, content: unknown, life = 86_400_000): number => {
    const one: Queued = { id: nextId, queue, body: { [kind]: content }, expires: now() + life };
    nextId += 1;
    if (webhook !== undefined && webhook.allowed.length > 0 && !webhook.allowed.includes(kind)) return one.id;
    waiting.push(one);
    if (held === undefined) dispatch(one);
    else held.push(one);
    return one.id;
  };

  const getUpdates = async (offset: number, limit: number, timeout: number): Promise<readonly Queued[]> => {
    if (webhook !== undefined)
      throw new Refusal(
        409,
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
      );
    poll?.end(
      new Refusal(
        409,
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
      ),
    );
    if (offset > 0) waiting = waiting.filter((one) => one.id >= offset);
    if (offset < 0) waiting = waiting.slice(offset);
    const ready = (): readonly Queued[] =>
      waiting.filter((one) => !(held ?? []).includes(one)).slice(0, Math.max(1, Math.min(100, limit)));
    if (ready().length > 0 || timeout <= 0) return ready();
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => end(), Math.min(50, timeout) * second);
      const end = (why?: Refusal): void => {
        clearTimeout(timer);
        poll = undefined;
        if (why) reject(why);
        else resolve();
      };
      poll = { end };
    });
    return ready();
  };

  return {
    push,
    getUpdates,
    setWebhook: (next: Webhook | undefined): void => {
      poll?.end(new Refusal(409, "Conflict: terminated by setWebhook request"));
      webhook = next;
      if (next !== undefined) for (const one of waiting) dispatch(one);
    },
    webhook: () => webhook,
    info: () => ({
      url: webhook?.url ?? "",
      has_custom_certificate: false,
      pending_update_count: waiting.length,
      ...(lastError ? { last_error_date: lastError.date, last_error_message: lastError.message } : {}),
    }),
    /** The next update gets this id: after a week of silence ids start anew at random. */
    startIdsAt: (id: number): void => void (nextId = id),
    deliverTwice: (on: boolean): void => void (twice = on),
    /** Keeps updates back until they are released, in the order given. */
    hold: (): void => void (held ??= []),
    release: (reversed = false): void => {
      const back = held ?? [];
      held = undefined;
      for (const one of reversed ? back.toReversed() : back) dispatch(one);
    },
    /** Resolves when every update was taken. */
    settle: async (): Promise<void> => {
      while (webhook !== undefined && waiting.length > 0 && !closed) {
        await Promise.all(busy.values());
        if (waiting.length > 0) await pause(1);
      }
    },
    close: (): void => {
      closed = true;
      closing.abort();
      poll?.end();
    },
  };
}
