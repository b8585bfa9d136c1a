import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Channel, Raw } from "../../src/channels/contract.ts";
import { fit } from "../../src/channels/fit.ts";
import { threadId, type ThreadId } from "../../src/domain/ids.ts";
import type { Message } from "../../src/domain/message.ts";

/** A channel under test, with examples of its own platform. */
export type ChannelCase = {
  readonly channel: Channel;
  readonly thread: ThreadId;
  /** A delivery that gives at least one event. */
  readonly delivery: Raw;
  /** Well-formed deliveries of kinds the channel does not know. */
  readonly unknown: readonly Raw[];
  /** Headers of a genuine delivery for any body, so that random bytes reach the parser. */
  readonly headers: (body: Uint8Array) => Readonly<Record<string, string>>;
};

const choice = fc.record({
  data: fc.string({ minLength: 1, maxLength: 16 }),
  label: fc.string({ minLength: 1, maxLength: 120, unit: "grapheme" }).filter((label) => label.trim() !== ""),
});

export const anyMessage: fc.Arbitrary<Message> = fc
  .record({
    text: fc.string({ minLength: 1, maxLength: 9000, unit: "grapheme", size: "max" }),
    choices: fc.array(choice, { maxLength: 12 }),
  })
  .map(({ text, choices }) => (choices.length > 0 ? { text, choices } : { text }));

/** Every string inside a value, however deep: where a platform puts a text is its own affair. */
function stringsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}

/** What every channel promises, whatever its platform. */
export function channelConformance(name: string, open: () => ChannelCase | Promise<ChannelCase>): void {
  describe(`${name} as a channel`, () => {
    it("carries any message within its limits and loses no choice", async () => {
      const { channel, thread } = await open();
      fc.assert(
        fc.property(anyMessage, (message) => {
          for (const part of fit(message, channel.can)) {
            expect(part.text.length).toBeLessThanOrEqual(channel.can.text);
            expect(part.choices?.length ?? 0).toBeLessThanOrEqual(channel.can.buttons);
            for (const { label } of part.choices ?? [])
              expect(label.length).toBeLessThanOrEqual(channel.can.label);
          }
          const parts = fit(message, channel.can).flatMap((part, at) =>
            channel.render(part, thread, `row.${at}`),
          );
          const said = stringsIn(parts.map((call) => call.body))
            .join("")
            .replaceAll(/[\s*]/g, "");
          // Asterisks may become bold type.
          for (const { label } of message.choices ?? [])
            expect(said).toContain(label.replaceAll(/[\s*]/g, ""));
          expect(new Set(parts.map((call) => call.id)).size).toBe(parts.length);
          for (const call of parts) expect(call.thread).toBe(thread);
        }),
        { numRuns: 60 },
      );
    });

    it("renders the same message the same way", async () => {
      const { channel, thread } = await open();
      fc.assert(
        fc.property(anyMessage, (message) => {
          expect(channel.render(message, thread, "row")).toEqual(channel.render(message, thread, "row"));
        }),
        { numRuns: 20 },
      );
    });

    it("never throws on bytes nobody expected", async () => {
      const { channel, headers } = await open();
      const bodies = fc.oneof(
        fc.uint8Array({ maxLength: 300 }),
        fc.json().map((text) => new TextEncoder().encode(text)),
      );
      await fc.assert(
        fc.asyncProperty(bodies, async (body) => {
          for (const sent of [headers(body), {}]) {
            const { events, reply } = await channel.receive({ headers: sent, body });
            for (const { deed } of events) expect(["text", "tap", "unreadable"]).toContain(deed.kind);
            expect(reply.status).toBeGreaterThanOrEqual(200);
            expect(reply.status).toBeLessThan(500);
          }
        }),
        { numRuns: 100 },
      );
    });

    it("makes no event of an unknown kind, or one that says so", async () => {
      const { channel, unknown } = await open();
      for (const raw of unknown) {
        const { events, reply } = await channel.receive(raw);
        expect(events.every(({ deed }) => deed.kind === "unreadable")).toBe(true);
        expect(reply.status).toBeLessThan(300);
      }
    });

    it("gives the same delivery the same id", async () => {
      const { channel, delivery } = await open();
      const first = await channel.receive(delivery);
      const second = await channel.receive(delivery);
      expect(first.verdict).toBe("read");
      expect(first.events.length).toBeGreaterThan(0);
      expect(second.events.map(({ id }) => id)).toEqual(first.events.map(({ id }) => id));
    });

    it("answers a send it cannot understand with a value", async () => {
      const { channel } = await open();
      const call = { id: "row", thread: threadId(`${name}:x`), method: "no-such-method", body: 7 };
      expect((await channel.send(call)).kind).not.toBe("sent");
    });
  });
}
