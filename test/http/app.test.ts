import { describe, expect, it } from "vitest";
import type { Channel, Raw } from "../../src/channels/contract.ts";
import { threadId } from "../../src/domain/ids.ts";
import { testHttp, words } from "./support.ts";

const event = {
  id: "telegram:1",
  thread: threadId("telegram:1"),
  at: 1,
  deed: { kind: "text", text: "a" },
} as const;

const telegram = (seen: Raw[]): Channel => ({
  name: "telegram",
  can: { text: 10, buttons: 0, label: 10, files: false },
  receive: async (raw) => {
    seen.push(raw);
    return raw.headers["x-secret"] === "yes"
      ? { verdict: "read", events: [event], reply: { status: 200 } }
      : { verdict: "unsigned", events: [], reply: { status: 401 } };
  },
  render: () => [],
  send: async () => ({ kind: "sent" }),
});

describe("the page", () => {
  it("gives a new browser its thread and leaves a known one", async () => {
    const http = await testHttp({ publicUrl: "https://ocop.example" });
    const fresh = await http.app.request("/");
    expect(fresh.headers.get("set-cookie")).toBe(
      "chat=web-1; Path=/; Max-Age=34560000; HttpOnly; SameSite=Lax; Secure",
    );
    expect(await fresh.text()).toContain("<title>Trợ lý OCOP Bắc Hà</title>");
    expect((await http.get("/")).headers.get("set-cookie")).toMatch(/^chat=abc;/);
  });

  it("is not sent twice, and runs no script but its own", async () => {
    const http = await testHttp();
    for (const path of ["/", "/chat/page.js", "/chat/page.css", "/chat/icon.svg"]) {
      const first = await http.get(path);
      expect(first.status).toBe(200);
      expect(first.headers.get("content-security-policy")).toContain("script-src 'self'");
      expect(first.headers.get("x-content-type-options")).toBe("nosniff");
      const again = await http.get(path, { "if-none-match": first.headers.get("etag") ?? "" });
      expect(again.status).toBe(304);
    }
    expect(await (await http.get("/")).text()).not.toMatch(/<script(?![^>]*src=)|\son\w+=|style=/);
  });

  it("answers in Vietnamese where nothing is", async () => {
    const http = await testHttp();
    const answer = await http.get("/nothing");
    expect([answer.status, await answer.text()]).toEqual([404, words.notFound]);
  });
});

describe("health", () => {
  it("says that the process runs and what it lacks", async () => {
    const well = await testHttp();
    expect(await (await well.get("/healthz")).text()).toBe("ok");
    expect((await well.get("/readyz")).status).toBe(200);
    const ill = await testHttp({ health: async () => ["store-away", "tick-late"] });
    const answer = await ill.get("/readyz");
    expect([answer.status, await answer.text()]).toEqual([503, "store-away\ntick-late"]);
    const broken = await testHttp({ health: () => Promise.reject(new Error("x")) });
    const said = await broken.get("/readyz");
    expect([said.status, await said.text()]).toEqual([503, "health"]);
    expect((await ill.get("/healthz")).status).toBe(200);
  });
});

describe("a webhook", () => {
  it("hands the raw bytes to its channel and takes what it reads", async () => {
    const seen: Raw[] = [];
    const http = await testHttp({ others: [telegram(seen)] });
    const body = Uint8Array.from([1, 255, 0]);
    expect((await http.post(body, { "X-Secret": "yes" }, "/webhooks/telegram")).status).toBe(200);
    expect(seen[0]?.body).toEqual(body);
    expect(http.events).toEqual([event]);
  });

  it("takes nothing unsigned, nothing huge and nothing for a channel that is not there", async () => {
    const seen: Raw[] = [];
    const http = await testHttp({ others: [telegram(seen)] });
    expect((await http.post("{}", {}, "/webhooks/telegram")).status).toBe(401);
    expect((await http.post("a".repeat(1_048_577), { "x-secret": "yes" }, "/webhooks/telegram")).status).toBe(
      200,
    );
    for (const name of ["zalo", "web", "terminal", "constructor"])
      expect((await http.post("{}", {}, `/webhooks/${name}`)).status).toBe(404);
    expect(http.events).toEqual([]);
    expect(http.log).toEqual([
      { what: "webhook", channel: "telegram", code: "unsigned" },
      { what: "webhook", channel: "telegram", code: "body-size" },
    ]);
  });

  it("is not acknowledged when the event could not be kept", async () => {
    const http = await testHttp({
      others: [telegram([])],
      receive: () => Promise.reject(new Error("store")),
    });
    expect((await http.post("{}", { "x-secret": "yes" }, "/webhooks/telegram")).status).toBe(500);
  });
});
