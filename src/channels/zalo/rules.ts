import type { Certainty } from "../../domain/certainty.ts";
import { type Day, days, hours, type Instant, instantOf, dayOf } from "../../domain/instant.ts";

/** One rule of the platform as it stands in a period, with where it was found. A new rule is a new row, dated. */
export type Rule = {
  readonly id: RuleId;
  readonly value: number;
  readonly what: string;
  readonly source: string;
  readonly certainty: Certainty;
  readonly from?: Day;
  readonly until?: Day;
};

export type RuleId =
  | "free-window"
  | "window"
  | "free-replies"
  | "text"
  | "buttons"
  | "title"
  | "payload"
  | "image-bytes"
  | "gif-bytes"
  | "file-bytes"
  | "upload-life"
  | "uploads-month"
  | "day-starts"
  | "day-ends"
  | "promotions-day"
  | "acknowledge"
  | "retries"
  | "calls-minute"
  | "access-life"
  | "refresh-life";

const mebibyte = 1024 * 1024;
const docs = "docs.zaloplatforms.com/docs/OA";

export const rules: readonly Rule[] = [
  {
    id: "free-window",
    value: hours(48),
    what: "Sau lần tương tác cuối, trả lời không mất phí",
    source: `${docs}/tin-nhan/tin-tu-van`,
    certainty: "read",
  },
  {
    id: "window",
    value: days(7),
    what: "Sau lần tương tác cuối, còn gửi được tin tư vấn qua API",
    source: `${docs}/phu-luc/ma-loi (-230)`,
    certainty: "read",
  },
  {
    id: "free-replies",
    value: 8,
    what: "Số tin miễn phí trong mỗi khung 48 giờ, tính lại khi người dùng tương tác",
    source: "oa.zalo.me, trang tin",
    certainty: "read",
    until: "2025-12-31",
  },
  // One transcription says that the limit was lifted; the other still has it. The smaller number keeps us on the safe side.
  {
    id: "free-replies",
    value: 8,
    what: "Có nơi ghi không giới hạn từ 2026-01-01; vẫn tính 8 cho đến khi xác nhận",
    source: "oa.zalo.me, trang tin",
    certainty: "unconfirmed",
    from: "2026-01-01",
  },
  {
    id: "text",
    value: 2000,
    what: "Số ký tự một tin chữ",
    source: `${docs}/tin-nhan/tin-tu-van/gui-tin-tu-van-dang-van-ban`,
    certainty: "read",
  },
  {
    id: "buttons",
    value: 5,
    what: "Số nút một tin",
    source: `${docs}/phu-luc/cau-truc-cua-tham-so-buttons`,
    certainty: "unconfirmed",
  },
  {
    id: "title",
    value: 100,
    what: "Số ký tự tên nút",
    source: `${docs}/phu-luc/cau-truc-cua-tham-so-buttons`,
    certainty: "read",
  },
  {
    id: "payload",
    value: 1000,
    what: "Số ký tự nội dung nút",
    source: `${docs}/phu-luc/cau-truc-cua-tham-so-buttons`,
    certainty: "read",
  },
  {
    id: "image-bytes",
    value: mebibyte,
    what: "Ảnh JPG, PNG",
    source: `${docs}/quan-ly/upload`,
    certainty: "read",
  },
  {
    id: "gif-bytes",
    value: 5 * mebibyte,
    what: "Ảnh GIF",
    source: "developers.zalo.me",
    certainty: "recalled",
  },
  {
    id: "file-bytes",
    value: 5 * mebibyte,
    what: "Tệp PDF, DOC, DOCX",
    source: `${docs}/quan-ly/upload`,
    certainty: "read",
  },
  {
    id: "upload-life",
    value: days(7),
    what: "Tệp đã tải lên còn dùng được",
    source: `${docs}/phu-luc/ma-loi (-100)`,
    certainty: "read",
  },
  {
    id: "uploads-month",
    value: 5000,
    what: "Số lần tải lên mỗi tháng",
    source: `${docs}/quan-ly/upload`,
    certainty: "read",
  },
  {
    id: "day-starts",
    value: hours(6),
    what: "Tin quảng bá và một số mẫu tin được gửi từ giờ này",
    source: `${docs}/phu-luc/ma-loi (-234)`,
    certainty: "read",
  },
  {
    id: "day-ends",
    value: hours(22),
    what: "Tin quảng bá và một số mẫu tin được gửi đến giờ này",
    source: `${docs}/phu-luc/ma-loi (-234)`,
    certainty: "read",
  },
  {
    id: "promotions-day",
    value: 1,
    what: "Tin quảng bá mỗi người mỗi ngày",
    source: "docs.zaloplatforms.com/docs/ZBS",
    certainty: "read",
    from: "2026-01-01",
  },
  {
    id: "acknowledge",
    value: 2000,
    what: "Webhook phải trả lời trong (mili giây)",
    source: `${docs}/webhook/tong-quan`,
    certainty: "read",
  },
  {
    id: "retries",
    value: 5,
    what: "Số lần gửi lại webhook, sau đó bị ngắt",
    source: `${docs}/webhook/tong-quan`,
    certainty: "read",
  },
  {
    id: "calls-minute",
    value: 4000,
    what: "Số lệnh API mỗi phút của một ứng dụng",
    source: `${docs}/phu-luc/gioi-han-toc-do-api`,
    certainty: "read",
  },
  {
    id: "access-life",
    value: hours(25),
    what: "Access token còn dùng được",
    source: `${docs}/bat-dau/xac-thuc-va-uy-quyen-cho-ung-dung-new`,
    certainty: "read",
  },
  {
    id: "refresh-life",
    value: days(90),
    what: "Refresh token còn dùng được, một lần",
    source: `${docs}/bat-dau/xac-thuc-va-uy-quyen-cho-ung-dung-new`,
    certainty: "read",
  },
];

/** Kinds of template messages. hours: whether they go at daytime only. */
export const templateTags = {
  transaction: { tag: 1, daytime: false },
  care: { tag: 2, daytime: false },
  promotion: { tag: 3, daytime: true },
} as const;

export type TemplateTag = keyof typeof templateTags;

/** The value of a rule on a day. */
export function ruleOn(id: RuleId, day: Day): number {
  const found = rules.find(
    (rule) => rule.id === id && (rule.from ?? "") <= day && (rule.until === undefined || day <= rule.until),
  );
  if (found === undefined) throw new Error(`no rule ${id} on ${day}`);
  return found.value;
}

/** Where a moment stands after a person's last interaction. */
export function windowAt(last: Instant, now: Instant): "free" | "paid" | "closed" {
  const day = dayOf(now);
  if (now - last <= ruleOn("free-window", day)) return "free";
  return now - last <= ruleOn("window", day) ? "paid" : "closed";
}

const startOf = (now: Instant): Instant => instantOf(dayOf(now));

/** Whether it is daytime for promotions in Vietnam. */
export function isDaytime(now: Instant): boolean {
  const since = now - startOf(now);
  return since >= ruleOn("day-starts", dayOf(now)) && since < ruleOn("day-ends", dayOf(now));
}

/** Five minutes after the next beginning of daytime. */
export function nextMorning(now: Instant): Instant {
  const morning = startOf(now) + ruleOn("day-starts", dayOf(now)) + 5 * 60_000;
  return morning > now ? morning : morning + days(1);
}
