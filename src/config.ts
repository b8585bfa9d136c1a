import { z } from "zod";

/** Every setting, with the sentence that explains it. Nothing else reads the environment. */
const settings = {
  PORT: z.coerce.number().int().min(0).max(65_535).default(8787).describe("Cổng phục vụ trang chat"),
  PUBLIC_URL: z.url().optional().describe("Địa chỉ công khai của máy chủ, ví dụ https://ocop.example.vn"),
  DATA_DIR: z.string().min(1).default(".data").describe("Thư mục giữ dữ liệu và tệp"),
  REDIS_URL: z
    .url({ protocol: /^rediss?$/u })
    .optional()
    .describe("Redis; không đặt thì dùng một tệp SQLite trong DATA_DIR"),
  PROGRAMME: z
    .string()
    .regex(/^[a-z0-9-]+$/u)
    .default("bac-ha-2021")
    .describe("Chương trình: tên thư mục trong knowledge/programmes"),
};

export const settingNames = Object.keys(settings);

export type Config = {
  readonly port: number;
  readonly publicUrl: string | undefined;
  readonly dataDir: string;
  readonly redisUrl: string | undefined;
  readonly programme: string;
};

export type Parsed =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly problems: readonly string[] };

/** Reads the settings, or names every problem at once; values never appear in a problem, since some are secret. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Parsed {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ""),
  );
  const read = z.object(settings).safeParse(given);
  if (!read.success)
    return {
      ok: false,
      problems: read.error.issues.map((issue) => {
        const name = String(issue.path[0]);
        return `${name}: ${issue.message} (${isSetting(name) ? settings[name].description : ""})`;
      }),
    };
  const { PORT, PUBLIC_URL, DATA_DIR, REDIS_URL, PROGRAMME } = read.data;
  return {
    ok: true,
    config: {
      port: PORT,
      publicUrl: PUBLIC_URL,
      dataDir: DATA_DIR,
      redisUrl: REDIS_URL,
      programme: PROGRAMME,
    },
  };
}

const isSetting = (name: string): name is keyof typeof settings => name in settings;
