import type { Deed } from "../../domain/event.ts";
import { threadId } from "../../domain/ids.ts";
import type { Message } from "../../domain/message.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Channel } from "../contract.ts";

/** How a message looks where there is only text: choices are numbered under it. */
const asText = (message: Message): string =>
  [
    message.text,
    ...(message.choices ?? []).map((choice, at) => `${at + 1}. ${choice.label}`),
    ...(message.file ? [`[tệp: ${message.file.name}]`] : []),
  ].join("\n");

/** The thread of a conversation in the terminal, where a delivery names none. */
const alone = "terminal:1";

/** A conversation in the terminal: a delivery is one typed line, named by the headers `id` and `thread`; `write` gets each message. */
export function terminalChannel(
  write: (text: string, id: string, thread: string) => void,
  clock: Clock,
): Channel {
  return {
    name: "terminal",
    can: { text: 100_000, buttons: 0, label: 200, files: true, archives: true },
    receive: ({ headers, body }) => {
      const id = headers["id"];
      if (id === undefined)
        return Promise.resolve({ verdict: "ignored", events: [], reply: { status: 204 } });
      const thread = threadId(headers["thread"] ?? alone);
      const event = { id: `${thread}:${id}`, thread, at: clock.now(), deed: deedIn(body) };
      return Promise.resolve({ verdict: "read", events: [event], reply: { status: 204 } });
    },
    render: (message, thread, id) => [{ id, thread, method: "write", body: asText(message) }],
    send: (call) => {
      if (typeof call.body !== "string") return Promise.resolve({ kind: "refused", why: "body" });
      write(call.body, call.id, call.thread);
      return Promise.resolve({ kind: "sent" });
    },
  };
}

function deedIn(body: Uint8Array): Deed {
  try {
    return { kind: "text", text: new TextDecoder("utf-8", { fatal: true }).decode(body) };
  } catch {
    return { kind: "unreadable", why: "bytes" };
  }
}
