import { once } from "node:events";
import { createServer } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { macOf } from "zalo-sdk-nodejs/webhook";
import { browserPerson } from "../support/browser-person.ts";
import { startNginx } from "../support/nginx.ts";
import { type Program, startProgram } from "../support/program.ts";

const zalo = { appId: "1000200030004000501", secret: "invented-OA-secret-key" };
const mebibyte = 1024 * 1024;

/** A delivery as Zalo would sign it; `size` pads its body to so many bytes. */
async function delivery(text: string, size = 0) {
  const timestamp = String(Date.now());
  const bare = {
    event_name: "user_send_text",
    app_id: zalo.appId,
    sender: { id: "3000400050006000703" },
    recipient: { id: "2000300040005000602" },
    message: { text, msg_id: `m${timestamp}` },
    timestamp,
    user_id_by_app: "4000500060007000804",
    pad: "",
  };
  const pad = ".".repeat(Math.max(0, size - Buffer.byteLength(JSON.stringify(bare))));
  const body = new TextEncoder().encode(JSON.stringify({ ...bare, pad }));
  return { body, mac: await macOf(zalo.appId, body, timestamp, zalo.secret) };
}

describe.skipIf(!process.env["NGINX"])("behind nginx as docs/server has it", () => {
  let program: Program;
  let nginx: Awaited<ReturnType<typeof startNginx>>;
  beforeAll(async () => {
    program = await startProgram({
      ZALO_APP_ID: zalo.appId,
      ZALO_APP_SECRET: "a",
      ZALO_OA_SECRET: zalo.secret,
      ZALO_API_ROOT: "http://127.0.0.1:9",
      ZALO_OAUTH_ROOT: "http://127.0.0.1:9",
    });
    nginx = await startNginx(program.url);
  });
  afterAll(async () => {
    await nginx.stop();
    await program.remove();
  });

  const deliver = async (body: Uint8Array<ArrayBuffer>, signature: string): Promise<number> => {
    const answer = await fetch(`${nginx.url}/webhooks/zalo`, {
      method: "POST",
      headers: { "content-type": "application/json", "X-ZEvent-Signature": signature },
      body,
    });
    await answer.arrayBuffer();
    return answer.status;
  };
  /** Lines of the log since `from`, once there is one that fits. */
  const logged = async (from: number, wanted: RegExp): Promise<string> => {
    while (!wanted.test(program.said().slice(from)))
      await Promise.race([
        once(program.child.stdout ?? program.child, "data"),
        program.ended.then((code) => Promise.reject(new Error(`ended with ${code}`))),
      ]);
    return program.said().slice(from);
  };

  test("a delivery arrives with its signature and its bytes, one of a mebibyte too", async () => {
    for (const size of [0, mebibyte]) {
      const { body, mac } = await delivery("alo", size);
      if (size > 0) expect(body.byteLength).toBe(size);
      const from = program.said().length;
      expect(await deliver(body, `mac=${mac}`)).toBe(200);
      expect(await logged(from, /"what":"turn"/u)).not.toMatch(/"what":"(?:zalo|webhook)"/u);
    }
    const { body, mac } = await delivery("alo");
    const from = program.said().length;
    expect(await deliver(body, `mac=${mac.replaceAll(/[0-8]/gu, "9")}`)).toBe(200);
    await logged(from, /"what":"zalo","code":"signature"/u);
  });

  test("what is too large is answered, so that the platform does not send it again", async () => {
    const { body, mac } = await delivery("alo", 3 * mebibyte);
    const from = program.said().length;
    expect(await deliver(body, `mac=${mac}`)).toBe(200);
    await logged(from, /"code":"body-size"/u);
  });

  test("what the assistant says is heard while the stream goes on", async () => {
    const person = await browserPerson(nginx.url, "behind-nginx");
    expect(await person.says("alo")).toContain('"from":"us"');
    expect(await person.says("đăng ký tinh dầu quế Nậm Đét")).toContain("Tinh dầu quế Nậm Đét");
    person.leave();
  });

  test("the page is shown, and what is for this machine alone is not", async () => {
    const statusOf = async (path: string): Promise<number> => {
      const answer = await fetch(nginx.url + path);
      await answer.arrayBuffer();
      return answer.status;
    };
    expect(await statusOf("/")).toBe(200);
    expect(await statusOf("/healthz")).toBe(200);
    expect(await statusOf("/readyz")).toBe(404);
    expect(await statusOf("/metrics")).toBe(404);
  });

  test("headers pass with underscores in their names, and the sender's address goes along last", async () => {
    const echo = createServer((incoming, outgoing) => outgoing.end(JSON.stringify(incoming.headers)));
    await once(echo.listen(0, "127.0.0.1"), "listening");
    const address = echo.address();
    const front = await startNginx(
      `http://127.0.0.1:${typeof address === "object" ? address?.port : undefined}`,
    );
    try {
      const answer = await fetch(`${front.url}/webhooks/zalo`, {
        method: "POST",
        headers: {
          num_retry: "2",
          "X-Telegram-Bot-Api-Secret-Token": "s",
          "X-ZEvent-Signature": "mac=1",
          "X-Forwarded-For": "198.51.100.7",
        },
      });
      expect(await answer.json()).toMatchObject({
        num_retry: "2",
        "x-telegram-bot-api-secret-token": "s",
        "x-zevent-signature": "mac=1",
        "x-forwarded-for": "198.51.100.7, 127.0.0.1",
        host: new URL(front.url).host,
      });
    } finally {
      await front.stop();
      echo.close();
    }
  });
});
