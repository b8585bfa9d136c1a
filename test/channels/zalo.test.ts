import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ZaloApi } from "zalo-sdk-nodejs";
import {
  type Advice,
  faultOf,
  type Host,
  oauthErrors,
  openapiErrors,
  templateErrors,
} from "zalo-sdk-nodejs/errors";
import { parseJson } from "zalo-sdk-nodejs/json";
import { verifyWebhook } from "zalo-sdk-nodejs/webhook";
import { zaloChannel } from "../../src/channels/zalo/channel.ts";
import { outcomeOf } from "../../src/channels/zalo/outcome.ts";
import { payloadOf, type Read, readDelivery } from "../../src/channels/zalo/read.ts";
import { isDaytime, nextMorning, rules, ruleOn, windowAt } from "../../src/channels/zalo/rules.ts";
import { threadId } from "../../src/domain/ids.ts";
import { days, hours, instantOf } from "../../src/domain/instant.ts";
import type { Window } from "../../src/ports/windows.ts";
import { memoryFiles } from "../../src/tools/rehearsal.ts";
import { channelConformance } from "../conformance/channel.ts";
import samples from "../fixtures/zalo-webhooks.json" with { type: "json" };

const appId = "1000200030004000501";
const secret = "invented-OA-secret-key-000";
const now = 1795489300000;
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

function sign(body: Uint8Array, timestamp: string): string {
  return `mac=${createHash("sha256").update(appId).update(body).update(timestamp).update(secret).digest("hex")}`;
}

function signed(event: unknown) {
  const body = bytesOf(JSON.stringify(event));
  return { headers: { "x-zevent-signature": sign(body, String(now)) }, body };
}

const unused = (): never => {
  throw new Error("not in this test");
};
type Sends = ZaloApi["message"];

function open(
  more: {
    readonly message?: Partial<Sends>;
    readonly window?: Window;
    readonly buttons?: boolean;
    readonly at?: number;
  } = {},
) {
  const heard: (readonly [string, number])[] = [];
  const asked: string[] = [];
  let nudged = more.window?.nudged;
  const message: Sends = {
    text: unused,
    image: unused,
    file: unused,
    askInfo: unused,
    choices: unused,
    ...more.message,
  };
  const channel = zaloChannel({
    api: {
      message,
      template: {
        toUser: async (user) => {
          asked.push(user);
          return { ok: true, value: { messageId: "t" } };
        },
        toPhone: unused,
      },
    },
    secrets: { appId, oaSecret: secret },
    clock: { now: () => more.at ?? now },
    windows: {
      load: async () => more.window && { ...more.window, ...(nudged === undefined ? {} : { nudged }) },
      heard: async (thread, at) => void heard.push([thread, at]),
      nudged: async (_, at) => {
        nudged = at;
      },
    },
    files: memoryFiles(),
    log: () => undefined,
    ...(more.buttons === undefined ? {} : { buttons: more.buttons }),
    nudge: { template: "400001", fields: { ten: "bà con" }, tag: "promotion" },
  });
  return { channel, heard, asked };
}

const person = "3000400050006000703";
const thread = threadId(`zalo:${person}`);
const text = (said: string, id = "m1", more: object = {}) => ({
  event_name: "user_send_text",
  app_id: appId,
  sender: { id: person },
  recipient: { id: "2000300040005000602" },
  message: { text: said, msg_id: id, ...more },
  timestamp: String(now),
});

for (const buttons of [false, true])
  channelConformance(`zalo${buttons ? " with buttons" : ""}`, () => ({
    channel: open({ buttons }).channel,
    thread,
    delivery: signed(text("alo")),
    unknown: [
      signed({ ...text("x"), event_name: "something_new" }),
      signed({ ...text("x"), event_name: "user_send_hologram" }),
      signed({ ...text("x"), event_name: 7 }),
      signed({ event_name: "user_send_text", app_id: appId, timestamp: String(now) }),
    ],
    headers: (body) => ({ "x-zevent-signature": sign(body, "") }),
  }));

