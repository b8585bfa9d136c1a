import { describe, expect, it } from "vitest";
import { readUntil, testHttp, thread } from "./support.ts";

const line = (id: string, text: string) => ({ id, at: 1, from: "us", message: { text } }) as const;

async function open(
  http: Awaited<ReturnType<typeof testHttp>>,
  path = "/chat/stream",
  headers: Record<string, string> = {},
) {
  const response = await http.get(path, headers);
  const reader = response.body?.getReader();
  if (!reader) throw new Error("no body");
  return { response, reader, until: (mark: string) => readUntil(reader, (text) => text.includes(mark)) };
}

describe("the stream of lines", () => {
  it("shows what is there, then each line as it comes", async () => {
    const http = await testHttp();
    await http.post({ id: "m1", text: "alo" });
    const { response, until, reader } = await open(http);
    expect(response.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
    const past = await until("event: ready");
    expect(past).toContain('id: 0\ndata: {"id":"m1"');
    expect(past).not.toContain(thread);
    await http.transcript.add(thread, line("r1", "Chào bà con!"));
    expect(await until("r1")).toMatch(/^id: 1\ndata: .*Chào bà con!.*\n\n$/);
    await reader.cancel();
    expect(http.transcript.watchers()).toBe(0);
  });

  it("goes on after the last line a browser has", async () => {
    const http = await testHttp();
    for (const id of ["a", "b", "c", "d"]) await http.transcript.add(thread, line(id, id));
    const resumed = await open(http, "/chat/stream?from=0", { "last-event-id": "1" });
    const text = await resumed.until("event: ready");
    expect(text.match(/^id: \d+/gm)).toEqual(["id: 2", "id: 3"]);
    const asked = await open(http, "/chat/stream?from=3");
    expect((await asked.until("event: ready")).match(/^id: \d+/gm)).toEqual(["id: 3"]);
    await resumed.reader.cancel();
    await asked.reader.cancel();
  });

  it("begins anew when the conversation was deleted", async () => {
    const http = await testHttp();
    await http.transcript.add(thread, line("a", "a"));
    const { until, reader } = await open(http);
    await until("event: ready");
    http.transcript.forget(thread);
    await http.transcript.add(thread, line("b", "b"));
    expect(await until('"b"')).toMatch(/^event: reset\ndata: 0\n\n(id: 0|$)/);
    await reader.cancel();
    const late = await open(http, "/chat/stream?from=9");
    expect(await late.until("event: ready")).toContain("event: reset");
    await late.reader.cancel();
  });

  it("gives signs of life", async () => {
    const http = await testHttp({ beat: 5 });
    const { until, reader } = await open(http);
    await until(": .\n\n");
    await reader.cancel();
  });

  it("ends when the program stops, and for the oldest when too many are open", async () => {
    const stop = new AbortController();
    const http = await testHttp({ stop: stop.signal });
    const streams = [];
    for (let n = 0; n < 4; n += 1) {
      const opened = await open(http);
      await opened.until("event: ready");
      streams.push(opened);
    }
    expect(await streams[0]?.until("[never]")).toContain("event: elsewhere");
    stop.abort();
    for (const { until } of streams.slice(1)) expect(await until("[never]")).toBe("[end]");
    expect(http.transcript.watchers()).toBe(0);
    expect((await http.get("/chat/stream")).status).toBe(503);
  });

  it("needs the page's cookie", async () => {
    const http = await testHttp();
    expect((await http.get("/chat/stream", { cookie: "" })).status).toBe(401);
  });
});
