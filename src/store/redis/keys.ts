import { laneIndex } from "../../domain/keys.ts";

/** The names of everything in Redis: one hash tag, so that a commit stays within one slot of a cluster. */
export type Keys = {
  readonly seen: (id: string) => string;
  readonly value: (key: string) => string;
  readonly log: (log: string) => string;
  readonly index: (index: string) => string;
  /** An index as it is read: those of the lanes are what is ready in them. */
  readonly ranked: (index: string) => string;
  readonly works: (lane: string, group: string) => string;
  readonly ready: (lane: string) => string;
  readonly lease: (lane: string) => string;
  readonly bucket: (bucket: string) => string;
  readonly tokens: string;
  /** What goes on with the store as a whole: a dump, or a filling; and the sign of life of whoever fills it. */
  readonly whole: string;
  readonly filler: string;
};

const lanes = laneIndex("");

export const keysOf = (programme: string): Keys => {
  const tag = `{${programme}}:`;
  const ready = (lane: string): string => `${tag}ready:${lane}`;
  const index = (name: string): string => `${tag}index:${name}`;
  return {
    seen: (id) => `${tag}seen:${id}`,
    value: (key) => `${tag}value:${key}`,
    log: (log) => `${tag}log:${log}`,
    index,
    ranked: (name) => (name.startsWith(lanes) ? ready(name.slice(lanes.length)) : index(name)),
    works: (lane, group) => `${tag}works:${lane}:${group}`,
    ready,
    lease: (lane) => `${tag}lease:${lane}`,
    bucket: (bucket) => `${tag}pace:${bucket}`,
    tokens: `${tag}tokens`,
    whole: `${tag}whole`,
    filler: `${tag}filler`,
  };
};

/** What a connection of the program calls itself, so that others can tell that it runs. */
export const clientName = (programme: string): string => `ocop-${programme}`;
