import type { ChatPromptValueInterface } from "@langchain/core/prompt_values";
import { ChatPromptTemplate } from "@langchain/core/prompts";
import { RunnableLambda, RunnableSequence } from "@langchain/core/runnables";
import { APIConnectionTimeoutError, APIError, APIUserAbortError, OpenAI } from "openai";
import { z } from "zod";
import type { ReplyShape } from "../domain/prompt.ts";
import { fault, ok, type Result } from "../domain/result.ts";
import type { Completion, Model, ModelFault, Prompt } from "../ports/model.ts";
import { bounded } from "./bounded.ts";
import type { Fetch, ModelSettings } from "./open.ts";
import { jsonSchema, readReply } from "./reply.ts";

const longest = 15;
const longestEmbedding = 3;
const ownRoot = "https://api.openai.com/v1";

const completed = z.object({
  choices: z
    .array(
      z.object({
        finish_reason: z.string().nullish(),
        message: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }),
      }),
    )
    .min(1),
  usage: z.object({ prompt_tokens: z.int(), completion_tokens: z.int() }).nullish().catch(undefined),
});

const embedded = z.object({
  data: z.array(z.object({ index: z.int(), embedding: z.array(z.number()).min(1) })),
});

/** How strictly a server holds a reply to its shape; those that know less are asked in the next way. */
const forms = ["json_schema", "json_object", "words"] as const;
type Form = (typeof forms)[number];

/** The server does not know this way of asking. */
class UnknownForm extends Error {}

const hint = (error: APIError): string => `${error.param ?? ""} ${error.message}`;
const isRejection = (error: unknown): error is APIError =>
  error instanceof APIError && [400, 404, 422, 501].includes(Number(error.status));

function faultOf(error: unknown): ModelFault {
  if (error instanceof APIConnectionTimeoutError || error instanceof APIUserAbortError) return "slow";
  if (error instanceof SyntaxError || error instanceof z.ZodError) return "malformed";
  if (error instanceof APIError && error.status !== undefined) {
    const status = Number(error.status);
    if (status === 429) return "limited";
    if (status === 408) return "slow";
    if (error.code === "content_filter") return "refused";
    return status >= 500 ? "away" : "denied";
  }
  const ended = error instanceof Error && (error.name === "AbortError" || error.name === "TimeoutError");
  return ended ? "slow" : "away";
}

/** langchain sends what it runs to another service, or prints it, when the environment says so: here it never may. */
function silence(): void {
  for (const name of Object.keys(process.env))
    if (/^LANG(?:CHAIN|SMITH)_/u.test(name)) Reflect.deleteProperty(process.env, name);
}

