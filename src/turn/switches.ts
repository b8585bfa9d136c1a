import type { Channel, ChannelName, Delivery } from "../channels/contract.ts";
import { seconds } from "../domain/instant.ts";
import { switchesKey } from "../domain/keys.ts";
import {
  isSwitch,
  type Off,
  readSwitches,
  switched,
  type SwitchName,
  type Switches,
  writtenSwitches,
} from "../operation/switch.ts";
import type { Clock } from "../ports/clock.ts";
import type { Store, Versioned } from "../store/contract.ts";
import { mask } from "../text/mask.ts";
import { auditLine } from "./roles.ts";

/**
 * What is switched off, as this process knows it: every turn tells what it loaded, and with each look for work it is
 * looked at anew, so that nothing that acts has to ask the store.
 */
export type Switchboard = {
  readonly isOff: (name: SwitchName) => boolean;
  readonly see: (found: Versioned | undefined) => void;
  readonly look: () => Promise<void>;
};

export function switchboard({ load }: Pick<Store, "load">): Switchboard {
  let off: Switches = {};
  let version = 0;
  const see = (found: Versioned | undefined): void => {
    // Two that were loaded at once may come in the wrong order.
    if (found === undefined || found.version <= version) return;
    version = found.version;
    off = readSwitches(found.text);
  };
  return {
    isOff: (name) => off[name] !== undefined,
    see,
    look: async () => see((await load([switchesKey]))[0]),
  };
}

/** What is switched off now, for whoever runs once and ends. */
export const loadSwitches = async ({ load }: Pick<Store, "load">): Promise<Switches> =>
  readSwitches((await load([switchesKey]))[0]?.text);

/** How often turning one is tried again because others turned some. */
const mostStale = 5;

/** Turns a switch from outside a chat, with its line in the audit log; false: it stood so already. */
export async function turnSwitch(
  store: Pick<Store, "load" | "commit">,
  name: SwitchName,
  off: Off | { readonly at: number; readonly by: string },
): Promise<boolean> {
  for (let tries = 0; tries < mostStale; tries += 1) {
    const [found] = await store.load([switchesKey]);
    const before = readSwitches(found?.text);
    const turned = "reason" in off ? { ...off, reason: mask(off.reason) } : undefined;
    if (turned === undefined && before[name] === undefined) return false;
    const text = writtenSwitches(switched(before, name, turned));
    const committed = await store.commit({
      now: off.at,
      expect: [{ key: switchesKey, version: found?.version ?? 0 }],
      put: [{ key: switchesKey, text }],
      append: [
        auditLine(
          off.at,
          off.by,
          turned === undefined ? "switched-on" : "switched-off",
          turned === undefined ? name : `${name}: ${turned.reason}`,
        ),
      ],
    });
    if (committed === "done") return true;
  }
  throw new Error(`The switches were changed by others ${mostStale} times`);
}

/** Sending that is switched off is tried again after so long. */
const sendsAgain = seconds(10);

/** A channel that sends nothing while its sending is switched off: messages keep their place in line. */
function obeying(channel: Channel, { isOff }: Switchboard, clock: Clock): Channel {
  const name = `${channel.name}-sending`;
  if (!isSwitch(name)) return channel;
  return {
    ...channel,
    send: (call) =>
      isOff(name)
        ? Promise.resolve<Delivery>({ kind: "later", at: clock.now() + sendsAgain, why: "switched-off" })
        : channel.send(call),
  };
}

/** All channels, so that each looks at its switch before it sends. */
export const allObeying = (
  channels: Partial<Readonly<Record<ChannelName, Channel>>>,
  switches: Switchboard,
  clock: Clock,
): Partial<Readonly<Record<ChannelName, Channel>>> =>
  Object.fromEntries(
    Object.entries(channels).map(([name, channel]) => [name, obeying(channel, switches, clock)]),
  );