/** What each of the samples comes to: deeds in short, "heard", or why it is ignored. In the order of the samples. */
const expected: readonly (readonly [event: string, outcome: string])[] = [
  ["user_send_text", "text Xin chào, tôi muốn khai báo sản lượng"],
  ["user_send_text", "text Đúng rồi"],
  ["user_send_text", "text #menu:khai-bao"],
  [
    "user_send_image",
    "remote-file https://f9.photo.talk.zdn.vn/invented/full.jpg zalo-image-1.jpg Lô hàng ngày 24/11",
  ],
  ["user_send_gif", "remote-file https://f9.photo.talk.zdn.vn/invented/full.gif zalo-gif-1.gif "],
  ["user_send_link", "text https://invented.example/bai-viet"],
  ["user_send_audio", "remote-file https://voice.invented.zdn.vn/a/voice.amr zalo-audio-1.amr "],
  ["user_send_video", "remote-file https://video.invented.zdn.vn/v.mp4 zalo-video-1.mp4 "],
  ["user_send_sticker", "unreadable message-kind"],
  ["user_send_location", "text Hợp tác xã Xoài (10.4937, 105.6882)"],
  ["user_send_business_card", "text Nguyễn Văn Mẫu, 84900000001"],
  ["user_send_file", "remote-file https://dlfl.invented.zdn.vn/f.pdf chung-nhan.pdf "],
  ["user_send_file", "remote-file https://dlfl.invented.zdn.vn/clip.mp4 clip.mp4 "],
  ["oa_send_text", "echo"],
  ["oa_send_text", "echo"],
  ["oa_send_image", "echo"],
  ["oa_send_gif", "echo"],
  ["oa_send_list", "echo"],
  ["oa_send_file", "echo"],
  ["oa_send_sticker", "echo"],
  ["oa_send_template", "echo"],
  ["user_received_message", "status"],
  ["user_seen_message", "status"],
  ["user_reacted_message", "status"],
  ["oa_reacted_message", "status"],
  ["user_click_chatnow", "heard"],
  ["anonymous_send_text", "text Cho hỏi thủ tục"],
  ["anonymous_send_image", "remote-file https://f.invented.zdn.vn/a.jpg zalo-image-1.jpg "],
  ["anonymous_send_file", "remote-file https://dlfl.invented.zdn.vn/a.pdf a.pdf "],
  ["anonymous_send_sticker", "unreadable message-kind"],
  ["oa_send_anonymous_text", "echo"],
  ["oa_send_anonymous_image", "echo"],
  ["oa_send_anonymous_file", "echo"],
  ["oa_send_anonymous_sticker", "echo"],
  ["follow", "tap c:menu"],
  ["unfollow", "account"],
  ["user_submit_info", "text Nguyễn Văn Mẫu, 84900000001, Ấp 1, Xã Mẫu, Tỉnh Mẫu"],
  ["user_submit_info", "text Nguyễn Văn Mẫu, 84900000001, 12 Đường Mẫu, Xã Mẫu, Huyện Mẫu, Tỉnh Mẫu"],
  ["add_user_to_tag", "account"],
  ["remove_user_from_tag", "account"],
  ["remove_tag", "account"],
  ["update_user_info", "account"],
  ["user_withdraw", "tap c:erase"],
  ["extension_purchased", "account"],
  ["widget_interaction_accepted", "account"],
  ["widget_failed_to_sync_user_external_id", "account"],
  ["create_group", "group"],
  ["user_join_group", "group"],
  ["user_request_join_group", "group"],
  ["accept_request_join_group", "group"],
  ["reject_request_join_group", "group"],
  ["add_group_admin", "group"],
  ["remove_group_admin", "group"],
  ["update_group_info", "group"],
  ["user_out_group", "group"],
  ["delete_group", "group"],
  ["user_send_group_text", "group"],
  ["user_send_group_image", "group"],
  ["oa_send_group_text", "group"],
  ["oa_send_consent", "echo"],
  ["user_reply_consent", "account"],
  ["user_call_oa", "heard"],
  ["oa_call_user", "echo"],
  ["user_received_message", "status"],
  ["change_template_status", "template"],
  ["change_oa_daily_quota", "template"],
  ["change_template_quality", "template"],
  ["change_template_quota", "template"],
  ["change_oa_template_tags", "template"],
  ["user_feedback", "template"],
  ["user_click_response_button", "template"],
  ["event_journey_acknowledged", "template"],
  ["event_journey_time_out", "template"],
  ["shop_has_order", "account"],
  ["(console test)", "text test"],
];

const short = (read: Read): string => {
  if (read.kind === "ignored") return read.why;
  if (read.kind === "heard") return "heard";
  return read.deeds
    .map((deed) => {
      if (deed.kind === "text") return `text ${deed.text}`;
      if (deed.kind === "tap") return `tap ${deed.data}`;
      if (deed.kind === "remote-file") return `remote-file ${deed.url} ${deed.name} ${deed.text}`;
      return deed.kind === "unreadable" ? `unreadable ${deed.why}` : deed.kind;
    })
    .join(" | ");
};

