import type { ZaloApi } from "zalo-sdk-nodejs";
import type { Answer } from "zalo-sdk-nodejs/errors";
import type { Sent, To } from "zalo-sdk-nodejs/consult";
import type { Upload } from "zalo-sdk-nodejs/uploads";
import { deliveryId, verifyWebhook } from "zalo-sdk-nodejs/webhook";
import { threadId, type ThreadId } from "../../domain/ids.ts";
import type { Instant } from "../../domain/instant.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Files } from "../../ports/files.ts";
import type { Log } from "../../ports/log.ts";
import type { Windows } from "../../ports/windows.ts";
import type { Call, Channel, Delivery, Raw, Received } from "../contract.ts";
import { sentOnce } from "../once.ts";
import { outcomeOf } from "./outcome.ts";
import { payloadOf, readDelivery } from "./read.ts";
import { Body, capability, renderer } from "./render.ts";
import { isDaytime, type TemplateTag, templateTags, windowAt } from "./rules.ts";
import { threadOf, toOf } from "./thread.ts";

export type ZaloChannelSettings = {
  readonly api: Pick<ZaloApi, "message" | "template">;
  readonly secrets: { readonly appId: string; readonly oaSecret: string };
  readonly clock: Clock;
  readonly windows: Windows;
  readonly files: Files;
  readonly log: Log;
  /** Whether the account may send buttons; else choices are numbered text. */
  readonly buttons?: boolean;
  /** An approved template that asks a person to write, sent once when messages wait behind a closed window. */
  readonly nudge?: {
    readonly template: string;
    readonly fields: Readonly<Record<string, string>>;
    readonly tag: TemplateTag;
  };
};

// A refusal would make Zalo send again and, in the end, take the webhook away; the console's probe is unsigned.
const taken = { status: 200 } as const;

/** A Zalo Official Account: its webhook's deliveries, and messages through its API. */
export function zaloChannel(settings: ZaloChannelSettings): Channel {
  const { api, secrets, clock, windows, files, log, buttons = false, nudge } = settings;
  if (secrets.appId === "" || secrets.oaSecret === "") throw new Error("zalo: a secret is missing");
  const can = capability(buttons, clock.now());

  const receive = async ({ headers, body }: Raw): Promise<Received> => {
    const verdict = await verifyWebhook(
      { appId: secrets.appId, secret: secrets.oaSecret, now: clock.now },
      body,
      headers["x-zevent-signature"],
    );
    if (!verdict.ok) {
      log({ what: "zalo", code: verdict.why });
      const why =
        verdict.why === "unreadable"
          ? "unreadable"
          : verdict.why === "test" || verdict.why === "late"
            ? "ignored"
            : "unsigned";
      return { verdict: why, events: [], reply: taken };
    }
    const read = readDelivery(verdict.event);
    if (read.kind === "ignored") {
      if (read.why === "unknown") log({ what: "zalo", code: "unknown-event" });
      return { verdict: "ignored", events: [], reply: taken };
    }
    const thread = threadOf(read.person);
    if (read.kind === "heard" || read.heard) await windows.heard(thread, verdict.at);
    if (read.kind === "heard") return { verdict: "ignored", events: [], reply: taken };
    const id = await deliveryId(verdict.event, body);
    const events = read.deeds.map((deed, at) => ({
      id: `zalo:${id}${at === 0 ? "" : `:${at}`}`,
      thread,
      at: verdict.at,
      deed,
    }));
    return { verdict: "read", events, reply: taken };
  };

  const uploadOf = (body: {
    readonly hash: string;
    readonly name: string;
    readonly mime: string;
  }): Upload => ({
    key: body.hash,
    name: body.name,
    mime: body.mime,
    read: () => files.read(body.hash),
  });

  const say = (to: To, body: Body): Promise<Answer<Sent>> => {
    switch (body.method) {
      case "text":
        return api.message.text(to, body.text);
      case "image":
        return api.message.image(to, { upload: uploadOf(body) }, body.text);
      case "file":
        return api.message.file(to, uploadOf(body));
      case "choices":
        return api.message.choices(
          to,
          body.text,
          body.choices.map(({ data, label }) => ({ title: label, payload: payloadOf(data, label) })),
        );
    }
  };

  /** Asks a person by template to write, once per closed window; the messages wait all the same. */
  const ask = async (thread: ThreadId, to: To, now: Instant): Promise<string> => {
    if (nudge === undefined || !("userId" in to)) return "window";
    if ((await windows.load(thread))?.nudged !== undefined) return "window, asked before";
    if (templateTags[nudge.tag].daytime && !isDaytime(now)) return "window, night";
    const answer = await api.template.toUser(to.userId, nudge.template, nudge.fields);
    if (!answer.ok) return `window, template ${answer.fault.code ?? answer.fault.message}`;
    await windows.nudged(thread, now);
    return "window, asked";
  };

  const send = async (call: Call): Promise<Delivery> => {
    const to = toOf(threadId(call.thread));
    const body = Body.safeParse(call.body);
    if (to === undefined || !body.success) return { kind: "refused", why: "body" };
    const now = clock.now();
    const window = await windows.load(call.thread);
    if (window !== undefined && window.at > 0 && windowAt(window.at, now) === "closed")
      return { kind: "held", why: await ask(call.thread, to, now) };
    const answer = await say(to, body.data);
    if (answer.ok) return { kind: "sent", ref: answer.value.messageId };
    if (answer.fault.advice === "window")
      return { kind: "held", why: `${await ask(call.thread, to, now)} ${answer.fault.code}` };
    return outcomeOf(answer.fault, now);
  };

  return { name: "zalo", can, receive, render: renderer(can, clock.now()), send: sentOnce(send) };
}
