import { z } from "zod";

/** What we read of an update. Fields that we do not know are let through: the platform sends old and new ones as well. */

const Chat = z.object({ id: z.number(), type: z.string() });
const User = z.object({ id: z.number(), is_bot: z.boolean().optional() });
const Sent = z.object({
  file_id: z.string().min(1),
  file_size: z.number().optional(),
  file_name: z.string().optional(),
  mime_type: z.string().optional(),
});
const Place = z.object({ latitude: z.number(), longitude: z.number() });

export const Message = z.looseObject({
  message_id: z.number(),
  date: z.number(),
  edit_date: z.number().optional(),
  chat: Chat,
  from: User.optional(),
  text: z.string().optional(),
  caption: z.string().optional(),
  photo: z.array(Sent).optional(),
  document: Sent.optional(),
  voice: Sent.optional(),
  audio: Sent.optional(),
  video: Sent.optional(),
  video_note: Sent.optional(),
  animation: z.unknown().optional(),
  contact: z
    .object({
      phone_number: z.string(),
      first_name: z.string(),
      last_name: z.string().optional(),
      user_id: z.number().optional(),
    })
    .optional(),
  location: Place.extend({ live_period: z.number().optional() }).optional(),
  venue: z.object({ title: z.string(), address: z.string() }).optional(),
});

const Button = z.looseObject({ text: z.string(), callback_data: z.string().optional() });

export const Query = z.object({
  id: z.string().min(1),
  from: User,
  data: z.string().optional(),
  message: z
    .object({
      message_id: z.number(),
      date: z.number(),
      chat: Chat,
      reply_markup: z.object({ inline_keyboard: z.array(z.array(Button)) }).optional(),
    })
    .optional(),
});

export const Member = z.object({
  chat: Chat,
  from: User,
  date: z.number(),
  new_chat_member: z.object({ status: z.string() }),
});

export const Update = z.looseObject({
  update_id: z.number(),
  message: z.unknown().optional(),
  edited_message: z.unknown().optional(),
  callback_query: z.unknown().optional(),
  my_chat_member: z.unknown().optional(),
});

export type Message = z.infer<typeof Message>;
export type Query = z.infer<typeof Query>;
export type Member = z.infer<typeof Member>;

/** The kinds of updates we ask for; all others are never made for us. */
export const wantedUpdates = ["message", "edited_message", "callback_query", "my_chat_member"] as const;

/** Notes that the platform puts into a chat by itself: nobody waits for an answer to them. */
const notes = [
  "users_shared",
  "user_shared",
  "chat_shared",
  "write_access_allowed",
  "pinned_message",
  "web_app_data",
  "connected_website",
  "message_auto_delete_timer_changed",
  "chat_background_set",
  "successful_payment",
  "refunded_payment",
  "boost_added",
  "gift",
  "unique_gift",
  "gift_upgrade_sent",
  "proximity_alert_triggered",
  "migrate_to_chat_id",
  "migrate_from_chat_id",
] as const;

export const isNote = (message: Message): boolean => notes.some((name) => name in message);
