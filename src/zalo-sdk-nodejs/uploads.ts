import type { Answer } from "./errors.ts";
import { textAt } from "./json.ts";
import type { Json } from "./json.ts";
import type { Ask } from "./wire.ts";

export type UploadKind = "image" | "gif" | "file";

/** A file to send. `key` names its content, so that the same bytes are uploaded once. */
export type Upload = {
  readonly key: string;
  readonly name: string;
  readonly mime: string;
  readonly read: () => Promise<Uint8Array | undefined>;
};

/** Remembers the ids of uploads. A process of its own may keep them in memory. */
export type UploadCache = {
  readonly load: (key: string) => Promise<{ readonly id: string; readonly until: number } | undefined>;
  readonly save: (
    key: string,
    entry: { readonly id: string; readonly until: number } | undefined,
  ) => Promise<void>;
};

export type Uploads = {
  readonly id: (kind: UploadKind, upload: Upload) => Promise<Answer<string>>;
  readonly forget: (kind: UploadKind, key: string) => Promise<void>;
};

/** Uploads die after 7 days; a day less keeps clear of the border. */
const life = 6 * 24 * 3_600_000;
const most = 1000;

export function memoryUploads(): UploadCache {
  const kept = new Map<string, { readonly id: string; readonly until: number }>();
  return {
    load: (key) => Promise.resolve(kept.get(key)),
    save: (key, entry) => {
      kept.delete(key);
      if (entry !== undefined) kept.set(key, entry);
      const [oldest] = kept.keys();
      if (kept.size > most && oldest !== undefined) kept.delete(oldest);
      return Promise.resolve();
    },
  };
}

type Authorised = (ask: Ask) => Promise<Answer<Json>>;

export function uploads(ask: Authorised, cache: UploadCache, now: () => number): Uploads {
  const upload = async (kind: UploadKind, { name, mime, read }: Upload): Promise<Answer<string>> => {
    const bytes = await read();
    if (bytes === undefined)
      return {
        ok: false,
        fault: { host: "openapi", code: undefined, advice: "final", message: "no such file" },
      };
    const form = new FormData();
    form.set("file", new File([new Uint8Array(bytes)], name, { type: mime }));
    const answer = await ask({ host: "openapi", path: `/v2.0/oa/upload/${kind}`, body: form });
    if (!answer.ok) return answer;
    const id = textAt(answer.value, "data", kind === "file" ? "token" : "attachment_id");
    return id === undefined
      ? {
          ok: false,
          fault: { host: "openapi", code: undefined, advice: "unsure", message: "no id in the answer" },
        }
      : { ok: true, value: id };
  };
  return {
    id: async (kind, file) => {
      const key = `${kind}:${file.key}`;
      const known = await cache.load(key);
      if (known !== undefined && known.until > now()) return { ok: true, value: known.id };
      const fresh = await upload(kind, file);
      if (fresh.ok) await cache.save(key, { id: fresh.value, until: now() + life });
      return fresh;
    },
    forget: (kind, key) => cache.save(`${kind}:${key}`, undefined),
  };
}
