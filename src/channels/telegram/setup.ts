import type { Api } from "grammy";
import { seconds } from "../../domain/instant.ts";
import type { Log } from "../../ports/log.ts";
import { faultCode } from "./fault.ts";
import { persist } from "./persist.ts";
import { wantedUpdates } from "./update.ts";
import type { TelegramWords } from "./words.ts";

type Wanted = {
  readonly api: Api;
  readonly words: TelegramWords;
  readonly log: Log;
  /** Where deliveries come in; left out when updates are fetched by long polling. */
  readonly webhook?: { readonly url: string; readonly secret: string };
  readonly stop: AbortSignal;
  /** Milliseconds of the first wait after a failure. */
  readonly unit?: number;
};

/** Twenty people's deliveries at once: more would flood a small server when it comes back after a pause. */
const mostAtOnce = 20;

/** Tells the platform who we are and where we live; tries again until it has heard. True when all of it is done. */
export async function setUpTelegram({
  api,
  words,
  log,
  webhook,
  stop,
  unit = seconds(1),
}: Wanted): Promise<boolean> {
  const onFault = (step: string) => (why: unknown) =>
    log({ what: "telegram", method: step, code: faultCode(why) });
  const steps: Readonly<Record<string, () => Promise<unknown>>> = {
    ...(webhook === undefined
      ? {}
      : {
          setWebhook: () =>
            api.raw.setWebhook({
              url: webhook.url,
              secret_token: webhook.secret,
              allowed_updates: [...wantedUpdates],
              max_connections: mostAtOnce,
            }),
        }),
    setMyCommands: () => setCommands(api, words),
    setMyDescription: async () => {
      const { description } = await api.raw.getMyDescription({});
      if (description !== words.about) await api.raw.setMyDescription({ description: words.about });
    },
    setMyShortDescription: async () => {
      const { short_description } = await api.raw.getMyShortDescription({});
      if (short_description !== words.aboutShort)
        await api.raw.setMyShortDescription({ short_description: words.aboutShort });
    },
  };
  // Each goes on by itself: an address that is refused must not keep the menu away.
  const done = await Promise.all(
    Object.entries(steps).map(([step, deed]) => persist(deed, { stop, unit, onFault: onFault(step) })),
  );
  return done.every(Boolean);
}

/** The same menu for phones in Vietnamese and in any other language. */
async function setCommands(api: Api, { commands }: TelegramWords): Promise<void> {
  const wanted = commands.map((one) => ({ ...one }));
  const scope = { type: "all_private_chats" } as const;
  const now = await api.raw.getMyCommands({ scope });
  if (
    JSON.stringify(now.map(({ command, description }) => ({ command, description }))) ===
    JSON.stringify(wanted)
  )
    return;
  await api.raw.setMyCommands({ commands: wanted, scope });
  await api.raw.setMyCommands({ commands: wanted, scope, language_code: "vi" });
}
