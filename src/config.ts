import { z } from "zod";
import { mostAlone } from "./domain/role.ts";

/** The root of an API, without the slash at its end. */
const root = z
  .url({ protocol: /^https?$/u, error: "phải là một địa chỉ đầy đủ, bắt đầu bằng https://" })
  .transform((text) => text.replace(/\/+$/u, ""));

/** A key of 32 bytes, as 64 hexadecimal digits or in base64. */
const key = z.string().transform((text, context): Uint8Array => {
  const bytes = /^[0-9a-f]{64}$/iu.test(text) ? Uint8Array.fromHex(text) : fromBase64(text);
  if (bytes?.byteLength === 32) return bytes;
  context.addIssue("phải dài đúng 32 byte, viết bằng base64 hoặc 64 chữ số hệ 16");
  return z.NEVER;
});

function fromBase64(text: string): Uint8Array | undefined {
  const url = /[-_]/u.test(text);
  try {
    return Uint8Array.fromBase64(text, { alphabet: url ? "base64url" : "base64" });
  } catch {
    return undefined;
  }
}

/** Plain http is for rehearsals on one's own machine; what is no address at all is told by another rule. */
function isSafe(address: string): boolean {
  if (!URL.canParse(address)) return true;
  const { protocol, hostname } = new URL(address);
  return protocol === "https:" || /^(localhost|127\.[\d.]+|\[::1\])$/u.test(hostname);
}

/** Every setting, with the sentence that explains it. Nothing else reads the environment. */
const settings = {
  PORT: z.coerce.number().int().min(0).max(65_535).default(8787).describe("Cổng phục vụ trang chat"),
  HOST: z
    .string()
    .regex(/^[\w.:-]+$/u, "chỉ viết địa chỉ mạng, ví dụ 127.0.0.1")
    .optional()
    .describe("Địa chỉ mạng mà máy chủ nghe; 127.0.0.1 khi đứng sau nginx hay Caddy"),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/u, error: "phải là một địa chỉ đầy đủ, bắt đầu bằng https://" })
    .refine(isSafe, "phải bắt đầu bằng https://, vì Zalo và Telegram không gửi tin tới địa chỉ http")
    .optional()
    .describe("Địa chỉ công khai của máy chủ, ví dụ https://ocop.example.vn"),
  DATA_DIR: z.string().min(1).default(".data").describe("Thư mục giữ dữ liệu và tệp"),
  FILES_KEY: key.optional().describe("Khoá mã hoá ảnh và giấy tờ; tạo bằng: openssl rand -base64 32"),
  BACKUP_KEY: key.optional().describe("Khoá mã hoá bản sao dữ liệu; tạo bằng: openssl rand -base64 32"),
  FILES_S3_URL: root.optional().describe("Kho S3 giữ ảnh và giấy tờ: https://máy-chủ/tên-kho"),
  FILES_S3_KEY: z.string().min(1).optional().describe("Mã khoá truy cập của kho S3"),
  FILES_S3_SECRET: z.string().min(1).optional().describe("Khoá bí mật của kho S3"),
  FILES_S3_REGION: z
    .string()
    .regex(/^[a-z0-9-]+$/u, "chỉ có chữ thường, chữ số và dấu -")
    .default("auto")
    .describe("Vùng của kho S3"),
  REDIS_URL: z
    .url({ protocol: /^rediss?$/u, error: "phải có dạng redis://tên-máy:6379" })
    .optional()
    .describe("Redis; không đặt thì dùng một tệp SQLite trong DATA_DIR"),
  PROGRAMME: z
    .string()
    .regex(/^[a-z0-9-]+$/u, "chỉ có chữ thường, chữ số và dấu -")
    .default("bac-ha-2021")
    .describe("Chương trình: tên thư mục trong knowledge/programmes"),
  TELEGRAM_BOT_TOKEN: z
    .string()
    .regex(/^\d+:[\w-]+$/u, "phải có dạng 123456:ABC…, chép nguyên từ BotFather")
    .optional()
    .describe("Mã của bot do BotFather cấp"),
  TELEGRAM_WEBHOOK_SECRET: z
    .string()
    .regex(/^[\w-]{1,256}$/u, "chỉ có chữ không dấu, chữ số, dấu _ và -, dài tới 256")
    .optional()
    .describe("Chuỗi bí mật tự đặt để nhận tin của Telegram; bắt buộc khi có PUBLIC_URL"),
  TELEGRAM_API_ROOT: root.optional().describe("Địa chỉ Bot API khác api.telegram.org"),
  METRICS_TOKEN: z
    .string()
    .min(16)
    .optional()
    .describe(
      "Chuỗi bí mật tự đặt để đọc /metrics, từ 16 ký tự; không đặt thì chỉ đọc được ngay trên máy chủ",
    ),
  BROADCAST_ALONE: z.coerce
    .number()
    .int()
    .min(0)
    .max(10_000)
    .default(mostAlone)
    .describe("Tin tới nhiều người hơn số này phải có nhân viên thứ hai duyệt"),
  BROADCAST_TELEGRAM_PER_SECOND: z
    .union([z.literal("off"), z.coerce.number().min(1).max(1000)])
    .default(30)
    .describe("Số tin thông báo gửi mỗi giây qua Telegram, 1 đến 1000; off: không giới hạn"),
  ZALO_APP_ID: z.string().regex(/^\d+$/u, "chỉ có chữ số").optional().describe("Mã ứng dụng Zalo"),
  ZALO_APP_SECRET: z.string().min(1).optional().describe("Khoá bí mật của ứng dụng Zalo"),
  ZALO_OA_ID: z.string().regex(/^\d+$/u, "chỉ có chữ số").optional().describe("Mã Zalo Official Account"),
  ZALO_OA_SECRET: z.string().min(1).optional().describe("Khoá bí mật của OA, để kiểm chữ ký webhook"),
  ZALO_REFRESH_TOKEN: z
    .string()
    .min(1)
    .optional()
    .describe("Refresh token đầu tiên; về sau chương trình tự giữ"),
  ZALO_API_ROOT: root.optional().describe("Địa chỉ OpenAPI khác của Zalo"),
  ZALO_OAUTH_ROOT: root.optional().describe("Địa chỉ OAuth khác của Zalo"),
  ZALO_VERIFIER: z
    .string()
    .regex(/^[\w-]+$/u, "chỉ viết phần giữa zalo_verifier và .html")
    .optional()
    .describe("Mã xác thực tên miền của Zalo, phần giữa zalo_verifier và .html"),
  OPENAI_API_KEY: z
    .string()
    .min(1)
    .optional()
    .describe("Khoá của mô hình ngôn ngữ; bắt buộc khi có OPENAI_MODEL hoặc OPENAI_EMBEDDING_MODEL"),
  OPENAI_BASE_URL: root
    .default("https://api.openai.com/v1")
    .describe("Địa chỉ máy chủ mô hình ngôn ngữ, nói theo kiểu OpenAI"),
  OPENAI_MODEL: z.string().min(1).optional().describe("Tên mô hình viết câu trả lời"),
  OPENAI_EMBEDDING_MODEL: z.string().min(1).optional().describe("Tên mô hình tìm theo nghĩa"),
};

