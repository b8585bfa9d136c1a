import { describe, expect, it } from "vitest";
import { terminalChannel } from "../../src/channels/terminal/channel.ts";
import { threadId } from "../../src/domain/ids.ts";
import { channelConformance } from "../conformance/channel.ts";

const thread = threadId("terminal:1");
const line = (text: string, headers: Readonly<Record<string, string>> = { id: "1" }) => ({
  headers,
  body: new TextEncoder().encode(text),
});

channelConformance("terminal", () => ({
  channel: terminalChannel(() => undefined, { now: () => 5 }),
  thread,
  delivery: line("alo"),
  unknown: [line("không có tên", {})],
  headers: () => ({ id: "1" }),
}));

describe("the terminal channel", () => {
  it("numbers the choices under the text", async () => {
    const heard: string[] = [];
    const channel = terminalChannel((text) => void heard.push(text), { now: () => 5 });
    const message = { text: "Ai đứng tên?", choices: [{ data: "a", label: "Hợp tác xã" }] };
    for (const call of channel.render(message, thread, "row")) await channel.send(call);
    expect(heard).toEqual(["Ai đứng tên?\n1. Hợp tác xã"]);
  });
});
