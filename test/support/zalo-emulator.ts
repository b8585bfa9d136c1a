import { createHash, randomBytes } from "node:crypto";
import { type HttpBindings, serve } from "@hono/node-server";
import { type Context, Hono } from "hono";
import { z } from "zod";

/** What the server does wrong with the next call whose path contains `on`. drop-after: does it, then no answer. */
export type Misdeed = {
  readonly on: string;
  readonly how: "busy" | "429" | "500" | "html" | "slow" | "drop-before" | "drop-after" | "401";
  /** How many milliseconds "slow" takes. */
  readonly ms?: number;
};

/** One thing a person got. */
export type Got = {
  readonly kind: "text" | "choices" | "image" | "file" | "ask-info" | "template" | "reaction";
  readonly text: string;
  readonly id: string;
  readonly buttons?: readonly { readonly title: string; readonly payload: string }[];
  readonly bytes?: Uint8Array;
  readonly name?: string;
  readonly quota?: string;
};

type Upload = {
  readonly kind: string;
  readonly born: number;
  readonly bytes: Uint8Array;
  readonly name: string;
};
type Someone = {
  readonly id: string;
  last: number;
  free: number;
  follows: boolean;
  blocks: boolean;
  readonly got: Got[];
  readonly tags: Set<string>;
};
type Env = { Bindings: HttpBindings };
type Told = { readonly error: number; readonly message: string; readonly data?: unknown };

export type EmulatorSettings = {
  readonly clock: { readonly now: () => number };
  /** Takes buttons in the chat; else refuses them as an unknown kind. */
  readonly buttons?: boolean;
  readonly callsPerMinute?: number;
  /** Messages outside the free ones that the package pays. */
  readonly allowance?: number;
  /** Gives ids as bare JSON numbers, as some versions have done. */
  readonly bareIds?: boolean;
  /** The access token that was there before a refresh stays alive. */
  readonly oldTokenLives?: boolean;
};

const hour = 3_600_000;
const day = 24 * hour;
const refusal = (error: number, message = "refused"): Told => ({ error, message });
const done = (data?: unknown): Told => ({
  error: 0,
  message: "Success",
  ...(data === undefined ? {} : { data }),
});

const Recipient = z
  .object({ user_id: z.string() })
  .or(z.object({ anonymous_id: z.string(), conversation_id: z.string() }));
const Payload = z.object({
  template_type: z.string().optional(),
  token: z.string().optional(),
  elements: z.array(z.record(z.string(), z.unknown())).optional(),
  buttons: z.array(z.object({ title: z.string(), type: z.string(), payload: z.string() })).optional(),
});
const Cs = z.object({
  recipient: Recipient,
  message: z
    .object({
      text: z.string().optional(),
      attachment: z.object({ type: z.string(), payload: Payload }).optional(),
    })
    .optional(),
  sender_action: z.object({ react_message_id: z.string(), react_icon: z.string() }).optional(),
});
const Template = z.object({
  user_id: z.string(),
  template_id: z.string(),
  template_data: z.record(z.string(), z.string()),
});
const ByPhone = z.object({ phone: z.string(), template_id: z.string(), tracking_id: z.string().max(48) });
const Tagging = z.object({ user_id: z.string(), tag_name: z.string() });

/** A server that listens already, on a port that the system chose. */
const listening = (
  app: Hono<Env>,
): Promise<{ readonly server: ReturnType<typeof serve>; readonly port: number }> =>
  new Promise((resolve) => {
    const server = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" }, ({ port }) =>
      resolve({ server, port }),
    );
  });

