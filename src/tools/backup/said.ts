import type { Counts } from "../../store/dump-file.ts";
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