export const settingNames = Object.keys(settings);

/** What is needed to keep files in a bucket. */
export type BucketConfig = {
  readonly url: string;
  readonly key: string;
  readonly secret: string;
  readonly region: string;
};

/** What the Telegram channel needs; without a public address it asks for its messages itself. */
export type TelegramConfig = {
  readonly token: string;
  readonly secret: string | undefined;
  readonly root: string | undefined;
};

/** What the Zalo channel needs. */
export type ZaloConfig = {
  readonly appId: string;
  readonly appSecret: string;
  readonly oaSecret: string;
  readonly refreshToken: string | undefined;
  readonly apiRoot: string | undefined;
  readonly oauthRoot: string | undefined;
};

/** Where the language model is. The key alone switches nothing on: people's questions leave only where a model is named. */
export type ModelConfig = {
  readonly key: string;
  readonly root: string;
  readonly model: string | undefined;
  readonly embeddingModel: string | undefined;
};

export type Config = {
  readonly port: number;
  /** The address to listen on; without one, all of them. */
  readonly host: string | undefined;
  readonly publicUrl: string | undefined;
  readonly dataDir: string;
  readonly filesKey: Uint8Array | undefined;
  readonly backupKey: Uint8Array | undefined;
  readonly bucket: BucketConfig | undefined;
  readonly redisUrl: string | undefined;
  readonly programme: string;
  readonly telegram: TelegramConfig | undefined;
  /** To how many people staff may announce without another's word. */
  readonly broadcastAlone: number;
  /** Messages of announcements a second; undefined: no limit. */
  readonly broadcastPerSecond: number | undefined;
  /** Whoever carries it may read the figures. */
  readonly metricsToken: string | undefined;
  readonly zalo: ZaloConfig | undefined;
  readonly zaloVerifier: string | undefined;
  readonly model: ModelConfig | undefined;
};

export type Parsed =
  | { readonly ok: true; readonly config: Config }
  | {
      readonly ok: false;
      readonly problems: readonly string[];
      /** What the settings without a problem come to, so that all else that is wrong can be found too. */
      readonly rest: Config;
    };

