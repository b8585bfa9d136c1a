import { zaloApi } from "zalo-sdk-nodejs";
import { oauth } from "zalo-sdk-nodejs/oauth";
import { type Alarm, tokenKeeper } from "zalo-sdk-nodejs/token-keeper";
import { app } from "../../src/app.ts";
import { readPage } from "../../src/channels/web/page.ts";
import { zaloChannel } from "../../src/channels/zalo/channel.ts";
import { instantOf } from "../../src/domain/instant.ts";
import { httpApp } from "../../src/http/app.ts";
import { httpWords } from "../../src/http/words.ts";
import { readSetting } from "../../src/project.ts";
import { fetchFile } from "../../src/store/fetch-file.ts";
import { guarded } from "../../src/store/guarded.ts";
import { openSqlite } from "../../src/store/sqlite/open.ts";
import { storeTranscript } from "../../src/store/transcript.ts";
import { storeWindows } from "../../src/store/windows.ts";
import { countingIds, memoryFiles } from "../../src/tools/rehearsal.ts";
import { type EmulatorSettings, zaloEmulator } from "./zalo-emulator.ts";
import { wireTo } from "./zalo-wire.ts";

type Wanted = Omit<EmulatorSettings, "clock"> & { readonly useButtons?: boolean; readonly limit?: number };

const settingOnce = readSetting("bac-ha-2021");
const pageOnce = readPage();

/** The whole assistant behind a Zalo account on this machine: its webhook in, its messages out. */
export async function zaloStage(wanted: Wanted = {}) {
  const clock = { at: instantOf("2021-03-15 08:00"), now: () => clock.at };
  const zalo = await zaloEmulator({ ...wanted, clock });
  const setting = await settingOnce;
  const store = await openSqlite({ file: ":memory:", programme: "bac-ha-2021" });
  const files = memoryFiles();
  const log: Readonly<Record<string, unknown>>[] = [];
  const alarms: Alarm[] = [];
  const wire = wireTo(zalo.root, wanted.limit);
  const tokens = tokenKeeper({
    oauth: oauth(wire, { id: zalo.appId, secret: zalo.appSecret }),
    storage: guarded(store, clock, "zalo-tokens"),
    now: clock.now,
    wait: async (ms) => {
      clock.at += ms;
    },
    alarm: (alarm) => alarms.push(alarm),
    link: "https://consent.example",
    seed: zalo.consent(),
  });
  let buttonsRefused = 0;
  const api = zaloApi({
    wire,
    tokens,
    now: clock.now,
    appSecret: zalo.appSecret,
    buttons: wanted.useButtons ?? false,
    onButtonsRefused: () => {
      buttonsRefused += 1;
    },
  });
  const channel = zaloChannel({
    api,
    secrets: { appId: zalo.appId, oaSecret: zalo.oaSecret },
    clock,
    windows: storeWindows(store, clock),
    files,
    log: (line) => log.push(line),
    buttons: wanted.useButtons ?? false,
    nudge: { template: "400001", fields: { ten: "bà con" }, tag: "transaction" },
  });
  const channels = { zalo: channel };
  const fetching = fetchFile({
    files,
    fetch: (address, init) => fetch(address, init),
    hosts: [".zdn.vn"],
    loopback: zalo.root,
  });
  const assistant = app(
    { store, clock, ids: countingIds(), files, log: (line) => log.push(line), fetchFile: fetching, channels },
    setting,
  );
  const http = httpApp({
    channels,
    receive: assistant.receive,
    transcript: storeTranscript(store, clock),
    files,
    clock,
    ids: countingIds(),
    health: async () => [],
    page: await pageOnce,
    words: httpWords(setting.words),
    zaloVerifier: "Ab_c-9",
    log: (line) => log.push(line),
  });
  zalo.sendTo(async (body, headers) => {
    const answer = await http.request("/webhooks/zalo", {
      method: "POST",
      headers,
      body: new Uint8Array(body),
    });
    return answer.status;
  });
  const settle = async (ms = 0): Promise<void> => {
    clock.at += ms;
    await assistant.settle();
  };
  return {
    zalo,
    api,
    tokens,
    store,
    files,
    clock,
    log,
    alarms,
    http,
    settle,
    buttonsRefused: () => buttonsRefused,
    close: async () => {
      await assistant.stop();
      await store.close();
      await zalo.close();
    },
  };
}