/** A model behind any server that speaks as OpenAI's chat completions and embeddings do. */
export function openaiModel(settings: ModelSettings, fetch: Fetch): Model {
  silence();
  const client = new OpenAI({
    apiKey: settings.key,
    baseURL: settings.root,
    // What is not said here would be looked for in the environment.
    organization: null,
    project: null,
    webhookSecret: null,
    adminAPIKey: null,
    logLevel: "off",
    maxRetries: 1,
    timeout: longest * 1_000,
    fetch: bounded(fetch),
  });
  // What this server was found to know: it is not asked again in ways that it refused.
  let knows: Form = "json_schema";
  let warmth = true;
  let limitName: "max_tokens" | "max_completion_tokens" =
    settings.root === ownRoot ? "max_completion_tokens" : "max_tokens";
  let renamed = false;

  /** Whether the refusal tells of a setting that can be left out or called otherwise. */
  const learns = (error: APIError): boolean => {
    if (warmth && /temperature/iu.test(hint(error))) {
      warmth = false;
      return true;
    }
    if (!renamed && hint(error).includes(limitName)) {
      limitName = limitName === "max_tokens" ? "max_completion_tokens" : "max_tokens";
      renamed = true;
      return true;
    }
    return false;
  };

  const ask = async (
    value: ChatPromptValueInterface,
    form: Form,
    prompt: Prompt,
    shape: ReplyShape,
    signal: AbortSignal,
  ): Promise<unknown> => {
    const schema = jsonSchema(shape);
    const messages = value.toChatMessages().map((message) => ({
      role: message.type === "system" ? ("system" as const) : ("user" as const),
      content: typeof message.content === "string" ? message.content : "",
    }));
    const told = {
      role: "system" as const,
      content: `Reply with one JSON object and nothing else, of this JSON Schema: ${JSON.stringify(schema)}`,
    };
    const format = {
      json_schema: {
        response_format: {
          type: "json_schema" as const,
          json_schema: { name: "reply", strict: true, schema },
        },
      },
      json_object: { response_format: { type: "json_object" as const } },
      words: {},
    }[form];
    try {
      return await client.chat.completions.create(
        {
          model: settings.model ?? "",
          messages: form === "json_schema" ? messages : [...messages, told],
          ...(warmth ? { temperature: prompt.temperature } : {}),
          [limitName]: prompt.maxTokens,
          ...format,
        },
        { signal },
      );
    } catch (error) {
      if (!isRejection(error)) throw error;
      if (
        form !== "words" &&
        /response_format|json_schema|json_object|structured|grammar/iu.test(hint(error))
      )
        throw new UnknownForm();
      if (learns(error)) return ask(value, form, prompt, shape, signal);
      throw error;
    }
  };

  const read = (answer: unknown, shape: ReplyShape): Result<Completion, ModelFault> => {
    const { choices, usage } = completed.parse(answer);
    const [first] = choices;
    const { content, refusal } = first?.message ?? {};
    if (typeof refusal === "string" && refusal !== "") return fault("refused");
    if (first?.finish_reason === "content_filter") return fault("refused");
    if (first?.finish_reason === "length") return fault("cut");
    const reply = readReply(content ?? "", shape);
    if (reply === undefined) return fault("malformed");
    const cost = usage ? { sent: usage.prompt_tokens, received: usage.completion_tokens } : {};
    return ok({ reply, ...cost });
  };

  const chain = (form: Form, prompt: Prompt, shape: ReplyShape, signal: AbortSignal) =>
    RunnableSequence.from([
      ChatPromptTemplate.fromMessages<Record<string, string>>([
        ["system", prompt.system],
        ["human", prompt.user],
      ]),
      // Only an unknown way of asking is thrown on: whatever else went wrong would go wrong again.
      RunnableLambda.from(
        async (value: ChatPromptValueInterface): Promise<Result<Completion, ModelFault>> => {
          try {
            const answer = await ask(value, form, prompt, shape, signal);
            knows = form;
            return read(answer, shape);
          } catch (error) {
            if (error instanceof UnknownForm) throw error;
            return fault(faultOf(error));
          }
        },
      ),
    ]);

  return {
    complete: async (prompt, shape) => {
      const signal = AbortSignal.timeout(Math.min(prompt.seconds, longest) * 1_000);
      try {
        const [first, ...others] = forms
          .slice(forms.indexOf(knows))
          .map((form) => chain(form, prompt, shape, signal));
        if (first === undefined) return fault("malformed");
        return await first.withFallbacks({ fallbacks: others }).invoke({ ...prompt.fill }, { signal });
      } catch (error) {
        return fault(faultOf(error));
      }
    },
    embed: async (texts) => {
      if (texts.length === 0) return ok([]);
      try {
        const answer: unknown = await client.embeddings.create(
          { model: settings.embeddingModel ?? "", input: [...texts], encoding_format: "float" },
          { signal: AbortSignal.timeout(longestEmbedding * 1_000) },
        );
        const vectors = embedded
          .parse(answer)
          .data.toSorted((one, two) => one.index - two.index)
          .map((one) => one.embedding);
        const fits =
          vectors.length === texts.length && vectors.every((one) => one.length === vectors[0]?.length);
        return fits ? ok(vectors) : fault("malformed");
      } catch (error) {
        return fault(faultOf(error));
      }
    },
  };
}
