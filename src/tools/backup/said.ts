import type { Counts } from "../../store/dump-file.ts";
import { NoDump } from "../../store/dump.ts";
import type { ArchiveFault } from "../../store/backup/archive.ts";
import type { FillFault } from "../../store/backup/restore.ts";

const kinds: Readonly<Record<keyof Counts, string>> = {
  value: "mục",
  log: "dòng nhật ký",
  index: "dòng chỉ mục",
  seen: "mã đã nhận",
  group: "nhóm việc",
  work: "việc chờ",
  token: "số đếm",
};

/** "120 mục, 340 dòng nhật ký". */
export const saidCounts = (counts: Counts): string =>
  Object.entries(kinds)
    .flatMap(([kind, word]) => {
      const count: unknown = Reflect.get(counts, kind);
      return typeof count === "number" ? [`${count} ${word}`] : [];
    })
    .join(", ") || "không có gì";

/** "1,5 MB". */
export const saidSize = (bytes: number): string => `${(bytes / 1_000_000).toFixed(1).replace(".", ",")} MB`;

const faults: Readonly<Record<FillFault | ArchiveFault, string>> = {
  none: "Không có bản sao nào ở đây mà chương trình này đọc được.",
  half: "Bản sao này dở dang, lúc sao bị ngắt giữa chừng: không dùng được. Hãy lấy bản khác.",
  damaged: "Bản sao bị hỏng hoặc bị sửa: {what}. Hãy lấy bản khác.",
  key: "Bản sao này đã mã hoá: cần đúng BACKUP_KEY đã dùng lúc sao.",
  "in-use": "Chương trình đang chạy trên dữ liệu này: dừng nó rồi chạy lại lệnh.",
  full: "Nơi đến đã có dữ liệu. Lệnh này chỉ ghi vào nơi trống, không ghi đè.",
  busy: "Nơi đến đang có lệnh khác ghi, hoặc lệnh trước vừa bị ngắt: đợi một phút rồi chạy lại.",
  wrong: "Ghi xong thì thấy khác bản gốc {count} chỗ, nên đã bỏ hết:\n{names}",
  files: "Kho tệp của nơi đến đã có tệp khác. Lệnh này chỉ ghi vào nơi trống, không ghi đè.",
  "file-key": "FILES_KEY không phải khoá của các tệp trong bản sao này.",
};

const dumps: Readonly<Record<NoDump["code"], string>> = {
  none: "Chưa có dữ liệu nào ở nơi đi.",
  half: "Nơi đi mới có một nửa dữ liệu: lần khôi phục hay chuyển vào đó bị ngắt giữa chừng.",
  busy: "Một lệnh sao khác đang đọc dữ liệu này, hoặc vừa bị ngắt: đợi một phút rồi chạy lại.",
  lost: "Việc đọc dữ liệu bị đứng quá lâu nên đã bỏ: chạy lại lệnh.",
};

/** What went wrong in the middle, in a sentence. */
export function saidError(why: unknown): string {
  if (why instanceof NoDump) return dumps[why.code];
  if (why instanceof Error && "code" in why && why.code === "ENOSPC") return "Hết chỗ trên đĩa.";
  return why instanceof Error ? why.message : String(why);
}

/** Why nothing was done, in a sentence. */
export const saidFault = ({
  code,
  with: fill = {},
}: {
  readonly code: keyof typeof faults;
  readonly with?: Readonly<Record<string, string>>;
}): string =>
  `${faults[code].replaceAll(/\{(\w+)\}/gu, (_, name: string) => fill[name] ?? "")}\nChưa có gì thay đổi.`;

export const clearedHalf = "Lần trước bị ngắt giữa chừng: đã bỏ phần dở dang và ghi lại từ đầu.";
