import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { readUpdate } from "../../../src/channels/telegram/read.ts";

const Samples = z.array(z.object({ name: z.string(), update: z.looseObject({ update_id: z.number() }) }));
const samples = Samples.parse(
  JSON.parse(readFileSync(new URL("../../fixtures/telegram-updates.json", import.meta.url), "utf8")),
);
const read = (update: unknown) =>
  readUpdate(update, { bot: "8123456789", now: 5, edited: "sửa tin trước: {text}" });

type Expected = {
  readonly text?: string;
  readonly tap?: readonly [string, string];
  readonly file?: readonly [string, string, string];
  readonly unreadable?: string;
  readonly passed?: string;
  readonly group?: number;
};

const photo = "telegram-file:AgACAgUAAxkBAAPIa_y";
const table: Readonly<Record<string, Expected>> = {
  text_plain: { text: "Tôi muốn đăng ký sản phẩm tinh dầu quế" },
  text_min_sender_without_username: { text: "alo" },
  start_without_payload: { text: "/start" },
  start_with_payload_64: { tap: [`start:inv_9fK2-Qx7_${"a".repeat(51)}`, "/start"] },
  command_with_botname: { text: "trợ giúp" },
  text_entities_utf16_offsets: {
    text: "🌿 Quế Bắc Hà: https://ocop.example.vn #ocop @lan_taichai 0912345678 a@b.vn đậm",
  },
  text_link_and_text_mention: { text: "xem Páo tại đây" },
  text_4096_characters: { text: `${"Quế ".repeat(1023)}Quế.` },
  photo_with_caption: { file: [photo, "anh-109.jpg", "Nhãn sản phẩm #ocop"] },
  photo_without_caption: { file: ["telegram-file:AgACAgUAAxkBAAPIa_m", "anh-110.jpg", ""] },
  album_part_1_of_3_caption_on_first: {
    file: ["telegram-file:AgACAgUAAxkBAAPJ1_y", "anh-111.jpg", "3 ảnh xưởng"],
  },
  album_part_2_of_3: { file: ["telegram-file:AgACAgUAAxkBAAPJ2_y", "anh-112.jpg", ""] },
  album_part_3_of_3: { file: ["telegram-file:AgACAgUAAxkBAAPJ3_y", "anh-113.jpg", ""] },
  document_album_part_1_of_2: { file: ["telegram-file:BQACAgUAAxkBAAPKd1", "giay-attp.pdf", ""] },
  document_album_part_2_of_2_caption_on_last: {
    file: ["telegram-file:BQACAgUAAxkBAAPKd2", "gcn-dkkd.pdf", "giấy tờ"],
  },
  document_pdf: { file: ["telegram-file:BQACAgUAAxkBAAPLd", "Phiếu đăng ký (mẫu 01).pdf", "Phiếu của tôi"] },
  document_without_name_or_mime: { file: ["telegram-file:BQACAgUAAxkBAAPLe", "tep-117", ""] },
  document_over_20_MB_getFile_fails: { unreadable: "file-size" },
  photo_sent_as_file: { file: ["telegram-file:BQACAgUAAxkBAAPLg", "IMG_2026.HEIC", ""] },
  voice: { file: ["telegram-file:AwACAgUAAxkBAAPMv", "ghi-am-120.ogg", ""] },
  voice_forwarded_from_hidden_user: { file: ["telegram-file:AwACAgUAAxkBAAPMw", "ghi-am-121.ogg", ""] },
  audio: { file: ["telegram-file:CQACAgUAAxkBAAPNa", "gioi-thieu.mp3", ""] },
  video: { file: ["telegram-file:BAACAgUAAxkBAAPOv", "xuong.mp4", "Xưởng nấu tinh dầu"] },
  video_note: { file: ["telegram-file:DQACAgUAAxkBAAPPn", "phim-124.mp4", ""] },
  animation_also_carries_document: { unreadable: "message-kind" },
  sticker: { unreadable: "message-kind" },
  contact_own_by_request_button: { text: "+84912345678" },
  contact_of_someone_else: { text: "Anh Dũng +84 987 654 321" },
  location: { text: "https://maps.google.com/?q=22.53651,104.29173" },
  live_location_start: { unreadable: "message-kind" },
  live_location_move_is_edited_message: { passed: "edit" },
  venue_also_carries_location: { text: "Chợ Bắc Hà, TT. Bắc Hà, Lào Cai" },
  dice_unsupported_kind: { unreadable: "message-kind" },
  poll_unsupported_kind: { unreadable: "message-kind" },
  edited_message_text: { text: "sửa tin trước: Tôi muốn đăng ký 2 sản phẩm" },
  edited_message_caption: { file: [photo, "anh-136.jpg", "Nhãn (đã sửa)"] },
  reply_to_bot_message: { text: "cái này sai" },
  reply_with_manual_quote: { text: "phải là quế Bắc Hà" },
  external_reply_to_channel_post: { text: "cái này có đúng không?" },
  forwarded_from_user: { text: "phí là bao nhiêu?" },
  forwarded_from_channel: { text: "Thông báo đợt 2" },
  web_app_data: { passed: "note" },
  users_shared: { passed: "note" },
  write_access_allowed: { passed: "note" },
  pinned_message_service: { passed: "note" },
  callback_query: { tap: ["v1:k3:coop", "Hợp tác xã"] },
  callback_query_data_64_bytes: { tap: ["x".repeat(64), "Tà Chải"] },
  callback_query_inaccessible_message: { tap: ["v1:k1:yes", "v1:k1:yes"] },
  callback_query_same_button_tapped_again: { tap: ["v1:k3:coop", "v1:k3:coop"] },
  callback_query_from_inline_mode: { passed: "query-kind" },
  my_chat_member_user_blocked_bot: { passed: "blocked" },
  my_chat_member_user_unblocked_bot: { passed: "unblocked" },
  my_chat_member_bot_added_to_group: { passed: "group", group: -4123456789 },
  my_chat_member_bot_removed_from_group: { passed: "group-left" },
  group_text_mentioning_bot: { passed: "group", group: -4123456789 },
  migrate_to_chat_id_in_old_group: { passed: "group" },
  migrate_from_chat_id_in_new_supergroup: { passed: "group" },
  new_chat_members_service: { passed: "group" },
  channel_post: { passed: "update-kind" },
  unknown_future_update_kind: { passed: "update-kind" },
};

