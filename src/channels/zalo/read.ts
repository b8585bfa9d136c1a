import { z } from "zod";
import type { Deed, RemoteFile } from "../../domain/event.ts";

/** What a delivery means: who did what, or why nothing comes of it. `heard`: it lets us answer for some days. */
export type Read =
  | {
      readonly kind: "deeds";
      readonly person: Person;
      readonly deeds: readonly (Deed | RemoteFile)[];
      readonly heard: boolean;
    }
  | { readonly kind: "heard"; readonly person: Person }
  | {
      readonly kind: "ignored";
      readonly why: "echo" | "status" | "group" | "account" | "template" | "unknown";
    };

/** A person of the account, or an anonymous visitor in one conversation. */
export type Person = { readonly user: string } | { readonly visitor: string; readonly conversation: string };

const Text = z.union([z.string(), z.number().transform(String)]);
const Id = Text.pipe(z.string().regex(/^[A-Za-z0-9._-]{1,100}$/));
const Payload = z.object({
  url: z.string().optional(),
  name: z.string().optional(),
  type: z.string().optional(),
  description: z.string().optional(),
  coordinates: z.object({ latitude: Text, longitude: Text }).optional(),
});
const Message = z.object({
  text: z.string().optional(),
  conversation_id: Id.optional(),
  attachments: z
    .array(z.object({ type: z.string(), payload: Payload.catch({}) }))
    .max(50)
    .optional()
    .catch([]),
});
const Info = z.object({
  name: Text.optional(),
  phone: Text.optional(),
  address: Text.optional(),
  ward: Text.optional(),
  district: Text.optional(),
  city: Text.optional(),
  full_address: z
    .object({ user_address: Text.optional(), user_ward: Text.optional(), user_city: Text.optional() })
    .optional()
    .catch(undefined),
});
const Said = z.object({ sender: z.object({ id: Id }), message: Message });
const Card = z.object({ phone: Text.optional() });

type Message = z.infer<typeof Message>;

const longest = 8000;
const unreadable = (why: Extract<Deed, { kind: "unreadable" }>["why"]): Deed => ({ kind: "unreadable", why });

/** A button's payload: it comes back as if the person had typed it. */
const tapMark = "#chon:";
export const payloadOf = (data: string, label: string): string =>
  `${tapMark}${encodeURIComponent(data)} ${label}`;

function tapOf(text: string): Deed | undefined {
  const [, code = "", label = ""] = /^#chon:(\S+) ([\s\S]+)$/.exec(text) ?? [];
  try {
    const data = decodeURIComponent(code);
    return data === "" || new TextEncoder().encode(data).byteLength > 64
      ? undefined
      : { kind: "tap", data, label };
  } catch {
    return undefined;
  }
}

function written(raw: string | undefined): Deed {
  const text = (raw ?? "").normalize("NFC").trim();
  if (!text.isWellFormed()) return unreadable("bytes");
  if (text.length > longest) return unreadable("length");
  return text === "" ? unreadable("message-kind") : (tapOf(text) ?? { kind: "text", text });
}

const endings: Readonly<Record<string, string>> = { image: "jpg", gif: "gif", audio: "amr", video: "mp4" };

/** Files of one message; the words written with them belong to the first. */
function files(kind: string, { text, attachments = [] }: Message): readonly (Deed | RemoteFile)[] {
  const found = attachments.flatMap(({ payload }, at): readonly (Deed | RemoteFile)[] => {
    if (payload.url === undefined) return [];
    const name = payload.name ?? `zalo-${kind}-${at + 1}.${endings[kind] ?? payload.type ?? "bin"}`;
    return [
      {
        kind: "remote-file",
        url: payload.url,
        name,
        text: at === 0 ? (text ?? "").normalize("NFC").trim() : "",
      },
    ];
  });
  return found.length > 0 ? found : [unreadable("message-kind")];
}

const joined = (parts: readonly (string | undefined)[], by: string): string =>
  parts.filter((part) => part !== undefined && part.trim() !== "").join(by);

function link({ text, attachments = [] }: Message): Deed {
  const url = attachments[0]?.payload.url;
  return written(
    text !== undefined && url !== undefined && text.includes(url) ? text : joined([text, url], "\n"),
  );
}

function location({ text, attachments = [] }: Message): Deed {
  const at = attachments[0]?.payload.coordinates;
  const place = at === undefined ? undefined : `${at.latitude}, ${at.longitude}`;
  const named = text !== undefined && text.trim() !== "" && place !== undefined;
  return written(named ? `${text} (${place})` : (place ?? text));
}

