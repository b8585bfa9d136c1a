import type { Answer, Asked, Citation } from "../../domain/answer.ts";
import type { ModelPrompt } from "../../domain/prompt.ts";
import { fault, ok, type Result } from "../../domain/result.ts";
import type { Answers } from "../../ports/answers.ts";
import type { Ids } from "../../ports/ids.ts";
import type { Log } from "../../ports/log.ts";
import type { Completion, Model, ModelFault } from "../../ports/model.ts";
import { check, type Reason } from "./check.ts";
import { compose, type Composed, type Evidence, readReply, type Reply } from "./compose.ts";
import { hide } from "./hide.ts";

/** What a question is about that is not ours to answer. */
export type Elsewhere = "not-ours" | "other-people" | "command";

/**
 * Why the model's words were not said. settled: rules had decided; elsewhere: the model holds it not ours; none-found: nothing to
 * answer from; not-held: the passages do not hold it; not-whole: they hold a part; broken: something threw; late: out of time.
 */
type Why =
  | ModelFault
  | Reason
  | "settled"
  | "elsewhere"
  | "empty-question"
  | "none-found"
  | "not-held"
  | "not-whole"
  | "broken"
  | "late";

export type Parts = {
  readonly model: Model;
  /** Without `route` nothing is routed by the model. */
  readonly prompts: { readonly answer: ModelPrompt; readonly route?: ModelPrompt };
  readonly find: (asked: Asked) => Promise<readonly Evidence[]>;
  /** The answer without a model: an extract, a menu of readings, or a person. */
  readonly offline: Answers;
  /** The words for what the model holds not ours; only asked where the rules were not sure. */
  readonly refuse?: (about: Elsewhere) => Answer;
  /** The line that says where an answer stands. */
  readonly source: (citation: Citation) => string;
  /** What holds today, as it is said. */
  readonly today: (now: string) => string;
  /** Said when everything else fails: whom to ask. */
  readonly person: Answer;
  /** Names of offices and issuers. */
  readonly bodies: readonly string[];
  readonly ids: Ids;
  /** What a work brings, or the other value where it fails or takes too long: 20 seconds for a whole answer. */
  readonly within: <Value>(work: Promise<Value>, otherwise: Value) => Promise<Value>;
  readonly log?: Log;
};

/** A question that may leave the house. */
function hidden(asked: Asked): Result<Asked, Why> {
  const question = hide(asked.question);
  return question === "" ? fault("empty-question") : ok({ ...asked, question });
}

/** Rules come first and are final; the model is asked only where they were not sure, and can only say no. */
async function route(parts: Parts, asked: Asked, offline: Answer): Promise<Result<Elsewhere | "ocop", Why>> {
  if (offline.verdict === "refused" || offline.verdict === "other") return fault("settled");
  const text = parts.prompts.route;
  if (text === undefined || parts.refuse === undefined || offline.verdict === "answered") return ok("ocop");
  const fill = { block: parts.ids.next("block"), question: asked.question };
  const said = await parts.model.complete({ ...text, fill }, text.reply);
  // A model that cannot say keeps nobody from an answer.
  const about = said.ok ? said.value.reply["about"] : "ocop";
  return ok(about === "not-ours" || about === "other-people" || about === "command" ? about : "ocop");
}

async function retrieve(parts: Parts, asked: Asked): Promise<Result<readonly Evidence[], Why>> {
  const found = await parts.find(asked);
  return found.length === 0 ? fault("none-found") : ok(found);
}

/** What the model wrote, when it holds that the passages answer. A part of an answer takes no question from a person. */
function written(completion: Completion, offline: Answer): Result<Reply, Why> {
  const reply = readReply(completion);
  if (reply === undefined) return fault("malformed");
  if (reply.completeness === "no") return fault("not-held");
  if (reply.completeness === "partial" && offline.verdict !== "answered") return fault("not-whole");
  return ok(reply);
}

function checked(parts: Parts, reply: Reply, composed: Composed, asked: Asked): Result<Reply, Why> {
  const [reason] = check(reply, composed, asked.question, parts.bodies);
  return reason === undefined ? ok(reply) : fault(reason);
}

/** The reply with its sources, which come from their headers, and with what holds today where it did not say that. */
function cite(parts: Parts, reply: Reply, { shown }: Composed, asked: Asked, offline: Answer): Answer {
  const used = reply.used.flatMap((name) => shown.get(name) ?? []);
  const citations = [...new Map(used.map(({ citation }) => [citation.id, citation])).values()];
  const now = used.find(
    (one) => one.now !== undefined && (one.citation.validUntil ?? asked.at) <= asked.at,
  )?.now;
  const saysNow = /(?<!\p{L})(?:hiện (?:nay|tại|đang)|bây giờ|(?<!năm )nay)(?!\p{L})/iu.test(reply.text);
  return {
    verdict: "answered",
    text: [
      reply.text,
      ...(now === undefined || saysNow ? [] : [parts.today(now)]),
      ...new Set(citations.map(parts.source)),
    ]
      .filter((line) => line !== "")
      .join("\n\n"),
    citations,
    choices: offline.verdict === "answered" ? offline.choices : [],
    score: Math.max(...used.map((one) => one.score)),
  };
}

/** hide, route, retrieve, compose, check, cite: the model's answer, or why there is none. */
async function byModel(parts: Parts, asked: Asked, offline: Answer): Promise<Result<Answer, Why>> {
  const safe = hidden(asked);
  if (!safe.ok) return safe;
  const about = await route(parts, safe.value, offline);
  if (!about.ok) return about;
  if (about.value !== "ocop") return ok(parts.refuse?.(about.value) ?? offline);
  const found = await retrieve(parts, safe.value);
  if (!found.ok) return found;
  const composed = compose(parts.prompts.answer, safe.value.question, found.value, {
    block: parts.ids.next("block"),
    today: asked.at,
  });
  const completion = await parts.model.complete(composed.prompt, composed.shape);
  if (!completion.ok) return completion;
  const reply = written(completion.value, offline);
  if (!reply.ok) return reply;
  const good = checked(parts, reply.value, composed, safe.value);
  return good.ok ? ok(cite(parts, good.value, composed, asked, offline)) : good;
}

/** Answers put into words by a model where its words hold; else as without one; else a person. Never silence, never a throw. */
export function withModel(parts: Parts): Answers {
  return async (asked) => {
    let best: {
      readonly answer: Answer;
      readonly way: "model" | "offline" | "person";
      readonly why: Why | "passed";
    } = { answer: parts.person, way: "person", why: "broken" };
    const work = async (): Promise<void> => {
      const offline = await parts.offline(asked);
      if (offline.text.trim() === "") return;
      // Should the model be late, this stands.
      best = { answer: offline, way: "offline", why: "late" };
      const said = await byModel(parts, asked, offline).catch(() => fault("broken"));
      best = said.ok
        ? {
            answer: said.value,
            way: "model",
            why: said.value.verdict === "answered" ? "passed" : "elsewhere",
          }
        : { answer: offline, way: "offline", why: said.code };
    };
    await parts.within(work(), undefined);
    parts.log?.({ what: "answer", way: best.way, why: best.why });
    return best.answer;
  };
}
