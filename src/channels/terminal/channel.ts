import type { Message } from "../../domain/message.ts";
import type { Channel } from "../contract.ts";

/** How a message looks where there is only text: choices are numbered under it. */
const asText = (message: Message): string =>
  [
    message.text,
    ...(message.choices ?? []).map((choice, at) => `${at + 1}. ${choice.label}`),
    ...(message.file ? [`[tệp: ${message.file.name}]`] : []),
  ].join("\n");

/** A conversation in the terminal: `write` gets each message; typed lines are events made by the tool that reads them. */
export function terminalChannel(write: (text: string, id: string) => void): Channel {
  return {
    name: "terminal",
    can: { text: 100_000, buttons: 0, label: 200, files: true },
    receive: () => Promise.resolve({ verdict: "ignored", events: [], reply: { status: 404 } }),
    render: (message, thread, id) => [{ id, thread, method: "write", body: asText(message) }],
    send: (call) => {
      write(String(call.body), call.id);
      return Promise.resolve({ kind: "sent" });
    },
  };
}
