import { Counter, Gauge, Histogram, Registry } from "prom-client";
import { type Condition, laneNames } from "../operation/condition.ts";
import { jobNames } from "../operation/job.ts";
import { switchNames } from "../operation/switch.ts";
import type { Log } from "../ports/log.ts";
import type { OfProcess } from "../ports/surroundings.ts";

export type Figures = {
  /** Counts what a line of the log tells. */
  readonly hear: Log;
  /** All figures as Prometheus reads them. */
  readonly text: () => Promise<string>;
};

type Wanted = {
  readonly version: string;
  readonly programme: string;
  /** What stands in the store; undefined where it did not answer in time. */
  readonly look: () => Promise<Condition | undefined>;
  /** Lanes that have not looked for work for too long. */
  readonly late: () => readonly string[];
  readonly process?: OfProcess | undefined;
};

type Line = Parameters<Log>[0];
type Told = Line[string] | undefined;

const channels: readonly unknown[] = ["web", "telegram", "zalo", "terminal"];
const outcomes: readonly unknown[] = ["failed", "stale", "stuck"];
const short = /^[A-Za-z][A-Za-z0-9-]{0,39}$/u;
const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** A code as a label: whatever is none becomes "other", so that nothing personal gets in. */
const code = (value: Told): string => (typeof value === "string" && short.test(value) ? value : "other");
const known = (channel: Told): string => (channels.includes(channel) ? String(channel) : "other");
/** A thread's name begins with its channel's. */
const channelOf = (thread: Told): string => known(String(thread).split(":")[0]);
const inSeconds = (ms: Told): number | undefined => (typeof ms === "number" ? ms / 1000 : undefined);

/** Counters out of the log's lines, and gauges out of a look at the store at the time of asking. */
export function figures({ version, programme, look, late, process }: Wanted): Figures {
  const registry = new Registry();
  const count = counters(registry);
  const show = gauges(registry, late, process);
  gauge(registry, "build_info", "Which program this is", ["version", "programme"]).set(
    { version, programme },
    1,
  );
  let asked: Promise<string> | undefined;
  const text = async (): Promise<string> => {
    show(await look().catch(() => undefined));
    return registry.metrics();
  };
  return {
    hear: count,
    // Several that ask at once share one look at the store.
    text: () =>
      (asked ??= text().finally(() => {
        asked = undefined;
      })),
  };
}

const gauge = (
  registry: Registry,
  name: string,
  help: string,
  labelNames: readonly string[] = [],
): Gauge<string> =>
  new Gauge({ name: `ocop_${name}`, help, labelNames: [...labelNames], registers: [registry] });

function counters(registry: Registry): Log {
  const registers = [registry];
  const counter = (name: string, help: string, labelNames: string[] = []): Counter<string> =>
    new Counter({ name: `ocop_${name}`, help, labelNames, registers });
  const histogram = (name: string, help: string, labelNames: string[]): Histogram<string> =>
    new Histogram({ name: `ocop_${name}`, help, labelNames, buckets, registers });
  const turns = counter("turns_total", "Events that were decided on", ["channel", "outcome"]);
  const turnTime = histogram("turn_seconds", "From taking an event in hand to its commit", ["channel"]);
  const deliveries = counter("deliveries_total", "Messages handed to a channel", ["channel", "outcome"]);
  const replyTime = histogram("reply_seconds", "From a delivery to sending what answers it", ["channel"]);
  const announced = counter("announced_total", "Messages of announcements", ["outcome"]);
  const refused = counter("webhooks_refused_total", "Deliveries not believed or not read", [
    "channel",
    "why",
  ]);
  const calls = counter("model_calls_total", "Calls of the language model", ["call", "outcome"]);
  const callTime = histogram("model_seconds", "How long the language model took", ["call"]);
  const tokens = counter("model_tokens_total", "Tokens to and from the language model", ["way"]);
  const faults = counter("store_errors_total", "Calls that the store did not answer", ["call"]);
  const away = counter("store_away_seconds_total", "How long the store was away, counted on its return");
  const http = counter("http_errors_total", "Requests that ended in an error of ours");
  const lanes = counter("lane_faults_total", "Works of a lane that ended in an error", ["fault"]);
  const zalo = counter("zalo_token_faults_total", "What went wrong with the Zalo tokens", ["kind"]);
  return (line) => {
    const took = inSeconds(line["ms"]);
    switch (line["what"]) {
      case "turn": {
        const channel = channelOf(line["thread"]);
        turns.inc({ channel, outcome: outcomes.includes(line["code"]) ? code(line["code"]) : "done" });
        if (took !== undefined) turnTime.observe({ channel }, took);
        return;
      }
      case "send": {
        const channel = known(line["channel"]);
        deliveries.inc({ channel, outcome: code(line["code"]) });
        if (took !== undefined) replyTime.observe({ channel }, took);
        return;
      }
      case "broadcast":
        if (typeof line["row"] === "number") announced.inc({ outcome: code(line["code"]) });
        return;
      case "webhook":
        return refused.inc({ channel: known(line["channel"]), why: code(line["code"]) });
      case "model": {
        const call = code(line["call"]);
        calls.inc({ call, outcome: code(line["code"]) });
        if (took !== undefined) callTime.observe({ call }, took);
        for (const way of ["sent", "received"]) {
          const many = line[way];
          if (typeof many === "number") tokens.inc({ way }, many);
        }
        return;
      }
      case "store":
        if (line["code"] === "fault") faults.inc({ call: code(line["call"]) });
        else if (took !== undefined) away.inc(took);
        return;
      case "http-error":
        return http.inc();
      case "lane":
        return lanes.inc({ fault: code(line["fault"]) });
      case "zalo-token":
        return zalo.inc({ kind: code(line["code"]) });
      default:
        return;
    }
  };
}

