import { InputFile, type Api } from "grammy";
import { z } from "zod";
import type { Clock } from "../../ports/clock.ts";
import type { Files } from "../../ports/files.ts";
import type { Call, Delivery } from "../contract.ts";
import { sentOnce } from "../once.ts";
import { cannotParse, deliveryOf, noPicture } from "./fault.ts";

const Bold = z.object({ type: z.literal("bold"), offset: z.number(), length: z.number() });
const Keyboard = z.object({
  inline_keyboard: z.array(z.array(z.object({ text: z.string(), callback_data: z.string() }))),
});
type TextBody = {
  readonly chat_id: number;
  readonly text: string;
  readonly entities: z.infer<typeof Bold>[];
};

/** Written by hand: nearly every call is one of these, and render makes them. */
const isTextBody = (body: unknown): body is TextBody =>
  typeof body === "object" &&
  body !== null &&
  "chat_id" in body &&
  typeof body.chat_id === "number" &&
  "text" in body &&
  typeof body.text === "string" &&
  "entities" in body &&
  Array.isArray(body.entities);
const FileBody = z.object({
  chat_id: z.number(),
  file: z.object({ hash: z.string(), name: z.string() }),
  caption: z.string().exactOptional(),
  caption_entities: z.array(Bold).exactOptional(),
  reply_markup: Keyboard.exactOptional(),
});

type Sent = { readonly message_id: number };
type Ports = { readonly api: Api; readonly files: Files; readonly clock: Clock };

/** Carries calls to the platform: the only network of the channel. */
export function sender({ api, files, clock }: Ports): (call: Call) => Promise<Delivery> {
  const text = async (body: TextBody): Promise<Sent> => {
    try {
      return await api.raw.sendMessage(body);
    } catch (why) {
      if (!cannotParse(why)) throw why;
      return api.raw.sendMessage({ ...body, entities: [] });
    }
  };

  const file = async (
    method: string,
    { file: { name }, ...rest }: z.infer<typeof FileBody>,
    bytes: Uint8Array,
  ): Promise<Sent> => {
    const asDocument = (): Promise<Sent> =>
      api.raw.sendDocument({ ...rest, document: new InputFile(bytes, name) });
    if (method === "sendDocument") return asDocument();
    try {
      return await api.raw.sendPhoto({ ...rest, photo: new InputFile(bytes, name) });
    } catch (why) {
      if (noPicture(why)) return asDocument();
      throw why;
    }
  };

  const carry = async ({ method, body }: Call): Promise<Delivery> => {
    if (method === "sendMessage" && isTextBody(body)) return sent(await text(body));
    const paper = method === "sendDocument" || method === "sendPhoto" ? FileBody.safeParse(body) : undefined;
    if (!paper?.success) return { kind: "refused", why: "body" };
    const bytes = await files.read(paper.data.file.hash);
    return bytes === undefined
      ? { kind: "refused", why: "file-missing" }
      : sent(await file(method, paper.data, bytes));
  };

  return sentOnce((call) => carry(call).catch((why: unknown) => deliveryOf(why, clock.now())));
}

const sent = ({ message_id }: Sent): Delivery => ({ kind: "sent", ref: String(message_id) });
