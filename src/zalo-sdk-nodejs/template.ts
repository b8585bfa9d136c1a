import type { Answer } from "./errors.ts";
import { type Json, textAt } from "./json.ts";
import type { Ask } from "./wire.ts";

export type TemplateSent = { readonly messageId: string };
type Fields = Readonly<Record<string, string>>;

/** Approved templates, which may go when the chat window is closed. */
export type Templates = {
  readonly toUser: (userId: string, templateId: string, fields: Fields) => Promise<Answer<TemplateSent>>;
  /** `tracking`: at most 48 characters; the same message should always have the same one. */
  readonly toPhone: (
    phone: string,
    templateId: string,
    fields: Fields,
    more: { readonly tracking: string; readonly development?: boolean },
  ) => Promise<Answer<TemplateSent>>;
};

/** A Vietnamese number as templates want it: 84 and nine digits; undefined when it is none. */
export function phoneOf(text: string): string | undefined {
  const digits = text.replaceAll(/[\s().+-]/g, "");
  const local = /^(?:0084|84|0)?([1-9]\d{8})$/.exec(digits)?.[1];
  return local === undefined ? undefined : `84${local}`;
}

export function templates(ask: (ask: Ask) => Promise<Answer<Json>>): Templates {
  const sent = (answer: Answer<Json>, name: string): Answer<TemplateSent> =>
    answer.ok ? { ok: true, value: { messageId: textAt(answer.value, "data", name) ?? "" } } : answer;
  return {
    toUser: async (user_id, template_id, template_data) =>
      sent(
        await ask({
          host: "openapi",
          path: "/v3.0/oa/message/template",
          body: { user_id, template_id, template_data },
        }),
        "message_id",
      ),
    toPhone: async (number, template_id, template_data, { tracking, development }) => {
      const phone = phoneOf(number);
      if (phone === undefined)
        return {
          ok: false,
          fault: { host: "business", code: -108, advice: "final", message: "no phone number" },
        };
      const mode = development === true ? { mode: "development" } : {};
      const body = { phone, template_id, template_data, tracking_id: tracking.slice(0, 48), ...mode };
      return sent(await ask({ host: "business", path: "/message/template", body }), "msg_id");
    },
  };
}
