import { Hono } from "hono";
import type { Channel, ChannelName, Raw, Received } from "../channels/contract.ts";
import type { Log } from "../ports/log.ts";
import { bodyOf } from "./body.ts";
import type { Receive } from "./chat.ts";

export type Channels = Readonly<Partial<Record<ChannelName, Channel>>>;

/** The webhook of each platform by its name: takes one delivery and gives what the platform hears. */
export type Webhooks = ReadonlyMap<string, (raw: Raw) => Promise<Received["reply"]>>;

type Wanted = { readonly channels: Channels; readonly receive: Receive; readonly log: Log };

/** The longest body of a delivery that is looked at; a reader of bodies stops one byte beyond it. */
export const webhookLimit = 1024 * 1024;

/** Deliveries of the platforms. The answer is given only when every event stands in its inbox. */
export function webhooks({ channels, receive, log }: Wanted): Webhooks {
  const take = async (channel: Channel, raw: Raw): Promise<Received["reply"]> => {
    if (raw.body.byteLength > webhookLimit) {
      // A refusal would make the platform send it again for ever and hold back what comes after.
      log({ what: "webhook", channel: channel.name, code: "body-size" });
      return { status: 200 };
    }
    const { verdict, events, reply } = await channel.receive(raw);
    for (const event of events) await receive(event);
    if (verdict === "unsigned" || verdict === "unreadable")
      log({ what: "webhook", channel: channel.name, code: verdict });
    return reply;
  };
  return new Map(
    Object.entries(channels)
      // The page has a door of its own with an origin check, and a terminal none at all.
      .filter(([name]) => name !== "web" && name !== "terminal")
      .map(([name, channel]) => [name, (raw: Raw) => take(channel, raw)]),
  );
}

/** The webhooks on any runtime; src/node-server.ts has a shorter way to the same ones. */
export const webhookRoutes = (hooks: Webhooks, notFound: string): Hono =>
  new Hono().post("/webhooks/:channel", async (context) => {
    const deliver = hooks.get(context.req.param("channel"));
    if (deliver === undefined) return context.text(notFound, 404);
    const body = await bodyOf(context.req.raw, webhookLimit + 1);
    const reply = await deliver({ headers: context.req.header(), body });
    return new Response(reply.body ?? null, { status: reply.status });
  });
