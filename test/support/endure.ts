import { type App, app, type Ports } from "../../src/app.ts";
import type { Channel } from "../../src/channels/contract.ts";
import { webChannel } from "../../src/channels/web/channel.ts";
import type { Setting } from "../../src/dialogue/scene.ts";
import type { Deed, Event } from "../../src/domain/event.ts";
import { threadId } from "../../src/domain/ids.ts";
import { instantOf, minutes, seconds } from "../../src/domain/instant.ts";
import type { Message } from "../../src/domain/message.ts";
import type { Ids } from "../../src/ports/ids.ts";
import type { Line } from "../../src/ports/transcript.ts";
import type { Store } from "../../src/store/contract.ts";
import { storeTranscript } from "../../src/store/transcript.ts";
import { memoryFiles } from "../../src/tools/rehearsal.ts";
import { leftBehind, linesOf } from "./left-behind.ts";
import type { Life } from "./mortal-store.ts";

export const start = instantOf("2021-03-15 08:00");
/** A lease is 30 seconds. */
export const pastLease = seconds(31);

/** One of each kind: whatever is made twice meets its own name. */
const sameIds: Ids = { next: (kind) => `${kind}-only` };

export type Sent = { readonly id: string; readonly text: string };

/** A conversation with about everything in it that changes a dossier. */
export const conversation: readonly Deed[] = [
  { kind: "text", text: "alo" },
  { kind: "text", text: "đăng ký tinh dầu quế Nậm Đét" },
  { kind: "tap", data: "p:yes", label: "Đồng ý" },
  { kind: "tap", data: "a:owner:coop", label: "Hợp tác xã" },
  { kind: "text", text: "HTX Quế Nậm Đét" },
  { kind: "tap", data: "a:status:existing", label: "Đã làm và bán" },
  { kind: "tap", data: "e:ownerName", label: "tên cơ sở" },
  { kind: "text", text: "HTX Quế hữu cơ Bắc Hà" },
  { kind: "tap", data: "p:yes", label: "Đúng" },
  { kind: "text", text: "nộp hồ sơ này thì mất bao nhiêu tiền?" },
  {
    kind: "file",
    file: { hash: "giay", name: "giay.jpg", mime: "image/jpeg", size: 9 },
    text: "giấy đăng ký kinh doanh",
  },
  { kind: "text", text: "để sau" },
  { kind: "text", text: "hoàn tác" },
  { kind: "text", text: "dữ liệu của tôi" },
];

const shownFor = (deed: Event["deed"]): Message =>
  deed.kind === "text"
    ? { text: deed.text }
    : deed.kind === "tap"
      ? { text: deed.label }
      : { text: deed.kind };

/** The person's line on the page for an event. */
export const ownLine = (event: Event): Line => ({
  id: event.id,
  at: event.at,
  from: "them",
  message: shownFor(event.deed),
});

/** The web channel over a store's transcript, and everything it was asked to send. */
export function recordedWeb(store: Store, clock: { now: () => number }, sent: Sent[]): Channel {
  const web = webChannel({ transcript: storeTranscript(store, clock), clock, files: memoryFiles() });
  return {
    ...web,
    send: (call) => {
      sent.push({ id: call.id, text: JSON.stringify(call.body) });
      return web.send(call);
    },
  };
}

export type Endured = Awaited<ReturnType<typeof leftBehind>> & {
  readonly sent: readonly Sent[];
  readonly lives: number;
};

/**
 * Plays the conversation while the program dies and is born again. A delivery that was not taken comes again under the
 * same id, as platforms do it. `seen` looks at the store from outside, so nothing that fails here counts as a call.
 */
export async function endure(wanted: {
  readonly setting: Setting;
  readonly seen: Store;
  readonly born: () => Life;
  readonly before?: (step: number) => void;
  readonly pause?: () => Promise<unknown>;
  /** What else the program is given: whoever reads papers, and where they lie. */
  readonly more?: Partial<Pick<Ports, "files" | "readProof">>;
}): Promise<Endured> {
  const { setting, seen, born, before, pause, more = {} } = wanted;
  const thread = threadId("web:1");
  const sent: Sent[] = [];
  let now = start;
  const clock = { now: () => now };
  let lives = 0;
  const live = (): { readonly life: Life; readonly app: App } => {
    const life = born();
    lives += 1;
    const channels = { web: recordedWeb(life.store, clock, sent) };
    const ports = {
      store: life.store,
      clock,
      ids: sameIds,
      files: memoryFiles(),
      log: () => undefined,
      channels,
      ...more,
    };
    return { life, app: app(ports, setting) };
  };
  let current = live();

  for (const [step, deed] of conversation.entries()) {
    now += minutes(1);
    const event: Event = { id: `web:1:m${step + 1}`, thread, at: now, deed };
    before?.(step);
    const answered = async (): Promise<boolean> =>
      (await linesOf(seen, thread)).some((line) => line.id.startsWith(`${event.id}:`));
    let taken = false;
    for (let round = 1; ; round += 1) {
      if (round > 300) throw new Error(`no answer to step ${step + 1} after ${round} rounds`);
      taken ||= await current.app.receive(event, ownLine(event)).then(
        () => true,
        () => false,
      );
      current.app.wake();
      await current.app.settle();
      if (current.life.over()) {
        await current.app.stop();
        current = live();
      } else if (taken && (await answered().catch(() => false))) break;
      now += pastLease;
      await pause?.();
    }
  }
  // Whatever is still held after the last answer is let go of.
  for (let round = 0; round < 3; round += 1) {
    now += pastLease;
    current.app.wake();
    await current.app.settle();
    if (current.life.over()) current = live();
  }
  await current.app.stop();
  return { ...(await leftBehind(seen, thread, now)), sent, lives };
}