describe("deliveries of Zalo", () => {
  test("each of the 75 samples is read, or ignored knowingly", () => {
    const found = samples.map(({ event, body }) => [event, short(readDelivery(parseJson(body)))]);
    expect(found).toEqual(expected);
  });

  test("each signed sample is taken, and only what a person did makes an event", async () => {
    for (const [at, { body, ...sample }] of samples.entries()) {
      const { channel, heard } = open();
      const headers: Record<string, string> = {};
      if (typeof sample.signature === "string") headers["x-zevent-signature"] = sample.signature;
      const { verdict, events, reply } = await channel.receive({ headers, body: bytesOf(body) });
      expect(reply.status).toBe(200);
      const outcome = expected[at]?.[1] ?? "";
      const isEvent = /^(?:text|tap|remote-file|unreadable) /.test(outcome) && sample.signature !== undefined;
      expect([sample.event, verdict, events.length]).toEqual([
        sample.event,
        isEvent ? "read" : "ignored",
        isEvent ? 1 : 0,
      ]);
      expect(heard.length, sample.event).toBe(
        outcome === "heard" || (isEvent && sample.event !== "user_withdraw") ? 1 : 0,
      );
    }
  });

  test("threads tell persons and visitors apart, and the same delivery has the same id", async () => {
    const take = async (at: number) => {
      const { channel } = open();
      const sample = samples[at];
      const headers = { "x-zevent-signature": sample?.signature ?? "" };
      return (await channel.receive({ headers, body: bytesOf(sample?.body ?? "") })).events[0];
    };
    expect(await take(0)).toEqual({
      id: "zalo:user_send_text:dd43186d84cb2a94322d",
      thread,
      at: 1795489201000,
      deed: { kind: "text", text: "Xin chào, tôi muốn khai báo sản lượng" },
    });
    expect((await take(26))?.thread).toBe("zalo:a:anon-7f3a9c1e5b2d4086:conv-51c2e9a07d3b4f68");
    expect((await take(34))?.id).toBe((await take(34))?.id);
    expect((await take(34))?.id).not.toBe((await take(42))?.id);
  });

  test("a sample with any byte changed is refused", async () => {
    const withSignature = samples.filter((sample) => sample.signature !== undefined);
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.nat(), fc.integer({ min: 1, max: 255 }), async (which, where, by) => {
        const sample = withSignature[which % withSignature.length];
        const body = bytesOf(sample?.body ?? "");
        const place = where % body.length;
        body[place] = (body[place] ?? 0) ^ by;
        const verdict = await verifyWebhook({ appId, secret, now: () => now }, body, sample?.signature);
        expect(verdict.ok).toBe(false);
      }),
      { numRuns: 3000 },
    );
  });

  test("every single byte of one sample counts, and so does every digit of its signature", async () => {
    const body = bytesOf(samples[0]?.body ?? "");
    const header = samples[0]?.signature ?? "";
    const settings = { appId, secret, now: () => now };
    expect((await verifyWebhook(settings, body, header)).ok).toBe(true);
    for (let at = 0; at < body.length; at += 1)
      for (const bit of [1, 32]) {
        const changed = body.map((byte, index) => (index === at ? byte ^ bit : byte));
        expect((await verifyWebhook(settings, changed, header)).ok).toBe(false);
      }
    for (let at = 4; at < header.length; at += 1) {
      const digit = header[at] === "0" ? "1" : "0";
      expect(
        (await verifyWebhook(settings, body, header.slice(0, at) + digit + header.slice(at + 1))).ok,
      ).toBe(false);
    }
    for (const longer of [`${header}0`, header.slice(0, -1), "mac="])
      expect((await verifyWebhook(settings, body, longer)).ok).toBe(false);
  });

  test("the signature may come without its prefix, the time as a number; what is late or of another app is not taken", async () => {
    const why = async (
      event: object,
      change: (header: string) => string | undefined = (header) => header,
      at = now,
    ) => {
      const raw = signed(event);
      const verdict = await verifyWebhook(
        { appId, secret, now: () => at },
        raw.body,
        change(raw.headers["x-zevent-signature"]),
      );
      return verdict.ok ? "ok" : verdict.why;
    };
    expect(await why(text("a"), (header) => header.slice(4).toUpperCase())).toBe("ok");
    expect(await why({ ...text("a"), timestamp: now })).toBe("ok");
    expect(await why(text("a"), undefined, now + hours(2.4))).toBe("ok");
    expect(await why(text("a"), undefined, now + hours(2.6))).toBe("late");
    expect(await why(text("a"), undefined, now - hours(3))).toBe("late");
    expect(await why({ ...text("a"), app_id: "7" })).toBe("app");
    expect(await why(text("a"), () => undefined)).toBe("unsigned");
    expect(await why(text("a"), () => "mac=00")).toBe("signature");
    const event = text("a");
    const byAccount = createHash("sha256")
      .update(`${event.recipient.id}${JSON.stringify(event)}${now}${secret}`)
      .digest("hex");
    expect(await why(event, () => byAccount)).toBe("other-formula");
    const probe = samples.at(-1);
    const asked = await verifyWebhook(
      { appId, secret, now: () => now },
      bytesOf(probe?.body ?? ""),
      undefined,
    );
    expect(asked).toEqual({ ok: false, why: "test" });
  });

  test("whatever stands in a signed delivery, reading it never throws", async () => {
    const names = fc.constantFrom(
      ...new Set(samples.map(({ event }) => event)),
      "user_send_x",
      "__proto__",
      "user_send_constructor",
    );
    await fc.assert(
      fc.asyncProperty(
        names,
        fc.jsonValue(),
        fc.jsonValue(),
        fc.jsonValue(),
        async (event_name, message, sender, info) => {
          const { channel } = open();
          const event = {
            event_name,
            app_id: appId,
            sender,
            message,
            info,
            follower: sender,
            user_id: info,
            timestamp: String(now),
          };
          expect((await channel.receive(signed(event))).reply.status).toBe(200);
        },
      ),
      { numRuns: 400 },
    );
  });

  test("an album is one event a picture, and its words belong to the first", async () => {
    const payload = (url: string) => ({ type: "image", payload: { url } });
    const event = {
      ...text("Giấy phép", "album", {
        attachments: [payload("https://a.zdn.vn/1"), payload("https://a.zdn.vn/2")],
      }),
      event_name: "user_send_image",
    };
    const { events } = await open().channel.receive(signed(event));
    expect(events.map(({ id, deed }) => [id, deed.kind === "remote-file" && deed.text])).toEqual([
      ["zalo:user_send_image:album", "Giấy phép"],
      ["zalo:user_send_image:album:1", ""],
    ]);
  });

  test("what a button says comes back as the choice it stands for", () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, maxLength: 16 }),
        fc.string({ minLength: 1, maxLength: 60 }),
        (data, label) => {
          fc.pre(label.trim() === label && label.normalize("NFC") === label);
          const read = readDelivery(text(payloadOf(data, label)));
          expect(read).toMatchObject({ deeds: [{ kind: "tap", data, label }] });
        },
      ),
    );
    for (const odd of ["#chon:", "#chon:%E0 x", `#chon:${"a".repeat(65)} x`])
      expect(short(readDelivery(text(odd)))).toMatch(/^text /);
  });
});