function card({ text, attachments = [] }: Message): Deed {
  const told = Card.safeParse(json(attachments[0]?.payload.description ?? ""));
  return written(joined([text, told.data?.phone], ", "));
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function info(event: unknown): Deed {
  const found = z.object({ info: Info }).safeParse(event).data?.info;
  const place = found?.full_address;
  const address = place
    ? [place.user_address, place.user_ward, place.user_city]
    : [found?.address, found?.ward, found?.district, found?.city];
  return written(joined([found?.name, found?.phone, ...address], ", "));
}

/** Kinds of messages: the end of the event's name, and what is made of it. */
const messages: Readonly<Record<string, (message: Message) => readonly (Deed | RemoteFile)[]>> = {
  text: ({ text }) => [written(text)],
  image: (message) => files("image", message),
  gif: (message) => files("gif", message),
  audio: (message) => files("audio", message),
  video: (message) => files("video", message),
  file: (message) => files("file", message),
  sticker: () => [unreadable("message-kind")],
  link: (message) => [link(message)],
  location: (message) => [location(message)],
  business_card: (message) => [card(message)],
};

function said(event: unknown, kind: string, anonymous: boolean): Read {
  const read = Said.safeParse(event);
  if (!read.success) return { kind: "ignored", why: "unknown" };
  const { sender, message } = read.data;
  const conversation = message.conversation_id;
  if (anonymous && conversation === undefined) return { kind: "ignored", why: "unknown" };
  const person = anonymous ? { visitor: sender.id, conversation: conversation ?? "" } : { user: sender.id };
  const make = Object.hasOwn(messages, kind) ? messages[kind] : undefined;
  // A kind of message that came later than this program still gets an answer.
  return { kind: "deeds", person, deeds: make?.(message) ?? [unreadable("message-kind")], heard: true };
}

const Follower = z.object({ follower: z.object({ id: Id }) });
const User = z.object({ user_id: Id });
const Sender = z.object({ sender: z.object({ id: Id }) });

const ignored = (why: Extract<Read, { kind: "ignored" }>["why"]): Read => ({ kind: "ignored", why });

function managed(name: string, event: unknown): Read {
  const follower = Follower.safeParse(event).data?.follower.id;
  const user = User.safeParse(event).data?.user_id;
  const sender = Sender.safeParse(event).data?.sender.id;
  // A tap on the menu, since a person who begins to follow has not written anything yet.
  if (name === "follow" && follower !== undefined)
    return {
      kind: "deeds",
      person: { user: follower },
      deeds: [{ kind: "tap", data: "c:menu", label: "Quan tâm" }],
      heard: true,
    };
  // Who takes consent back is asked about the erasing of his data.
  if (name === "user_withdraw" && user !== undefined)
    return {
      kind: "deeds",
      person: { user },
      deeds: [{ kind: "tap", data: "c:erase", label: "Rút đồng ý" }],
      heard: false,
    };
  if (name === "user_submit_info" && sender !== undefined)
    return { kind: "deeds", person: { user: sender }, deeds: [info(event)], heard: true };
  if ((name === "user_click_chatnow" || name === "user_call_oa") && user !== undefined)
    return { kind: "heard", person: { user } };
  return ignored("unknown");
}

/** Events that are known and mean nothing to a conversation, by how their names begin. */
const nothing: readonly (readonly [RegExp, Extract<Read, { kind: "ignored" }>["why"]])[] = [
  [/_group(?:_|$)|^(?:accept|reject|react)_request/, "group"],
  [/^(?:user_received|user_seen|user_reacted|oa_reacted)_message$/, "status"],
  [/^oa_(?:send|call)_/, "echo"],
  [/^(?:change_|user_feedback$|user_click_response_button$|event_journey_)/, "template"],
  [
    /^(?:unfollow$|add_user_to_tag$|remove_|update_user_info$|extension_|widget_|shop_|user_reply_consent$)/,
    "account",
  ],
];

const Named = z.object({ event_name: z.string() });

/** Reads a checked delivery. An event that is not known is ignored, never an error. */
export function readDelivery(event: unknown): Read {
  const name = Named.safeParse(event).data?.event_name ?? "";
  const none = nothing.find(([names]) => names.test(name));
  if (none !== undefined) return ignored(none[1]);
  const [, who, kind] = /^(user|anonymous)_send_(\w+)$/.exec(name) ?? [];
  if (who !== undefined && kind !== undefined) return said(event, kind, who === "anonymous");
  return managed(name, event);
}
