import { afterEach, describe, expect, test } from "vitest";
import { openModel } from "../../src/model/open.ts";
import type { Prompt } from "../../src/ports/model.ts";
import { openaiEmulator, type OpenaiEmulator, type Turn } from "../support/openai-emulator.ts";

const servers: OpenaiEmulator[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
});

const shape = { completeness: ["complete", "partial", "no"], text: "text", used: "list" } as const;
const prompt: Prompt = {
  system: "Trả lời bằng tiếng Việt.",
  user: "Câu hỏi: {question}",
  temperature: 0,
  maxTokens: 100,
  seconds: 5,
  fill: { question: "Nộp ở đâu? {question} {{x}}" },
};
const reply = { completeness: "complete", text: "Nộp ở xã.", used: ["p1"] };
const good = { say: JSON.stringify(reply) };

const stage = async (...turns: readonly Turn[]) => {
  const server = await openaiEmulator(...turns);
  servers.push(server);
  const model = openModel(
    { key: "sk-test", root: server.root, model: "m-1", embeddingModel: "e-1" },
    (address, init) => fetch(address, init),
  );
  return { server, model, ask: (seconds = 5) => model.complete({ ...prompt, seconds }, shape) };
};

describe("on the wire", () => {
  test("a prompt is filled once, bounded, of a strict shape, without tools", async () => {
    const { server, ask } = await stage(good);
    expect(await ask()).toEqual({ ok: true, value: { reply, sent: 120, received: 30 } });
    expect(server.asked).toEqual([
      {
        path: "/v1/chat/completions",
        key: "Bearer sk-test",
        body: {
          model: "m-1",
          temperature: 0,
          max_tokens: 100,
          messages: [
            { role: "system", content: "Trả lời bằng tiếng Việt." },
            { role: "user", content: "Câu hỏi: Nộp ở đâu? {question} {{x}}" },
          ],
          response_format: {
            type: "json_schema",
            json_schema: {
              name: "reply",
              strict: true,
              schema: {
                type: "object",
                properties: {
                  completeness: { type: "string", enum: ["complete", "partial", "no"] },
                  text: { type: "string" },
                  used: { type: "array", items: { type: "string" } },
                },
                required: ["completeness", "text", "used"],
                additionalProperties: false,
              },
            },
          },
        },
      },
    ]);
  });

  test("vectors come back in the order of their texts", async () => {
    const { server, model } = await stage({
      vectors: [
        [1, 0],
        [0, 1],
      ],
    });
    expect(await model.embed(["a", "b"])).toEqual({
      ok: true,
      value: [
        [1, 0],
        [0, 1],
      ],
    });
    expect(server.asked[0]?.body).toEqual({ model: "e-1", input: ["a", "b"], encoding_format: "float" });
    expect(await model.embed([])).toEqual({ ok: true, value: [] });
    expect(server.asked).toHaveLength(1);
  });

  test.each([
    ["too few", { vectors: [[1, 0]] }],
    ["of two lengths", { vectors: [[1, 0], [1]] }],
    ["no vectors", { raw: '{"data":[{"index":0,"embedding":"AAAA"}]}' }],
  ])("vectors that are %s are malformed", async (_, turn) => {
    const { model } = await stage(turn);
    expect(await model.embed(["a", "b"])).toMatchObject({ ok: false, code: "malformed" });
  });
});

const away = { status: 500, headers: { "retry-after-ms": "1" } };
const busy = { status: 429, headers: { "retry-after-ms": "1" } };

describe("what goes wrong has a name", () => {
  test.each<readonly [string, string, Turn, number]>([
    ["a server that is broken", "away", away, 2],
    ["a line that is reset", "away", "reset", 2],
    ["more than can be meant", "away", "flood", 2],
    ["a way to elsewhere", "away", "elsewhere", 2],
    ["too many requests", "limited", busy, 2],
    ["too many requests for a long time", "limited", { status: 429, headers: { "retry-after": "30" } }, 1],
    ["a wrong key", "denied", { status: 401 }, 1],
    ["no such model", "denied", { status: 404 }, 1],
    ["a request that is not taken", "denied", { status: 400 }, 1],
    ["a filter", "refused", { status: 400, error: { message: "No", code: "content_filter" } }, 1],
    ["a refusal", "refused", { say: "", refusal: "I cannot help" }, 1],
    ["a filter in the reply", "refused", { ...good, finish: "content_filter" }, 1],
    ["a reply that is cut", "cut", { say: '{"completeness":"complete","text":"Nộp ở', finish: "length" }, 1],
    ["a whole reply that is said to be cut", "cut", { ...good, finish: "length" }, 1],
    ["a call of a tool", "malformed", { ...good, tool: true, finish: "tool_calls" }, 1],
    ["words that are no JSON", "malformed", { say: "Nộp ở xã." }, 1],
    ["JSON that is no object", "malformed", { say: '["p1"]' }, 1],
    ["a field that is missing", "malformed", { say: '{"completeness":"complete","text":"x"}' }, 1],
    ["a word of its own", "malformed", { say: '{"completeness":"yes","text":"x","used":[]}' }, 1],
    ["an answer that is no JSON", "malformed", { raw: "<html>" }, 1],
    ["an answer without choices", "malformed", { raw: '{"choices":[]}' }, 1],
    ["an answer that is nothing", "malformed", { raw: "null" }, 1],
  ])("%s is %s", async (_, code, turn, times) => {
    const { server, ask } = await stage(turn);
    expect(await ask()).toEqual({ ok: false, code });
    expect(server.asked).toHaveLength(times);
  });

  test.each(["silent", "half"] as const)(
    "a server that is %s is slow, in the time it was given",
    async (turn) => {
      const { ask } = await stage(turn);
      const begun = performance.now();
      expect(await ask(0.2)).toEqual({ ok: false, code: "slow" });
      expect(performance.now() - begun).toBeLessThan(2_000);
    },
  );

  test("a second try is made once, and may succeed", async () => {
    const { server, ask } = await stage(away, good);
    expect(await ask()).toMatchObject({ ok: true });
    expect(server.asked).toHaveLength(2);
  });

  test("a port that nobody listens on is away", async () => {
    const { server, ask } = await stage(good);
    await server.stop();
    expect(await ask()).toEqual({ ok: false, code: "away" });
  });

  test("vectors have the same names for it", async () => {
    const { model } = await stage({ status: 401 });
    expect(await model.embed(["a"])).toEqual({ ok: false, code: "denied" });
  });
});

