import { z } from "zod";

/** Jobs that can be switched off one by one, while everything else goes on. */
export const switchNames = [
  "announcements",
  "reminders",
  "model",
  "escalation",
  "alarms",
  "retention",
  "documents",
  "uploads",
  "zalo-sending",
  "telegram-sending",
  "registering",
] as const;
export type SwitchName = (typeof switchNames)[number];

export const isSwitch = (name: string): name is SwitchName => switchNames.some((one) => one === name);

const offSchema = z.object({ at: z.number(), by: z.string(), reason: z.string() });
const switchesSchema = z.object({ schema: z.literal(1), off: z.record(z.string(), offSchema) });

/** Since when, by whom and why a job is off. */
export type Off = z.infer<typeof offSchema>;

/** What is switched off. */
export type Switches = Readonly<Partial<Record<SwitchName, Off>>>;

/** A reason is a line, no longer than this. */
export const longestReason = 200;

export function readSwitches(text: string | undefined): Switches {
  if (text === undefined) return {};
  const { off } = switchesSchema.parse(JSON.parse(text));
  return Object.fromEntries(Object.entries(off).filter(([name]) => isSwitch(name)));
}

export const writtenSwitches = (off: Switches): string => JSON.stringify({ schema: 1, off });

/** The switches with one of them turned; `off` undefined turns it on. */
export const switched = (before: Switches, name: SwitchName, off: Off | undefined): Switches => {
  const { [name]: _, ...others } = before;
  return off === undefined ? others : { ...others, [name]: off };
};