describe("messages to Zalo", () => {
  const call = (method: string, body: object) => ({ id: "r1", thread, method, body: { method, ...body } });

  test("bold marks are left out, choices are buttons or numbers, files go by what they are", () => {
    const file = { hash: "h", name: "don.pdf", mime: "application/pdf", size: 10 };
    const picture = { hash: "i", name: "anh.jpg", mime: "image/jpeg", size: 10 };
    const render = (buttons: boolean, message: Parameters<ReturnType<typeof open>["channel"]["render"]>[0]) =>
      open({ buttons })
        .channel.render(message, thread, "r")
        .map(({ id, body }) => ({ id, body }));
    const choices = [{ data: "a", label: "Có" }];
    expect(render(true, { text: "Tên *HTX*?", choices })).toEqual([
      { id: "r", body: { method: "choices", text: "Tên HTX?", choices } },
    ]);
    expect(render(false, { text: "Tên?", choices })).toEqual([
      { id: "r", body: { method: "text", text: "Tên?\n1. Có" } },
    ]);
    expect(render(false, { text: "Đây", file })).toMatchObject([
      { id: "r.1", body: { text: "Đây" } },
      { id: "r.2", body: { method: "file", hash: "h" } },
    ]);
    expect(render(false, { text: "Đây", file: picture })).toMatchObject([
      { id: "r", body: { method: "image", text: "Đây" } },
    ]);
    expect(render(false, { text: "", file: { ...picture, size: 2_000_000 } })).toMatchObject([
      { body: { method: "text", text: "anh.jpg" } },
    ]);
  });

  test("every documented code comes to an outcome, and none that can still arrive is refused", () => {
    const byAdvice: Readonly<Record<Advice, string>> = {
      wait: "later",
      tomorrow: "later",
      token: "later",
      setup: "later",
      window: "held",
      quota: "held",
      person: "gone",
      upload: "refused",
      final: "refused",
      unsure: "unknown",
    };
    const tables: readonly (readonly [Host, Readonly<Record<number, readonly [Advice, string]>>])[] = [
      ["openapi", openapiErrors],
      ["business", templateErrors],
      ["oauth", oauthErrors],
    ];
    let count = 0;
    for (const [host, table] of tables)
      for (const [code, [advice, meaning]] of Object.entries(table)) {
        const outcome = outcomeOf(faultOf(host, Number(code), ""), now);
        expect([host, code, outcome.kind]).toEqual([host, code, byAdvice[advice]]);
        expect(meaning).not.toBe("");
        if (outcome.kind === "later") expect(outcome.at).toBeGreaterThan(now);
        count += 1;
      }
    expect(count).toBeGreaterThan(80);
    expect(outcomeOf(faultOf("openapi", -99999, ""), now).kind).toBe("unknown");
    // The same number means two things on two hosts.
    expect([faultOf("openapi", -100, "").advice, faultOf("business", -100, "").advice]).toEqual([
      "upload",
      "unsure",
    ]);
  });

  test("behind a closed window a message is held, and the person is asked by template once, at daytime", async () => {
    const morning = instantOf("2026-11-25 09:00");
    const window = { at: morning - days(7) - 1 };
    const { channel, asked } = open({ window, at: morning });
    expect(await channel.send(call("text", { text: "x" }))).toEqual({ kind: "held", why: "window, asked" });
    expect(await channel.send(call("text", { text: "y" }))).toEqual({
      kind: "held",
      why: "window, asked before",
    });
    expect(asked).toEqual([person]);
    const night = open({ window, at: instantOf("2026-11-25 22:10") });
    expect(await night.channel.send(call("text", { text: "x" }))).toEqual({
      kind: "held",
      why: "window, night",
    });
    expect(night.asked).toEqual([]);
  });

  test("what Zalo says about the window counts, whatever we think", async () => {
    const closed = async () => ({ ok: false, fault: faultOf("openapi", -230, "") }) as const;
    const { channel, asked } = open({
      window: { at: now },
      at: instantOf("2026-11-25 09:00"),
      message: { text: closed },
    });
    expect(await channel.send(call("text", { text: "x" }))).toMatchObject({ kind: "held" });
    expect(asked).toEqual([person]);
  });
});