const unknown = (name: string): Turn => ({
  status: 400,
  error: { message: `'response_format' of type '${name}' is not supported`, param: "response_format" },
});
const formats = (server: OpenaiEmulator): readonly unknown[] =>
  server.asked.map(({ body }) => {
    const format: unknown = body["response_format"];
    return typeof format === "object" && format !== null && "type" in format ? format.type : undefined;
  });

describe("a server that knows less", () => {
  test("is asked for any JSON, told the shape in words, and not asked for more again", async () => {
    const { server, ask } = await stage(unknown("json_schema"), good);
    expect(await ask()).toMatchObject({ ok: true, value: { reply } });
    expect(await ask()).toMatchObject({ ok: true });
    expect(formats(server)).toEqual(["json_schema", "json_object", "json_object"]);
    expect(JSON.stringify(server.asked[1]?.body["messages"])).toContain("JSON Schema");
  });

  test("is asked in words alone at last", async () => {
    const { server, ask } = await stage(unknown("json_schema"), unknown("json_object"), good);
    expect(await ask()).toMatchObject({ ok: true, value: { reply } });
    expect(await ask()).toMatchObject({ ok: true });
    expect(formats(server)).toEqual(["json_schema", "json_object", undefined, undefined]);
  });

  test("and refuses all ways is denied", async () => {
    const { server, ask } = await stage(unknown("json_schema"));
    expect(await ask()).toEqual({ ok: false, code: "denied" });
    expect(server.asked).toHaveLength(3);
  });

  test("may want another name for the limit, and no temperature", async () => {
    const { server, ask } = await stage(
      { status: 400, error: { message: "Use 'max_completion_tokens' instead.", param: "max_tokens" } },
      { status: 400, error: { message: "Unsupported value", param: "temperature" } },
      good,
    );
    expect(await ask()).toMatchObject({ ok: true });
    const last = server.asked.at(-1)?.body ?? {};
    expect([last["max_tokens"], last["max_completion_tokens"], last["temperature"]]).toEqual([
      undefined,
      100,
      undefined,
    ]);
  });

  test.each([
    ["in a fence", `\`\`\`json\n${good.say}\n\`\`\``],
    ["among words", `Đây là câu trả lời: ${good.say} Hết.`],
    ["after thinking aloud", `<think>{"completeness": maybe}</think>\n${good.say}`],
    ["with commas too many", '{"completeness":"complete","text":"Nộp ở xã.","used":["p1",],}'],
    ["with a field of its own", JSON.stringify({ ...reply, mood: "good" })],
  ])("is understood when it puts the reply %s", async (_, say) => {
    const { ask } = await stage({ say });
    expect(await ask()).toMatchObject({ ok: true, value: { reply } });
  });

  test("may break a line inside a text", async () => {
    const { ask } = await stage({
      say: '{"completeness":"complete","text":"Nộp ở xã,\nthị trấn.","used":["p1"]}',
    });
    expect(await ask()).toMatchObject({ value: { reply: { text: "Nộp ở xã,\nthị trấn." } } });
  });
});

describe("nothing is said elsewhere", () => {
  test("langchain's own service hears nothing, whatever the environment says", async () => {
    const other = await openaiEmulator({ status: 200 });
    servers.push(other);
    const set = {
      LANGSMITH_TRACING: "true",
      LANGCHAIN_TRACING_V2: "true",
      LANGSMITH_ENDPOINT: other.root,
      LANGCHAIN_ENDPOINT: other.root,
      LANGSMITH_API_KEY: "x",
      LANGCHAIN_VERBOSE: "true",
    };
    Object.assign(process.env, set);
    try {
      const { ask } = await stage(good);
      expect(await ask()).toMatchObject({ ok: true });
      expect(Object.keys(set).filter((name) => process.env[name] !== undefined)).toEqual([]);
      expect(other.asked).toEqual([]);
    } finally {
      for (const name of Object.keys(set)) Reflect.deleteProperty(process.env, name);
    }
  });

  test("no model is asked where none is named", async () => {
    const { server } = await stage(good);
    const settings = { key: "k", root: server.root };
    const through = (address: string, init: RequestInit) => fetch(address, init);
    for (const model of [openModel(undefined, through), openModel(settings, through)]) {
      expect(await model.complete(prompt, shape)).toEqual({ ok: false, code: "none" });
      expect(await model.embed(["a"])).toEqual({ ok: false, code: "none" });
    }
    expect(server.asked).toEqual([]);
  });
});
