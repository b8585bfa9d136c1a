import { z } from "zod";
import type { Message } from "../../domain/message.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Files } from "../../ports/files.ts";
import type { Transcript } from "../../ports/transcript.ts";
import type { Call, Capability, Channel, Delivery, Raw, Received } from "../contract.ts";
import { fit } from "../fit.ts";
import { threadOf } from "./cookie.ts";
import { readPost } from "./read.ts";

const can: Capability = { text: 4000, buttons: 7, label: 60, files: true, archives: true };

const Shown = z.object({
  text: z.string(),
  choices: z.array(z.object({ data: z.string(), label: z.string() })).optional(),
  file: z.object({ hash: z.string(), name: z.string(), mime: z.string(), size: z.number() }).optional(),
});

const shown = ({ text, choices, file }: z.infer<typeof Shown>): Message => ({
  text,
  ...(choices ? { choices } : {}),
  ...(file ? { file } : {}),
});

type Ports = { readonly transcript: Transcript; readonly clock: Clock; readonly files: Files };

/** The chat page: what people do comes as posts of the page, what we say is written into its transcript. */
export function webChannel({ transcript, clock, files }: Ports): Channel {
  const receive = async (raw: Raw): Promise<Received> => {
    const thread = threadOf(raw.headers["cookie"]);
    if (!thread) return { verdict: "unsigned", events: [], reply: { status: 401 } };
    const read = await readPost(raw.headers, raw.body, files);
    if (!read) return { verdict: "unreadable", events: [], reply: { status: 400 } };
    const event = { id: `${thread}:${read.id}`, thread, at: clock.now(), deed: read.deed };
    return { verdict: "read", events: [event], reply: { status: 204 } };
  };

  const render: Channel["render"] = (message, thread, id) => {
    const parts = fit(message, can);
    // One part keeps the row's id; more parts need one each, since the transcript keeps one line an id.
    const name = (index: number): string => (parts.length === 1 ? id : `${id}.${index + 1}`);
    return parts.map((body, index) => ({ id: name(index), thread, method: "add", body }));
  };

  const send = async (call: Call): Promise<Delivery> => {
    const message = Shown.safeParse(call.body);
    if (!message.success) return { kind: "refused", why: "body" };
    await transcript.add(call.thread, {
      id: call.id,
      at: clock.now(),
      from: "us",
      message: shown(message.data),
    });
    return { kind: "sent", ref: call.id };
  };

  return { name: "web", can, receive, render, send };
}
