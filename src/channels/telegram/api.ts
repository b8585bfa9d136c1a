import { Api, InputFile, type Transformer } from "grammy";
import type { ApiResponse } from "grammy/types";
import { z } from "zod";
import { seconds } from "../../domain/instant.ts";

/** grammY's client, with its calls carried by what the runtime has for it. */
export type TelegramApi = { readonly api: Api; readonly close: () => Promise<void> };

export type Posted = { readonly status: number; readonly text: string };

/** Carries calls to one server. A call, with its whole answer, takes `limit` milliseconds at most. */
export type Transport = {
  readonly post: (path: string, type: string, body: Written, limit: number) => Promise<Posted>;
  readonly close: () => Promise<void>;
};

/** Makes the transport to a server, `https://host` without a path. */
export type Connect = (origin: string) => Transport;

type Written = string | Uint8Array<ArrayBuffer>;

type Wanted = {
  readonly token: string;
  /** Where the Bot API is, without a slash at the end: the public one, or one's own server. */
  readonly root?: string;
  /** Milliseconds an ordinary call may take. */
  readonly timeLimit?: number;
  readonly connect: Connect;
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
  connect,
}: Wanted): TelegramApi {
  const { origin, pathname } = new URL(root);
  const base = `${pathname === "/" ? "" : pathname}/bot${token}/`;
  const { post, close } = connect(origin);

  const carried: Transformer = async (previous, method, payload) => {
    const limit = method === "getUpdates" ? timeLimit + seconds(pollTime) : timeLimit;
    const { type, body } = await written(payload);
    const { text, status } = await post(`${base}${method}`, type, body, limit);
    return envelope<Awaited<ReturnType<typeof previous<typeof method>>>>(text, status);
  };

  const api = new Api(token, { apiRoot: root });
  api.config.use(carried);
  return { api, close };
}

/** Parameters as JSON; with a file among them as a form, whose objects are JSON text. Its file names are quoted, so that any name passes. */
async function written(payload: object): Promise<{ readonly type: string; readonly body: Written }> {
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
  return {
    type: encoded.headers.get("content-type") ?? "",
    body: new Uint8Array(await encoded.arrayBuffer()),
  };
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