describe("the rules of Zalo as data", () => {
  test("each has a source, and exactly one row on each day", () => {
    for (const day of ["2021-03-15", "2025-12-31", "2026-01-01", "2026-11-25"])
      for (const id of new Set(rules.filter((rule) => (rule.from ?? "") <= day).map((rule) => rule.id))) {
        const found = rules.filter(
          (rule) => rule.id === id && (rule.from ?? "") <= day && day <= (rule.until ?? "9"),
        );
        expect([id, day, found.length]).toEqual([id, day, 1]);
      }
    for (const { source, what } of rules) expect(source.length * what.length).toBeGreaterThan(0);
    expect(ruleOn("text", "2026-11-25")).toBe(2000);
  });

  test("48 hours are free, 7 days are paid, later is closed; night ends at six", () => {
    expect(windowAt(now - hours(48), now)).toBe("free");
    expect(windowAt(now - hours(48) - 1, now)).toBe("paid");
    expect(windowAt(now - days(7), now)).toBe("paid");
    expect(windowAt(now - days(7) - 1, now)).toBe("closed");
    const at = (time: string): number => instantOf(`2026-11-25 ${time}`);
    expect(["05:59", "06:00", "21:59", "22:00"].map((time) => isDaytime(at(time)))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(nextMorning(at("05:00"))).toBe(at("06:05"));
    expect(nextMorning(at("22:30"))).toBe(instantOf("2026-11-26 06:05"));
  });
});
