import { Hono } from "hono";
import type { Channel, ChannelName } from "../channels/contract.ts";
import type { Log } from "../ports/log.ts";
import { bodyOf } from "./body.ts";
import type { Receive } from "./chat.ts";
import type { HttpWords } from "./words.ts";

export type Channels = Readonly<Partial<Record<ChannelName, Channel>>>;

type Wanted = {
  readonly channels: Channels;
  readonly receive: Receive;
  readonly wake: () => void;
  readonly log: Log;
  readonly words: HttpWords;
};

const limit = 1024 * 1024;

/** Deliveries of the platforms. The answer is given only when every event stands in its inbox. */
export function webhookRoutes({ channels, receive, wake, log, words }: Wanted): Hono {
  // The page has a door of its own with an origin check, and a terminal none at all.
  const outside = new Map(Object.entries(channels).filter(([name]) => name !== "web" && name !== "terminal"));
  return new Hono().post("/webhooks/:channel", async (context) => {
    const name = context.req.param("channel");
    const channel = outside.get(name);
    if (!channel) return context.text(words.notFound, 404);
    const body = await bodyOf(context.req.raw, limit + 1);
    if (body.byteLength > limit) {
      // A refusal would make the platform send it again for ever and hold back what comes after.
      log({ what: "webhook", channel: name, code: "body-size" });
      return context.body(null, 200);
    }
    const { verdict, events, reply } = await channel.receive({ headers: context.req.header(), body });
    for (const event of events) await receive(event);
    if (events.length > 0) wake();
    if (verdict === "unsigned" || verdict === "unreadable")
      log({ what: "webhook", channel: name, code: verdict });
    return new Response(reply.body ?? null, { status: reply.status });
  });
}