/** Reads the settings, or names every problem at once; values never appear in a problem, since some are secret. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Parsed {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ""),
  );
  const read = z.object(settings).safeParse(given);
  const wrong = read.success ? [] : read.error.issues;
  const faulty = new Set(wrong.map((issue) => String(issue.path[0])));
  const data = read.success
    ? read.data
    : z
        .object(settings)
        .parse(Object.fromEntries(Object.entries(given).filter(([name]) => !faulty.has(name))));
  const problems = [
    ...wrong.map((issue) => {
      const name = String(issue.path[0]);
      return `${name}: ${inWords(issue)} (${isSetting(name) ? settings[name].description : ""})`;
    }),
    ...together(data).filter((problem) => !faulty.has(problem.slice(0, problem.indexOf(":")))),
  ];
  const config = configOf(data);
  return problems.length > 0 ? { ok: false, problems, rest: config } : { ok: true, config };
}

/** What is wrong with a value, for whoever typed it; ours where the setting has words of its own. */
function inWords(issue: z.ZodError["issues"][number]): string {
  if (issue.code === "too_small" && issue.origin === "number")
    return `phải là một số từ ${issue.minimum} trở lên`;
  if (issue.code === "too_big" && issue.origin === "number")
    return `phải là một số, nhiều nhất là ${issue.maximum}`;
  if (issue.code === "invalid_type") return "phải là một số nguyên";
  if (issue.code === "invalid_union") return "phải là một số trong khoảng đã cho, hoặc off";
  return issue.message;
}

const configOf = (data: Data): Config => ({
  port: data.PORT,
  host: data.HOST,
  publicUrl: data.PUBLIC_URL,
  dataDir: data.DATA_DIR,
  filesKey: data.FILES_KEY,
  backupKey: data.BACKUP_KEY,
  bucket: bucketOf(data),
  redisUrl: data.REDIS_URL,
  programme: data.PROGRAMME,
  telegram: telegramOf(data),
  broadcastAlone: data.BROADCAST_ALONE,
  broadcastPerSecond:
    data.BROADCAST_TELEGRAM_PER_SECOND === "off" ? undefined : data.BROADCAST_TELEGRAM_PER_SECOND,
  metricsToken: data.METRICS_TOKEN,
  zalo: zaloOf(data),
  zaloVerifier: data.ZALO_VERIFIER,
  model: modelOf(data),
});

type Data = z.infer<z.ZodObject<typeof settings>>;

/** Settings that are only right together. A webhook without its secret would take messages from anybody. */
function together(data: Data): readonly string[] {
  const sets = [
    ["FILES_S3_URL", "FILES_S3_KEY", "FILES_S3_SECRET"],
    ["ZALO_APP_ID", "ZALO_APP_SECRET", "ZALO_OA_SECRET"],
  ] as const;
  return [
    ...(data.TELEGRAM_BOT_TOKEN !== undefined &&
    data.PUBLIC_URL !== undefined &&
    data.TELEGRAM_WEBHOOK_SECRET === undefined
      ? [`TELEGRAM_WEBHOOK_SECRET: còn thiếu (${settings.TELEGRAM_WEBHOOK_SECRET.description})`]
      : []),
    ...(data.OPENAI_API_KEY === undefined &&
    (data.OPENAI_MODEL !== undefined || data.OPENAI_EMBEDDING_MODEL !== undefined)
      ? [`OPENAI_API_KEY: còn thiếu (${settings.OPENAI_API_KEY.description})`]
      : []),
    ...sets.flatMap((set) => {
      const missing = set.filter((name) => data[name] === undefined);
      return missing.length < set.length
        ? missing.map(
            (name) =>
              `${name}: còn thiếu; ${set.join(", ")} phải đi cùng nhau (${settings[name].description})`,
          )
        : [];
    }),
  ];
}

const bucketOf = (data: Data): BucketConfig | undefined =>
  data.FILES_S3_URL === undefined || data.FILES_S3_KEY === undefined || data.FILES_S3_SECRET === undefined
    ? undefined
    : {
        url: data.FILES_S3_URL,
        key: data.FILES_S3_KEY,
        secret: data.FILES_S3_SECRET,
        region: data.FILES_S3_REGION,
      };

const telegramOf = (data: Data): TelegramConfig | undefined =>
  data.TELEGRAM_BOT_TOKEN === undefined
    ? undefined
    : { token: data.TELEGRAM_BOT_TOKEN, secret: data.TELEGRAM_WEBHOOK_SECRET, root: data.TELEGRAM_API_ROOT };

const zaloOf = (data: Data): ZaloConfig | undefined =>
  data.ZALO_APP_ID === undefined || data.ZALO_APP_SECRET === undefined || data.ZALO_OA_SECRET === undefined
    ? undefined
    : {
        appId: data.ZALO_APP_ID,
        appSecret: data.ZALO_APP_SECRET,
        oaSecret: data.ZALO_OA_SECRET,
        refreshToken: data.ZALO_REFRESH_TOKEN,
        apiRoot: data.ZALO_API_ROOT,
        oauthRoot: data.ZALO_OAUTH_ROOT,
      };

const modelOf = (data: Data): ModelConfig | undefined =>
  data.OPENAI_API_KEY === undefined ||
  (data.OPENAI_MODEL === undefined && data.OPENAI_EMBEDDING_MODEL === undefined)
    ? undefined
    : {
        key: data.OPENAI_API_KEY,
        root: data.OPENAI_BASE_URL,
        model: data.OPENAI_MODEL,
        embeddingModel: data.OPENAI_EMBEDDING_MODEL,
      };

const isSetting = (name: string): name is keyof typeof settings => name in settings;
