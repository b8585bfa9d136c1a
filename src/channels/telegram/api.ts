import { Api, InputFile, type Transformer } from "grammy";
import type { ApiResponse } from "grammy/types";
import { Pool } from "undici";
import { z } from "zod";
import { seconds } from "../../domain/instant.ts";

/** grammY's client over one pool of kept connections: a third of the work of its own HTTP client for each call. */
export type TelegramApi = { readonly api: Api; readonly close: () => Promise<void> };

type Wanted = {
  readonly token: string;
  /** Where the Bot API is, without a slash at the end: the public one, or one's own server. */
  readonly root?: string;
  /** Milliseconds an ordinary call may take. */
  readonly timeLimit?: number;
};

/** How long the platform may hold a getUpdates call, in seconds. */
export const pollTime = 25;

/** Written by hand: it is read once for every message sent. */
function isEnvelope(body: unknown): boolean {
  if (typeof body !== "object" || body === null || !("ok" in body)) return false;
  if (body.ok === true) return "result" in body;
  return (
    body.ok === false &&
    "error_code" in body &&
    typeof body.error_code === "number" &&
    "description" in body &&
    typeof body.description === "string"
  );
}

/** An answer that is no answer of the Bot API, such as the HTML page of a server in front of it. */
export class StrangeAnswer extends Error {
  override readonly name = "StrangeAnswer";
  readonly status: number;
  constructor(status: number) {
    super(`the Bot API answered ${status} without an envelope`);
    this.status = status;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function telegramApi({
  token,
  root = "https://api.telegram.org",
  timeLimit = seconds(30),
}: Wanted): TelegramApi {
  const { origin, pathname } = new URL(root);
  const base = `${pathname === "/" ? "" : pathname}/bot${token}/`;
  const pool = new Pool(origin, { connections: 32, pipelining: 1, connect: { timeout: seconds(5) } });

  const pooled: Transformer = async (previous, method, payload) => {
    const limit = method === "getUpdates" ? timeLimit + seconds(pollTime) : timeLimit;
    const { type, body } = await written(payload);
    const { text, status } = await posted(pool, `${base}${method}`, type, body, limit);
    return envelope<Awaited<ReturnType<typeof previous<typeof method>>>>(text, status);
  };

  const api = new Api(token, { apiRoot: root });
  api.config.use(pooled);
  return { api, close: () => pool.destroy() };
}

/** One request and its whole answer. Without the stream that `pool.request` makes of an answer. */
function posted(
  pool: Pool,
  path: string,
  type: string,
  body: string | Uint8Array,
  limit: number,
): Promise<{ readonly status: number; readonly text: string }> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let status = 0;
    pool.dispatch(
      {
        method: "POST",
        path,
        headers: ["content-type", type],
        body,
        headersTimeout: limit,
        bodyTimeout: limit,
      },
      {
        // Without this an older kind of handler is looked for.
        onRequestStart: () => {},
        onResponseStart: (_, code) => {
          status = code;
        },
        onResponseData: (_, part) => void parts.push(part),
        onResponseEnd: () => {
          const [only] = parts;
          const whole = parts.length === 1 && only !== undefined ? only : Buffer.concat(parts);
          resolve({ status, text: whole.toString("utf8") });
        },
        onResponseError: (_, why) => reject(why),
      },
    );
  });
}

/** Parameters as JSON; with a file among them as a form, whose objects are JSON text. Its file names are quoted, so that any name passes. */
async function written(
  payload: object,
): Promise<{ readonly type: string; readonly body: string | Uint8Array }> {
  const fields: readonly (readonly [string, unknown])[] = Object.entries(payload);
  if (!fields.some(([, value]) => value instanceof InputFile))
    return { type: "application/json", body: JSON.stringify(payload) };
  const form = new FormData();
  for (const [name, value] of fields) {
    if (value instanceof InputFile) form.set(name, new File([await bytesOf(value)], value.filename ?? name));
    else if (value !== undefined && value !== null)
      form.set(name, typeof value === "string" ? value : JSON.stringify(value));
  }
  const encoded = new Response(form);
  return { type: encoded.headers.get("content-type") ?? "", body: await encoded.bytes() };
}

async function bytesOf(file: InputFile): Promise<Uint8Array<ArrayBuffer>> {
  const raw = await file.toRaw();
  return raw instanceof Uint8Array ? new Uint8Array(raw) : Buffer.concat(await Array.fromAsync(raw));
}

/** The envelope of an answer. What stands in its result is the platform's promise, and read by schema where it matters. */
function envelope<Answer extends ApiResponse<unknown>>(text: string, status: number): Answer {
  const read = z.custom<Answer>(isEnvelope).safeParse(parse(text));
  if (!read.success) throw new StrangeAnswer(status);
  return read.data;
}