/** A Zalo Official Account and its token server on this machine: refuses what the real ones refuse. */
export async function zaloEmulator(settings: EmulatorSettings) {
  const { clock, buttons = false, callsPerMinute = 4000, allowance = 500 } = settings;
  const appId = "1000200030004000501";
  const oaId = "2000300040005000602";
  const appSecret = "invented-app-secret-key";
  const oaSecret = "invented-OA-secret-key-000";
  const people = new Map<string, Someone>();
  const uploads = new Map<string, Upload>();
  const media = new Map<string, { readonly bytes: Uint8Array; readonly type: string }>();
  const access = new Map<string, { until: number; dead: boolean }>();
  const codes = new Map<string, { readonly challenge: string; readonly born: number; used: boolean }>();
  const calls: { readonly path: string; readonly token: string }[] = [];
  const misdeeds: Misdeed[] = [];
  let refreshToken = "";
  let refreshes = 0;
  let refused = 0;
  let paid = allowance;
  let minute = { at: 0, calls: 0 };
  let count = 0;
  let target: (body: Uint8Array, headers: Readonly<Record<string, string>>) => Promise<number> = async () =>
    0;
  const answers: number[] = [];
  let queue: (() => Promise<void>)[] | undefined;

  const name = (what: string): string => `${what}${(count += 1)}-${randomBytes(6).toString("hex")}`;
  const messageId = (): string => randomBytes(10).toString("hex");

  const grant = () => {
    const pair = { access_token: name("access"), refresh_token: name("refresh"), expires_in: "90000" };
    if (settings.oldTokenLives !== true) for (const one of access.values()) one.dead = true;
    access.set(pair.access_token, { until: clock.now() + 25 * hour, dead: false });
    refreshToken = pair.refresh_token;
    return pair;
  };

  const tokenCall = async (context: Context<Env>): Promise<object> => {
    const wrong = (error: number, error_name: string) => ({
      error,
      error_name,
      error_reason: error_name,
      ref_doc: "",
    });
    if (!(context.req.header("content-type") ?? "").startsWith("application/x-www-form-urlencoded"))
      return wrong(-14005, "Bad form");
    if (context.req.header("secret_key") !== appSecret) return wrong(-14004, "Invalid secret key");
    const form = new URLSearchParams(await context.req.text());
    if (form.get("app_id") !== appId) return wrong(-14002, "Invalid appId");
    if (form.get("grant_type") === "authorization_code") {
      const code = codes.get(form.get("code") ?? "");
      const challenge = createHash("sha256")
        .update(form.get("code_verifier") ?? "")
        .digest("base64url");
      if (code === undefined || code.used || clock.now() - code.born > 10 * 60_000)
        return wrong(-14019, "Invalid authorization code");
      if (code.challenge !== challenge) return wrong(-14017, "Invalid code verifier");
      code.used = true;
      return grant();
    }
    if (form.get("refresh_token") !== refreshToken) {
      refused += 1;
      return wrong(-14020, "Invalid refresh token");
    }
    refreshes += 1;
    return grant();
  };

  const mayCall = (context: Context<Env>): Told | undefined => {
    const token = context.req.header("access_token") ?? "";
    calls.push({ path: context.req.path, token });
    const known = access.get(token);
    if (known === undefined || known.dead) return refusal(-216, "Access token is invalid");
    if (known.until <= clock.now()) return refusal(-220, "access_token is expired or removed");
    const now = Math.floor(clock.now() / 60_000);
    if (minute.at !== now) minute = { at: now, calls: 0 };
    minute.calls += 1;
    return minute.calls > callsPerMinute ? refusal(-32, "rate limit") : undefined;
  };

  const windowOf = (person: Someone): Told | "reply" | "sub_quota" => {
    if (person.blocks) return refusal(-244, "user restricts messages");
    if (person.last === 0) return refusal(-232, "user has not interacted");
    const since = clock.now() - person.last;
    if (since > 7 * day) return refusal(-230, "user has not interacted with the OA in the past 7 days");
    if (since <= 2 * day && person.free > 0) return "reply";
    return paid > 0 ? "sub_quota" : refusal(-211, "out of quota");
  };

  const uploaded = (id: unknown, kind: string): Upload | Told => {
    const found = typeof id === "string" ? uploads.get(id) : undefined;
    if (found === undefined || found.kind !== kind) return refusal(-201, "attachment_id is invalid!");
    return clock.now() - found.born > 7 * day ? refusal(-100, "attachment_id was expired") : found;
  };

  const readMessage = (message: NonNullable<z.infer<typeof Cs>["message"]>): Omit<Got, "id"> | Told => {
    const { text = "", attachment } = message;
    if (Array.from(text).length > 2000) return refusal(-210, "text is over its limit");
    if (attachment === undefined)
      return text === "" ? refusal(-201, "text is invalid!") : { kind: "text", text };
    const { payload } = attachment;
    if (attachment.type === "file") {
      const found = uploaded(payload.token, "file");
      return "error" in found ? found : { kind: "file", text, bytes: found.bytes, name: found.name };
    }
    const [element] = payload.elements ?? [];
    if (payload.template_type === "media") {
      if (
        (payload.elements ?? []).length !== 1 ||
        (element?.["url"] === undefined) === (element?.["attachment_id"] === undefined)
      )
        return refusal(-201, "elements is invalid!");
      const found = uploaded(element?.["attachment_id"], "image");
      return "error" in found ? found : { kind: "image", text, bytes: found.bytes };
    }
    if (payload.template_type === "request_user_info")
      return { kind: "ask-info", text: String(element?.["title"]) };
    if (payload.buttons === undefined || !buttons)
      return refusal(-233, "message type is invalid or not supported");
    if (payload.buttons.length > 5) return refusal(-210, "buttons is over its limit");
    const tooLong = payload.buttons.some(
      ({ title, payload: said }) => Array.from(title).length > 100 || Array.from(said).length > 1000,
    );
    return tooLong
      ? refusal(-210, "button is over its limit")
      : { kind: "choices", text, buttons: payload.buttons };
  };

  const consult = (body: unknown): Told => {
    const read = Cs.safeParse(body);
    if (!read.success) return refusal(-201, "body is invalid!");
    const { recipient, message, sender_action: action } = read.data;
    const id = "user_id" in recipient ? recipient.user_id : recipient.anonymous_id;
    const person = people.get(id);
    if (person === undefined) return refusal(-201, "user_id is invalid!");
    if (action !== undefined) {
      person.got.push({ kind: "reaction", text: action.react_icon, id: action.react_message_id });
      return done({ message_id: action.react_message_id });
    }
    if (message === undefined) return refusal(-201, "message is invalid!");
    const open = windowOf(person);
    if (typeof open !== "string") return open;
    const got = readMessage(message);
    if ("error" in got) return got;
    if (open === "reply") person.free -= 1;
    else paid -= 1;
    const message_id = messageId();
    person.got.push({ ...got, id: message_id, quota: open });
    const remain = String(open === "reply" ? person.free : paid);
    return done({
      message_id,
      user_id: id,
      sent_time: String(clock.now()),
      quota: { quota_type: open, remain, total: "8" },
    });
  };

  const upload = async (context: Context<Env>, kind: string): Promise<Told> => {
    const file = (await context.req.formData()).get("file");
    if (!(file instanceof File)) return refusal(-201, "file is invalid!");
    const bytes = new Uint8Array(await file.arrayBuffer());
    if (bytes.byteLength > (kind === "image" ? 1 : 5) * 1024 * 1024)
      return refusal(-210, "file is over its limit");
    const isPicture = bytes[0] === 0x89 || bytes[0] === 0xff;
    if ((kind === "image") !== isPicture) return refusal(-201, "file is invalid!");
    const id = name(kind);
    uploads.set(id, { kind, born: clock.now(), bytes, name: file.name });
    return done(kind === "file" ? { token: id } : { attachment_id: id });
  };

  const template = (body: unknown): Told => {
    const read = Template.safeParse(body);
    if (!read.success) return refusal(-122, "body is invalid");
    const person = people.get(read.data.user_id);
    if (person === undefined) return refusal(-201, "user_id is invalid!");
    if (read.data.template_id !== "400001") return refusal(-109, "template id is invalid");
    if (person.blocks) return refusal(-141, "user refused");
    const id = messageId();
    person.got.push({ kind: "template", text: JSON.stringify(read.data.template_data), id });
    return done({
      message_id: id,
      user_id: person.id,
      quota: { quota_type: "purchase_quota", remain: 4821 },
    });
  };

  const byPhone = (body: unknown): Told => {
    const read = ByPhone.safeParse(body);
    if (!read.success) return refusal(-122, "body is invalid");
    if (!/^84\d{9}$/.test(read.data.phone)) return refusal(-108, "phone is invalid");
    return read.data.template_id === "400001"
      ? done({ msg_id: messageId(), sent_time: String(clock.now()) })
      : refusal(-109);
  };

  const dataOf = (context: Context<Env>): Record<string, unknown> => {
    const text = context.req.query("data") ?? "null";
    return z.record(z.string(), z.unknown()).catch({}).parse(JSON.parse(text));
  };

  const detail = (context: Context<Env>): Told => {
    const id = dataOf(context)["user_id"];
    const person = typeof id === "string" ? people.get(id) : undefined;
    if (person === undefined) return refusal(-201, "user_id is invalid!");
    return done({
      user_id: person.id,
      display_name: "Mẫu",
      user_is_follower: person.follows,
      is_sensitive: false,
      user_last_interaction_date: "24/11/2026",
      shared_info: { phone: 0 },
      tags_and_notes_info: { notes: [], tag_names: [...person.tags] },
    });
  };

  const list = (context: Context<Env>): Told => {
    const { offset, tag_name: tag } = dataOf(context);
    const all = [...people.values()].filter((one) => typeof tag !== "string" || one.tags.has(tag));
    const users = all
      .slice(Number(offset ?? 0), Number(offset ?? 0) + 50)
      .map((one) => ({ user_id: one.id }));
    return done({ total: all.length, count: 50, offset, users });
  };

  const tagging = (body: unknown, put: boolean): Told => {
    const read = Tagging.safeParse(body);
    const person = read.success ? people.get(read.data.user_id) : undefined;
    if (!read.success || person === undefined) return refusal(-201, "user_id is invalid!");
    if (put) person.tags.add(read.data.tag_name);
    else person.tags.delete(read.data.tag_name);
    return done();
  };

  const app = new Hono<Env>();
  const told = (context: Context<Env>, answer: unknown): Response => {
    const text = JSON.stringify(answer);
    const bare = settings.bareIds === true ? text.replaceAll(/"(user_id|oaid)":"(\d+)"/g, '"$1":$2') : text;
    return context.body(bare, 200, {
      "content-type": "application/json",
      "X-RateLimit-Limit": String(callsPerMinute),
    });
  };
  app.use(async (context, next) => {
    const at = misdeeds.findIndex(({ on }) => context.req.path.includes(on));
    const [misdeed] = at < 0 ? [] : misdeeds.splice(at, 1);
    switch (misdeed?.how) {
      case "busy":
        return told(context, refusal(-32, "rate limit"));
      case "429":
        return context.text("too many", 429, { "retry-after": "7" });
      case "500":
        return context.text("broken", 500);
      case "401":
        return context.text("who", 401);
      case "html":
        return context.html("<p>Bảo trì</p>");
      case "drop-before":
        context.env.outgoing.destroy();
        return context.body(null);
      case "slow":
        await new Promise((resolve) => setTimeout(resolve, misdeed.ms ?? 400));
        await next();
        return undefined;
      case "drop-after":
        await next();
        context.env.outgoing.destroy();
        return undefined;
      case undefined:
        await next();
        return undefined;
    }
  });
  const api = (work: (context: Context<Env>) => Told | Promise<Told>) => async (context: Context<Env>) =>
    told(context, mayCall(context) ?? (await work(context)));
  const json = (context: Context<Env>): Promise<unknown> =>
    context.req.json<unknown>().catch((): unknown => undefined);
  app.post("/v4/oa/access_token", async (context) => told(context, await tokenCall(context)));
  app.post(
    "/v3.0/oa/message/cs",
    api(async (context) => consult(await json(context))),
  );
  app.post(
    "/v2.0/oa/message",
    api(async (context) => consult(await json(context))),
  );
  app.post(
    "/v3.0/oa/message/template",
    api(async (context) => template(await json(context))),
  );
  app.post(
    "/message/template",
    api(async (context) => byPhone(await json(context))),
  );
  app.post(
    "/v2.0/oa/upload/:kind",
    api((context) => upload(context, context.req.param("kind") ?? "")),
  );
  app.get("/v3.0/oa/user/detail", api(detail));
  app.get("/v3.0/oa/user/getlist", api(list));
  app.get(
    "/v2.0/oa/getoa",
    api(() =>
      done({ oaid: oaId, name: "OCOP Bắc Hà", oa_type: 4, is_verified: true, package_name: "Growth" }),
    ),
  );
  app.get(
    "/v2.0/oa/tag/gettagsofoa",
    api(() => done([...new Set([...people.values()].flatMap((one) => [...one.tags]))])),
  );
  app.post(
    "/v2.0/oa/tag/tagfollower",
    api(async (context) => tagging(await json(context), true)),
  );
  app.post(
    "/v2.0/oa/tag/rmfollowerfromtag",
    api(async (context) => tagging(await json(context), false)),
  );
  app.post(
    "/v2.0/oa/tag/rmtag",
    api(() => done()),
  );
  app.post(
    "/v3.0/oa/quota/message",
    api(async (context) => {
      const body = await json(context);
      const owner = z.object({ quota_owner: z.literal("OA"), quota_type: z.literal("sub_quota") });
      if (owner.safeParse(body).success)
        return done([
          {
            asset_id: "asset-1",
            product_type: "cs",
            quota_type: "sub_quota",
            valid_through: "31/12/2026",
            // Numbers come as text, as elsewhere.
            total: String(allowance),
            remain: String(paid),
          },
        ]);
      const read = z.object({ user_id: z.string() }).safeParse(body);
      const person = read.success ? people.get(read.data.user_id) : undefined;
      return person === undefined
        ? refusal(-201)
        : done({ last_interaction: String(person.last), cs_reply: { remain: person.free, total: 8 } });
    }),
  );
  app.get("/media/:id", (context) => {
    const found = media.get(context.req.param("id"));
    return found === undefined
      ? context.text("gone", 404)
      : context.body(new Uint8Array(found.bytes), 200, { "content-type": found.type });
  });

  const { server, port } = await listening(app);
  const root = `http://127.0.0.1:${port}`;

  /** Signs a body as the real webhook does. */
  const sign = (body: Uint8Array, timestamp: string): string =>
    `mac=${createHash("sha256").update(appId).update(body).update(timestamp).update(oaSecret).digest("hex")}`;

  const deliver = async (event: Readonly<Record<string, unknown>>, times = 1): Promise<void> => {
    const timestamp = String(clock.now());
    const body = new TextEncoder().encode(JSON.stringify({ ...event, timestamp }));
    const headers = { "content-type": "application/json", "x-zevent-signature": sign(body, timestamp) };
    const send = async (): Promise<void> => {
      for (let time = 0; time < times; time += 1) answers.push(await target(body, headers));
    };
    if (queue === undefined) await send();
    else queue.push(send);
  };

  const person = (id: string) => {
    const one = people.get(id) ?? {
      id,
      last: 0,
      free: 8,
      follows: false,
      blocks: false,
      got: [],
      tags: new Set<string>(),
    };
    people.set(id, one);
    const touch = (): void => {
      one.last = clock.now();
      one.free = 8;
    };
    const envelope = (event_name: string, message: object) => ({
      event_name,
      app_id: appId,
      sender: { id },
      recipient: { id: oaId },
      message: { ...message, msg_id: messageId() },
      user_id_by_app: `9${id}`,
    });
    const says = (text: string, times = 1): Promise<void> => {
      touch();
      return deliver(envelope("user_send_text", { text }), times);
    };
    return {
      id,
      got: one.got,
      state: one,
      says,
      /** Sends a file; the delivery carries an address of this server. */
      sends: (
        bytes: Uint8Array,
        what: {
          readonly kind?: "image" | "file" | "audio" | "video";
          readonly name?: string;
          readonly text?: string;
        } = {},
      ): Promise<void> => {
        touch();
        const { kind = "image", name: called, text } = what;
        const key = name("media");
        media.set(key, { bytes, type: "application/octet-stream" });
        const payload = { url: `${root}/media/${key}`, ...(called === undefined ? {} : { name: called }) };
        const attachments = [{ payload, type: kind }];
        return deliver(
          envelope(`user_send_${kind}`, { attachments, ...(text === undefined ? {} : { text }) }),
        );
      },
      /** Sends a sticker, which nobody can read. */
      sticks: (): Promise<void> => {
        touch();
        return deliver(
          envelope("user_send_sticker", {
            attachments: [{ payload: { id: "1", url: `${root}/s` }, type: "sticker" }],
          }),
        );
      },
      follows: (): Promise<void> => {
        touch();
        one.follows = true;
        return deliver({
          event_name: "follow",
          oa_id: oaId,
          follower: { id },
          source: "oa_profile",
          app_id: appId,
        });
      },
      /** Presses a button of the last message that had some: its payload is said in the person's name. */
      taps: (title: string): Promise<void> => {
        const last = one.got.findLast((got) => got.buttons !== undefined);
        const found = last?.buttons?.find((button) => button.title === title);
        if (found === undefined) throw new Error(`no button ${title}`);
        return says(found.payload);
      },
    };
  };

  return {
    root,
    appId,
    appSecret,
    oaId,
    oaSecret,
    calls,
    answers,
    uploads,
    /** What an administrator's consent gives: a refresh token that was never used. */
    consent: (): string => grant().refresh_token,
    code: (challenge: string): string => {
      const code = name("code");
      codes.set(code, { challenge, born: clock.now(), used: false });
      return code;
    },
    figures: () => ({ refreshes, refused, paid }),
    misbehave: (...more: readonly Misdeed[]): void => void misdeeds.push(...more),
    /** How many misdeeds were not done yet. */
    misdeedsLeft: (): number => misdeeds.length,
    forgetTokens: (): void => access.clear(),
    /** Where deliveries go. */
    sendTo: (to: typeof target): void => {
      target = to;
    },
    sign,
    deliver,
    person,
    /** Keeps deliveries back; `reversed` then lets them go in the wrong order. */
    hold: (): void => {
      queue ??= [];
    },
    letGo: async (how?: "reversed"): Promise<void> => {
      const held = queue ?? [];
      queue = undefined;
      for (const send of how === "reversed" ? held.toReversed() : held) await send();
    },
    close: (): Promise<void> =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ("closeAllConnections" in server) server.closeAllConnections();
      }),
  };
}

export type ZaloEmulator = Awaited<ReturnType<typeof zaloEmulator>>;
