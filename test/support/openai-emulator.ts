import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

type Body = Readonly<Record<string, unknown>>;

/** What the next request meets: a reply of the model, an error, or a line that fails. */
export type Turn =
  | { readonly say: string; readonly finish?: string; readonly refusal?: string; readonly tool?: true }
  | { readonly status: number; readonly error?: Body; readonly headers?: Readonly<Record<string, string>> }
  | { readonly raw: string }
  | { readonly vectors: readonly (readonly number[])[] }
  | "silent"
  | "half"
  | "reset"
  | "flood"
  | "elsewhere";

export type OpenaiEmulator = {
  readonly root: string;
  /** Each request takes one from the front; the last is there again and again. */
  readonly turns: Turn[];
  /** Path, key and body of every request, in order. */
  readonly asked: { readonly path: string; readonly key: string; readonly body: Body }[];
  readonly stop: () => Promise<void>;
};

const isObject = (value: unknown): value is Body => typeof value === "object" && value !== null;

async function bodyOf(request: IncomingMessage): Promise<Body> {
  let text = "";
  for await (const part of request) text += String(part);
  const read: unknown = text === "" ? {} : JSON.parse(text);
  return isObject(read) ? read : {};
}

const completion = ({ say, finish = "stop", refusal, tool }: Extract<Turn, { say: string }>): Body => ({
  id: "chatcmpl-1",
  object: "chat.completion",
  created: 1,
  model: "emulated",
  choices: [
    {
      index: 0,
      finish_reason: finish,
      logprobs: null,
      message: {
        role: "assistant",
        content: tool === true || refusal !== undefined ? null : say,
        refusal: refusal ?? null,
        ...(tool === true
          ? { tool_calls: [{ id: "call_1", type: "function", function: { name: "send", arguments: say } }] }
          : {}),
      },
    },
  ],
  usage: { prompt_tokens: 120, completion_tokens: 30, total_tokens: 150 },
});

/** A server on loopback that speaks as chat completions and embeddings do; it also misbehaves when told to. */
export async function openaiEmulator(...first: readonly Turn[]): Promise<OpenaiEmulator> {
  const turns = [...first];
  const asked: OpenaiEmulator["asked"] = [];

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await bodyOf(request);
    asked.push({ path: request.url ?? "", key: request.headers.authorization ?? "", body });
    const turn = (turns.length > 1 ? turns.shift() : turns[0]) ?? "silent";
    const json = (status: number, value: Body, headers: Readonly<Record<string, string>> = {}): void => {
      response.writeHead(status, { "Content-Type": "application/json", ...headers });
      response.end(JSON.stringify(value));
    };
    if (turn === "silent") return;
    if (turn === "reset") return void request.socket.resetAndDestroy();
    if (turn === "elsewhere") return void response.writeHead(307, { Location: "/other" }).end();
    if (turn === "half" || turn === "flood") {
      response.writeHead(200, { "Content-Type": "application/json" });
      if (turn === "half") return void response.write('{"choices":[{"mess');
      const more = (error?: Error | null): void => {
        if (!error && !request.socket.destroyed) response.write(" ".repeat(1 << 20), more);
      };
      return more();
    }
    if ("say" in turn) return json(200, completion(turn));
    if ("raw" in turn)
      return void response.writeHead(200, { "Content-Type": "application/json" }).end(turn.raw);
    if ("vectors" in turn)
      return json(200, {
        object: "list",
        model: "emulated",
        // Out of order, as a server may.
        data: turn.vectors
          .map((embedding, index) => ({ object: "embedding", index, embedding }))
          .toReversed(),
        usage: { prompt_tokens: 1, total_tokens: 1 },
      });
    return json(turn.status, { error: turn.error ?? { message: "Told so" } }, turn.headers);
  };

  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("No TCP address");
  return {
    root: `http://127.0.0.1:${address.port}/v1`,
    turns,
    asked,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
