import type { Answer, Fault } from "./errors.ts";
import { numberAt, textAt, type Json } from "./json.ts";
import type { Upload, UploadKind, Uploads } from "./uploads.ts";
import type { Ask } from "./wire.ts";

/** A person of the account, or a visitor who has not told who he is. */
export type To =
  | { readonly userId: string }
  | { readonly anonymousId: string; readonly conversationId: string };

export type Quota = { readonly type: string; readonly remain?: number; readonly total?: number };
export type Sent = { readonly messageId: string; readonly quota?: Quota };

/** A button that says its payload in the person's name, hidden or shown. */
export type Button = { readonly title: string; readonly payload: string; readonly shown?: boolean };

export type Picture = { readonly url: string } | { readonly id: string } | { readonly upload: Upload };

/** Messages a person gets in the chat, free within 48 hours of his last word. */
export type Consult = {
  readonly text: (to: To, text: string, more?: { readonly quote?: string }) => Promise<Answer<Sent>>;
  readonly image: (to: To, picture: Picture, caption?: string) => Promise<Answer<Sent>>;
  readonly file: (to: To, upload: Upload) => Promise<Answer<Sent>>;
  readonly askInfo: (to: To, card: InfoCard) => Promise<Answer<Sent>>;
  /** Buttons where they are allowed and were never refused, else the same as numbered text. */
  readonly choices: (to: To, text: string, buttons: readonly Button[]) => Promise<Answer<Sent>>;
};

export type InfoCard = { readonly title: string; readonly subtitle: string; readonly image: string };

/** Characters of one message, counted as code points after composing. */
export const longestText = 2000;
export const mostButtons = 5;
export const longestTitle = 100;
export const longestPayload = 1000;

const lengthOf = (text: string): number => Array.from(text).length;

const over = (what: string): { readonly ok: false; readonly fault: Fault } => ({
  ok: false,
  fault: { host: "openapi", code: -210, advice: "final", message: `${what} is over its limit` },
});

function sentOf({ value }: { readonly value: Json }): Answer<Sent> {
  const messageId = textAt(value, "data", "message_id") ?? "";
  const type = textAt(value, "data", "quota", "quota_type");
  const remain = numberAt(value, "data", "quota", "remain");
  const total = numberAt(value, "data", "quota", "total");
  const quota =
    type === undefined
      ? {}
      : {
          quota: {
            type,
            ...(remain === undefined ? {} : { remain }),
            ...(total === undefined ? {} : { total }),
          },
        };
  return { ok: true, value: { messageId, ...quota } };
}

/** The choices under the text, each with its number. */
export const numbered = (text: string, buttons: readonly Button[]): string =>
  [text, ...buttons.map(({ title }, index) => `${index + 1}. ${title}`)]
    .filter((line) => line !== "")
    .join("\n");

type Parts = {
  readonly ask: (ask: Ask) => Promise<Answer<Json>>;
  readonly uploads: Uploads;
  readonly buttons: boolean;
  readonly onButtonsRefused?: () => void;
};

export function consult({ ask, uploads, buttons: allowed, onButtonsRefused }: Parts): Consult {
  let buttonsWork = allowed;

  const send = async (to: To, message: Json): Promise<Answer<Sent>> => {
    const anonymous = "anonymousId" in to;
    const recipient = anonymous
      ? { anonymous_id: to.anonymousId, conversation_id: to.conversationId }
      : { user_id: to.userId };
    const path = anonymous ? "/v2.0/oa/message" : "/v3.0/oa/message/cs";
    const answer = await ask({ host: "openapi", path, body: { recipient, message } });
    return answer.ok ? sentOf(answer) : answer;
  };

  /** Sends what needs an upload; when Zalo no longer has it, uploads once more. */
  const withUpload = async (
    to: To,
    kind: UploadKind,
    upload: Upload,
    message: (id: string) => Json,
  ): Promise<Answer<Sent>> => {
    for (let tries = 1; ; tries += 1) {
      const id = await uploads.id(kind, upload);
      if (!id.ok) return id;
      const answer = await send(to, message(id.value));
      if (answer.ok || answer.fault.advice !== "upload" || tries === 2) return answer;
      await uploads.forget(kind, upload.key);
    }
  };

  const text: Consult["text"] = async (to, raw, more = {}) => {
    const said = raw.normalize("NFC");
    if (lengthOf(said) > longestText) return over("text");
    return send(to, { text: said, ...(more.quote === undefined ? {} : { quote_message_id: more.quote }) });
  };

  const media = (caption: string | undefined, source: Json): Json => ({
    ...(caption === undefined || caption === "" ? {} : { text: caption.normalize("NFC") }),
    attachment: {
      type: "template",
      payload: { template_type: "media", elements: [{ media_type: "image", ...source }] },
    },
  });

  const image: Consult["image"] = async (to, picture, caption) => {
    if (lengthOf((caption ?? "").normalize("NFC")) > longestText) return over("caption");
    if ("url" in picture) return send(to, media(caption, { url: picture.url }));
    if ("id" in picture) return send(to, media(caption, { attachment_id: picture.id }));
    return withUpload(to, "image", picture.upload, (id) => media(caption, { attachment_id: id }));
  };

  const asText = async (to: To, said: string, buttons: readonly Button[]): Promise<Answer<Sent>> => {
    const whole = numbered(said, buttons);
    if (lengthOf(whole.normalize("NFC")) <= longestText) return text(to, whole);
    const first = await text(to, said);
    return first.ok ? text(to, numbered("", buttons)) : first;
  };

  const choices: Consult["choices"] = async (to, raw, buttons) => {
    const said = raw.normalize("NFC");
    if (lengthOf(said) > longestText) return over("text");
    const fits = buttons.every(
      ({ title, payload }) => lengthOf(title) <= longestTitle && lengthOf(payload) <= longestPayload,
    );
    if (!buttonsWork || !fits || buttons.length > mostButtons || "anonymousId" in to)
      return asText(to, said, buttons);
    const made = buttons.map(({ title, payload, shown }) => ({
      title: title.normalize("NFC"),
      type: shown === true ? "oa.query.show" : "oa.query.hide",
      payload,
    }));
    const answer = await send(to, {
      text: said,
      attachment: { type: "template", payload: { buttons: made } },
    });
    if (answer.ok || (answer.fault.code !== -233 && answer.fault.code !== -201)) return answer;
    const plain = await asText(to, said, buttons);
    // The text alone went: it was the buttons. Had it not, the person or the text would be at fault.
    if (plain.ok) {
      buttonsWork = false;
      onButtonsRefused?.();
    }
    return plain;
  };

  return {
    text,
    image,
    choices,
    file: (to, upload) =>
      withUpload(to, "file", upload, (token) => ({ attachment: { type: "file", payload: { token } } })),
    askInfo: async (to, { title, subtitle, image: address }) => {
      if (lengthOf(title) > 100 || lengthOf(subtitle) > 500) return over("card");
      const elements = [{ title, subtitle, image_url: address }];
      return send(to, {
        attachment: { type: "template", payload: { template_type: "request_user_info", elements } },
      });
    },
  };
}
