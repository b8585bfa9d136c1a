import { threadOf } from "../../src/channels/web/cookie.ts";
import { describe, expect, it } from "vitest";
import { webChannel } from "../../src/channels/web/channel.ts";
import { threadId } from "../../src/domain/ids.ts";
import { channelConformance } from "../conformance/channel.ts";
import { memoryFiles, memoryTranscript } from "../http/support.ts";

const headers = { cookie: "other=1; chat=abc", "content-type": "application/json" };
const raw = (body: unknown) => ({ headers, body: new TextEncoder().encode(JSON.stringify(body)) });
const thread = threadOf("chat=abc") ?? threadId("none");

function open() {
  const transcript = memoryTranscript();
  const channel = webChannel({ transcript, clock: { now: () => 5 }, files: memoryFiles() });
  return { channel, transcript };
}

channelConformance("web", () => ({
  ...open(),
  thread,
  delivery: raw({ id: "m1", text: "alo" }),
  unknown: [raw({ id: "m1", sticker: 1 }), raw({ id: "m2", text: 7 }), raw({ id: "m3", tap: {} })],
  headers: () => headers,
}));

describe("the web channel", () => {
  it("writes what is sent into the transcript, once", async () => {
    const { channel, transcript } = open();
    const message = { text: "Ai đứng tên?", choices: [{ data: "coop", label: "Hợp tác xã" }] };
    const calls = channel.render(message, thread, "row1");
    for (const call of [...calls, ...calls])
      expect(await channel.send(call)).toEqual({ kind: "sent", ref: "row1" });
    expect(await transcript.read(thread, 0)).toEqual([{ id: "row1", at: 5, from: "us", message }]);
  });

  it("knows a damaged delivery again by its bytes when it names no id", async () => {
    const { channel } = open();
    const body = Uint8Array.from([0xff, 0xfe, 0x00]);
    const [first] = (await channel.receive({ headers, body })).events;
    const [second] = (await channel.receive({ headers, body })).events;
    expect(first).toMatchObject({ deed: { kind: "unreadable", why: "bytes" } });
    expect(second?.id).toBe(first?.id);
  });
});
