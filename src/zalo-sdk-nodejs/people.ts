import type { Answer } from "./errors.ts";
import { at, type Json, listAt, numberAt, textAt } from "./json.ts";
import type { Ask } from "./wire.ts";

export type UserDetail = {
  readonly userId: string;
  readonly userIdByApp?: string;
  readonly name: string;
  readonly follower: boolean;
  readonly sensitive: boolean;
  /** "24/11/2026" */
  readonly lastInteraction?: string;
  readonly phone?: string;
  readonly tags: readonly string[];
};

export type UserPage = { readonly total: number; readonly users: readonly string[] };

/** `period`: TODAY, YESTERDAY, L7D, L30D or two days as YYYY_MM_DD:YYYY_MM_DD. At most 50 a page, offset at most 9951. */
export type UserFilter = {
  readonly offset?: number;
  readonly count?: number;
  readonly tag?: string;
  readonly period?: string;
  readonly followers?: boolean;
};

export type AllowanceOfUser = {
  readonly lastInteraction?: number;
  readonly free?: number;
  readonly freeOf?: number;
};
export type Account = {
  readonly id: string;
  readonly name: string;
  /** 2 is a business, 4 a state body. */
  readonly kind?: number;
  readonly verified: boolean;
  readonly package?: string;
  readonly packageUntil?: string;
};

export type Users = {
  readonly detail: (userId: string) => Promise<Answer<UserDetail>>;
  readonly list: (filter?: UserFilter) => Promise<Answer<UserPage>>;
  readonly allowance: (userId: string) => Promise<Answer<AllowanceOfUser>>;
};
export type Tags = {
  readonly all: () => Promise<Answer<readonly string[]>>;
  readonly add: (userId: string, tag: string) => Promise<Answer<undefined>>;
  readonly remove: (userId: string, tag: string) => Promise<Answer<undefined>>;
  readonly drop: (tag: string) => Promise<Answer<undefined>>;
};

/** Messages to people that the account's package still pays for. */
export type Allowance = { readonly remain: number; readonly total: number };

/** What a reaction looks like, as Zalo writes it. */
export const icons = {
  like: "/-strong",
  love: "/-heart",
  haha: ":>",
  wow: ":o",
  sad: ":-((",
  angry: ":-h",
  worry: "--b",
  none: "/-remove",
} as const;

type Authorised = (ask: Ask) => Promise<Answer<Json>>;

const optional = <Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): Partial<Record<Name, Value>> => {
  const made: Partial<Record<Name, Value>> = {};
  if (value !== undefined) made[name] = value;
  return made;
};

const mapped = <From, To>(answer: Answer<From>, to: (value: From) => To): Answer<To> =>
  answer.ok ? { ok: true, value: to(answer.value) } : answer;

const texts = (list: readonly unknown[]): readonly string[] => list.filter((one) => typeof one === "string");

function detailOf(value: Json): UserDetail {
  const data = at(value, "data");
  const phone = textAt(data, "shared_info", "phone");
  return {
    userId: textAt(data, "user_id") ?? "",
    ...optional("userIdByApp", textAt(data, "user_id_by_app")),
    name: textAt(data, "display_name") ?? "",
    follower: at(data, "user_is_follower") === true,
    sensitive: at(data, "is_sensitive") === true,
    ...optional("lastInteraction", textAt(data, "user_last_interaction_date")),
    ...optional("phone", phone === "" || phone === "0" ? undefined : phone),
    tags: texts(listAt(data, "tags_and_notes_info", "tag_names")),
  };
}

export function users(ask: Authorised): Users {
  return {
    detail: async (userId) =>
      mapped(
        await ask({ host: "openapi", path: "/v3.0/oa/user/detail", data: { user_id: userId } }),
        detailOf,
      ),
    list: async ({ offset = 0, count = 50, tag, period, followers } = {}) => {
      const data = {
        offset,
        count: Math.min(count, 50),
        ...optional("tag_name", tag),
        ...optional("last_interaction_period", period),
        ...optional("is_follower", followers === undefined ? undefined : String(followers)),
      };
      return mapped(await ask({ host: "openapi", path: "/v3.0/oa/user/getlist", data }), (value) => ({
        total: numberAt(value, "data", "total") ?? 0,
        users: listAt(value, "data", "users").flatMap((one) => textAt(one, "user_id") ?? []),
      }));
    },
    allowance: async (userId) =>
      mapped(
        await ask({ host: "openapi", path: "/v3.0/oa/quota/message", body: { user_id: userId } }),
        (value): AllowanceOfUser => ({
          ...optional("lastInteraction", numberAt(value, "data", "last_interaction")),
          ...optional("free", numberAt(value, "data", "cs_reply", "remain")),
          ...optional("freeOf", numberAt(value, "data", "cs_reply", "total")),
        }),
      ),
  };
}

export function tags(ask: Authorised): Tags {
  const post = async (name: string, body: Json): Promise<Answer<undefined>> =>
    mapped(await ask({ host: "openapi", path: `/v2.0/oa/tag/${name}`, body }), () => undefined);
  return {
    all: async () =>
      mapped(await ask({ host: "openapi", path: "/v2.0/oa/tag/gettagsofoa" }), (value) =>
        texts(listAt(value, "data")),
      ),
    add: (userId, tag) => post("tagfollower", { user_id: userId, tag_name: tag }),
    remove: (userId, tag) => post("rmfollowerfromtag", { user_id: userId, tag_name: tag }),
    drop: (tag) => post("rmtag", { tag_name: tag }),
  };
}

export const react =
  (ask: Authorised) =>
  async (userId: string, messageId: string, icon: keyof typeof icons): Promise<Answer<undefined>> =>
    mapped(
      await ask({
        host: "openapi",
        path: "/v2.0/oa/message",
        body: {
          recipient: { user_id: userId },
          sender_action: { react_message_id: messageId, react_icon: icons[icon] },
        },
      }),
      () => undefined,
    );

/** What the package still pays for outside the free windows; several packages are added up. */
export const allowance = (ask: Authorised) => async (): Promise<Answer<Allowance>> =>
  mapped(
    await ask({
      host: "openapi",
      path: "/v3.0/oa/quota/message",
      body: { quota_owner: "OA", product_type: "cs", quota_type: "sub_quota" },
    }),
    (value) => {
      const sumOf = (field: string): number =>
        listAt(value, "data").reduce<number>((sum, one) => sum + (numberAt(one, field) ?? 0), 0);
      return { remain: sumOf("remain"), total: sumOf("total") };
    },
  );

export const account = (ask: Authorised) => async (): Promise<Answer<Account>> =>
  mapped(await ask({ host: "openapi", path: "/v2.0/oa/getoa" }), (value): Account => ({
    id: textAt(value, "data", "oaid") ?? textAt(value, "data", "oa_id") ?? "",
    name: textAt(value, "data", "name") ?? "",
    ...optional("kind", numberAt(value, "data", "oa_type")),
    verified: at(value, "data", "is_verified") === true,
    ...optional("package", textAt(value, "data", "package_name")),
    ...optional("packageUntil", textAt(value, "data", "package_valid_through_date")),
  }));
