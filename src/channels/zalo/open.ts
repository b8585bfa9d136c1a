import { zaloApi } from "zalo-sdk-nodejs/api";
import { oauth } from "zalo-sdk-nodejs/oauth";
import { type TokenStorage, tokenKeeper } from "zalo-sdk-nodejs/token-keeper";
import { type Fetch, zaloRoots } from "zalo-sdk-nodejs/wire";
import { z } from "zod";
import { days, hours, minutes, seconds } from "../../domain/instant.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Files } from "../../ports/files.ts";
import type { Log } from "../../ports/log.ts";
import type { ZaloStanding } from "../../ports/surroundings.ts";
import type { Windows } from "../../ports/windows.ts";
import type { Channel } from "../contract.ts";
import { zaloChannel } from "./channel.ts";

/** How long a refresh token lives, by the documentation. */
const refreshLives = days(90);

const quotaSchema = z.object({ at: z.number(), remain: z.number(), total: z.number() });
type Quota = z.infer<typeof quotaSchema>;
const readQuota = (text: string): Quota => quotaSchema.parse(JSON.parse(text));

type Wanted = {
  readonly appId: string;
  readonly appSecret: string;
  readonly oaSecret: string;
  readonly refreshToken: string | undefined;
  readonly apiRoot: string | undefined;
  readonly oauthRoot: string | undefined;
  readonly storage: TokenStorage;
  /** Where all processes keep what Zalo last said of its quota. */
  readonly quota: TokenStorage;
  readonly windows: Windows;
  readonly files: Files;
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly log: Log;
};

/** Hosts on which Zalo keeps what people send; taken from sample deliveries, not from a published list. */
export const zaloFileHosts = [".zdn.vn", ".zadn.vn", "down-static.zalo.me"] as const;

/** Where an administrator gets a new refresh token when the old one is lost. */
const console = "https://developers.zalo.me/tools/explorer";

/** Zalo with everything it needs: the client, the keeper of its single-use token, the channel. */
export function openZalo(wanted: Wanted): {
  readonly channel: Channel;
  /** Refreshes the tokens ahead of their end, and asks for the quota, at most once an hour. */
  readonly look: () => Promise<void>;
  readonly standing: () => Promise<ZaloStanding>;
  readonly start: () => void;
  readonly stop: () => void;
} {
  const {
    appId,
    appSecret,
    oaSecret,
    refreshToken,
    apiRoot,
    oauthRoot,
    storage,
    quota,
    windows,
    files,
    clock,
    log,
  } = wanted;
  const roots = {
    ...zaloRoots,
    ...(apiRoot === undefined ? {} : { openapi: apiRoot, business: apiRoot }),
    ...(oauthRoot === undefined ? {} : { oauth: oauthRoot }),
  };
  const wire = { fetch: wanted.fetch, roots, limit: seconds(10) };
  const tokens = tokenKeeper({
    oauth: oauth(wire, { id: appId, secret: appSecret }),
    storage,
    now: clock.now,
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    alarm: ({ kind, code, link }) => log({ what: "zalo-token", code: kind, fault: code ?? 0, link }),
    link: console,
    ...(refreshToken === undefined ? {} : { seed: refreshToken }),
  });
  const api = zaloApi({ wire, tokens, now: clock.now, appSecret });
  const channel = zaloChannel({ api, secrets: { appId, oaSecret }, clock, windows, files, log });
  /** Asks what the package still pays for, unless a process has in the last hour. */
  const askQuota = async (): Promise<void> => {
    const found = await quota.load();
    if (found !== undefined && clock.now() - readQuota(found.text).at < hours(1) - minutes(1)) return;
    const release = await quota.lease(minutes(1));
    if (release === undefined) return;
    const answer = await api.allowance();
    if (answer.ok) {
      const kept: Quota = { at: clock.now(), ...answer.value };
      await quota.compareAndSet(found?.version ?? 0, JSON.stringify(kept));
    } else log({ what: "zalo-quota", code: answer.fault.advice, fault: answer.fault.code ?? 0 });
    await release();
  };
  const look = (): Promise<void> =>
    tokens
      .access()
      .then(askQuota)
      .catch(() => log({ what: "zalo-quota", code: "fault" }));
  let hourly: ReturnType<typeof setInterval> | undefined;
  return {
    channel,
    look,
    // An account that nobody writes to still has to refresh its token before it ends.
    start: () => {
      void look();
      hourly = setInterval(() => void look(), hours(1));
    },
    standing: async () => {
      const [{ state, since }, found] = await Promise.all([tokens.standing(), quota.load()]);
      return {
        token: state,
        ...(since === undefined ? {} : { since, until: since + refreshLives }),
        ...(found === undefined ? {} : { quota: readQuota(found.text) }),
      };
    },
    stop: () => clearInterval(hourly),
  };
}