function gauges(
  registry: Registry,
  late: () => readonly string[],
  process: OfProcess | undefined,
): (seen: Condition | undefined) => void {
  const registers = [registry];
  const one = (name: string, help: string) => gauge(registry, name, help);
  const up = one("store_up", "Whether the store answered in time when these figures were asked for");
  const tick = one("tick_late", "Lanes that have not looked for work for too long");
  const groups = gauge(registry, "queue_length", "Groups of a lane that could be taken, at most 1000", [
    "lane",
  ]);
  const age = gauge(registry, "queue_age_seconds", "How long the first of them has waited", ["lane"]);
  const off = gauge(registry, "switched_off", "1: the job is switched off", ["job"]);
  const jobAt = gauge(registry, "job_last_timestamp_seconds", "When a job last ran", ["job"]);
  const jobOk = gauge(registry, "job_last_ok", "1: its last run went well", ["job"]);
  const named = {
    stuck: one("stuck", "Events and messages set aside after failing, at most 1000"),
    held: one("held_chats", "Chats whose messages wait for their person to write, at most 1000"),
    doubt: one("announcements_in_doubt", "Recipients of the 20 latest announcements of whom nobody knows"),
    unread: one("unread_words", "Words that nobody could read and that were kept, at most 1000"),
    inquiries: one("inquiries_open", "Questions that an office has not answered, at most 1000"),
  } as const;
  const quota = one("zalo_quota_remaining", "Messages that the Zalo package still pays for");
  const quotaOf = one("zalo_quota_size", "Messages that the Zalo package pays for");
  const good = one("zalo_token_good", "1: the Zalo tokens can be used or refreshed");
  const tokenAge = one("zalo_token_age_seconds", "Since when there is the present pair of Zalo tokens");
  const tokenLeft = one("zalo_token_left_seconds", "Until the end of the present Zalo refresh token");
  const free = one("disk_free_bytes", "Free bytes where DATA_DIR lies");
  const total = one("disk_total_bytes", "All bytes where DATA_DIR lies");
  const resident = new Gauge({ name: "process_resident_memory_bytes", help: "Memory in use", registers });
  const heap = one("heap_used_bytes", "Memory in use by the program's objects");
  const begun = new Gauge({ name: "process_start_time_seconds", help: "When it started", registers });

  /** What is not known is no number: nothing is above or below it. */
  const set = (figure: Gauge<string>, value: number | undefined): void => figure.set(value ?? NaN);
  return (seen) => {
    const own = process?.();
    set(resident, own?.residentBytes);
    set(heap, own?.heapBytes);
    set(begun, own && own.startedAt / 1000);
    set(up, seen === undefined ? 0 : 1);
    set(tick, late().length);
    for (const name of ["stuck", "held", "doubt", "unread", "inquiries"] as const)
      set(named[name], seen?.[name]);
    for (const lane of laneNames) {
      groups.set({ lane }, seen?.lanes[lane].groups ?? NaN);
      age.set({ lane }, seen === undefined ? NaN : seen.lanes[lane].age / 1000);
    }
    for (const job of switchNames)
      off.set({ job }, seen === undefined ? NaN : seen.switches[job] === undefined ? 0 : 1);
    for (const job of jobNames) {
      const last = seen?.jobs[job];
      jobAt.set({ job }, last === undefined ? NaN : last.at / 1000);
      jobOk.set({ job }, last === undefined ? NaN : last.ok ? 1 : 0);
    }
    const { zalo, disk } = seen ?? {};
    set(good, zalo && (zalo.token === "good" ? 1 : 0));
    set(tokenAge, seen && zalo?.since && (seen.at - zalo.since) / 1000);
    set(tokenLeft, seen && zalo?.until && (zalo.until - seen.at) / 1000);
    set(quota, zalo?.quota?.remain);
    set(quotaOf, zalo?.quota?.total);
    set(free, disk?.free);
    set(total, disk?.total);
  };
}