describe("an update of the Bot API", () => {
  it("is expected for every sample", () => {
    expect(Object.keys(table).toSorted()).toEqual(samples.map(({ name }) => name).toSorted());
  });

  it.each(samples)("is read or knowingly passed over: $name", ({ name, update }) => {
    const expected = table[name] ?? {};
    const reading = read(update);
    const deed = reading?.events[0]?.deed;
    const found: Expected = {
      ...(deed?.kind === "text" ? { text: deed.text } : {}),
      ...(deed?.kind === "tap" ? { tap: [deed.data, deed.label] as const } : {}),
      ...(deed?.kind === "remote-file" ? { file: [deed.url, deed.name, deed.text] as const } : {}),
      ...(deed?.kind === "unreadable" ? { unreadable: deed.why } : {}),
      ...(reading?.passed === undefined ? {} : { passed: reading.passed }),
      ...(reading?.group === undefined ? {} : { group: reading.group }),
    };
    expect(found).toEqual(expected);
    expect(reading?.events.length).toBe(expected.passed === undefined ? 1 : 0);
    for (const event of reading?.events ?? []) {
      expect(event.thread).toMatch(/^telegram:\d+$/u);
      expect(event.id).toMatch(/^telegram:8123456789:[cem]:/u);
    }
    // Acknowledged whatever becomes of it: a phone shows its wheel until then.
    expect(reading?.tap !== undefined).toBe("callback_query" in update);
  });

  it("has a name that no other sample has, and that another update id does not change", () => {
    const ids = samples.flatMap(({ update }) => read(update)?.events.map(({ id }) => id) ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    const plain = samples.find(({ name }) => name === "text_plain")?.update;
    expect(read({ ...plain, update_id: 7 })?.events[0]?.id).toBe(read(plain)?.events[0]?.id);
  });

  it("is no update when it has no id or is no object", () => {
    for (const strange of [undefined, null, 7, "a", [], {}, { update_id: "1" }])
      expect(read(strange)).toBeUndefined();
    expect(read({ update_id: 1, message: { text: 7 } })).toEqual({ events: [], passed: "message-shape" });
  });

  it("tells two edits of one second apart", () => {
    const edit = samples.find(({ name }) => name === "edited_message_text")?.update;
    expect(read({ ...edit, update_id: 8 })?.events[0]?.id).not.toBe(read(edit)?.events[0]?.id);
  });
});
