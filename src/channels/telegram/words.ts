type Sentences = Readonly<Record<string, string>>;

/** The menu of commands: what each says, as the person would type it. What it is for stands in prompts/people/vi.md. */
export const commands = {
  batdau: "bắt đầu",
  dangky: "đăng ký",
  tieptuc: "tiếp tục",
  thieugi: "còn thiếu gì",
  xemhoso: "xem hồ sơ",
  sua: "sửa",
  nophoso: "nộp hồ sơ",
  dulieu: "dữ liệu của tôi",
  canbo: "gặp cán bộ",
  trogiup: "trợ giúp",
} as const;

export type TelegramWords = {
  /** What a person says by editing a message. */
  readonly edited: string;
  /** Said once in a group. */
  readonly group: string;
  readonly about: string;
  readonly aboutShort: string;
  readonly commands: readonly { readonly command: string; readonly description: string }[];
};

/** The sentences of this channel out of all sentences; a missing one shows its code. */
export function telegramWords(sentences: Sentences): TelegramWords {
  const text = (code: string): string => sentences[code] ?? code;
  return {
    edited: text("telegram-edited"),
    group: text("telegram-group"),
    about: text("telegram-about"),
    aboutShort: text("telegram-about-short"),
    commands: Object.keys(commands).map((command) => ({
      command,
      description: text(`telegram-command-${command}`),
    })),
  };
}
