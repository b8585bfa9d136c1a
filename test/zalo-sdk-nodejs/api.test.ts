import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { secretProof, zaloApi, type ZaloSettings } from "zalo-sdk-nodejs";
import { numberAt, parseJson, textAt } from "zalo-sdk-nodejs/json";
import { challengeOf, oauth } from "zalo-sdk-nodejs/oauth";
import { phoneOf } from "zalo-sdk-nodejs/template";
import { type EmulatorSettings, zaloEmulator } from "../support/zalo-emulator.ts";
import { wireTo } from "../support/zalo-wire.ts";

let close: (() => Promise<void>) | undefined;
afterEach(async () => {
  await close?.();
  close = undefined;
});

const hour = 3_600_000;

async function open(
  more: Omit<EmulatorSettings, "clock"> &
    Partial<Pick<ZaloSettings, "buttons">> & { readonly limit?: number } = {},
) {
  const clock = { at: 1_795_489_200_000, now: () => clock.at };
  const zalo = await zaloEmulator({ ...more, clock });
  close = zalo.close;
  const wire = wireTo(zalo.root, more.limit);
  const auth = oauth(wire, { id: zalo.appId, secret: zalo.appSecret });
  const first = await auth.refresh(zalo.consent());
  const token = first.ok ? first.value.access : "";
  const access = async () => ({ ok: true, value: token }) as const;
  const api = zaloApi({
    wire,
    tokens: { access },
    now: clock.now,
    ...(more.buttons === undefined ? {} : { buttons: more.buttons }),
  });
  const id = "9007199254740993001";
  const person = zalo.person(id);
  await person.says("alo");
  return { clock, zalo, auth, api, person, to: { userId: id }, id };
}

const png = Uint8Array.from([0x89, 0x50, 1, 2]);
const picture = (key: string) => ({
  upload: { key, name: "a.png", mime: "image/png", read: async () => png },
});
const pdf = {
  key: "p",
  name: "a.pdf",
  mime: "application/pdf",
  read: async () => Uint8Array.from([0x25, 0x50]),
};
const code = (answer: { readonly ok: boolean; readonly fault?: { readonly code?: number | undefined } }) =>
  answer.ok ? 0 : answer.fault?.code;

describe("the API over loopback", () => {
  test("texts, quotes, pictures, files and cards arrive; what is too long goes nowhere", async () => {
    const { api, to, person, zalo } = await open();
    expect(await api.message.text(to, "Ba\u0300 con", { quote: "m1" })).toMatchObject({
      ok: true,
      value: { quota: { type: "reply", remain: 7, total: 8 } },
    });
    expect(person.got[0]?.text).toBe("Bà con");
    expect((await api.message.image(to, picture("k"), "chú thích")).ok).toBe(true);
    expect(person.got[1]).toMatchObject({ kind: "image", text: "chú thích", bytes: png });
    expect((await api.message.file(to, pdf)).ok).toBe(true);
    expect(
      (await api.message.askInfo(to, { title: "Tên", subtitle: "và số", image: "https://x.example/a.png" }))
        .ok,
    ).toBe(true);
    expect(person.got.map(({ kind }) => kind)).toEqual(["text", "image", "file", "ask-info"]);
    const before = zalo.calls.length;
    expect(code(await api.message.text(to, "x".repeat(2001)))).toBe(-210);
    expect(zalo.calls.length).toBe(before);
    expect((await api.message.text(to, "😀".repeat(2000))).ok).toBe(true);
    expect(code(await api.message.text({ userId: "none" }, "x"))).toBe(-201);
  });

  test("the same bytes are uploaded once for six days, and again when Zalo has let them go", async () => {
    const { api, to, zalo, clock, person } = await open();
    const send = async () => {
      await person.says("alo");
      return (await api.message.image(to, picture("k"))).ok;
    };
    expect([await send(), await send(), zalo.uploads.size]).toEqual([true, true, 1]);
    clock.at += 5 * 24 * hour;
    expect(code(await api.message.image(to, picture("k")))).toBe(-220);
  });

  test("an upload that has expired earlier than we thought is made once more", async () => {
    const { zalo, to, clock, person } = await open();
    const fresh = oauth(wireTo(zalo.root), { id: zalo.appId, secret: zalo.appSecret });
    const access = async () => {
      const pair = await fresh.refresh(zalo.consent());
      return pair.ok ? ({ ok: true, value: pair.value.access } as const) : pair;
    };
    const api = zaloApi({ wire: wireTo(zalo.root), tokens: { access }, now: () => 0 });
    expect((await api.message.image(to, picture("k"))).ok).toBe(true);
    clock.at += 8 * 24 * hour;
    await person.says("alo");
    expect((await api.message.image(to, picture("k"))).ok).toBe(true);
    expect(zalo.uploads.size).toBe(2);
  });

  test("buttons that are refused turn into numbers, and into two messages where one would be too long", async () => {
    const { api, to, person } = await open({ buttons: true });
    const buttons = [
      { title: "Có", payload: "yes" },
      { title: "Không", payload: "no" },
    ];
    expect((await api.message.choices(to, "Đúng?", buttons)).ok).toBe(true);
    expect(person.got[0]?.buttons?.length).toBe(2);
    await close?.();
    const plain = await open({ buttons: false });
    const refusing = zaloApi({
      wire: wireTo(plain.zalo.root),
      tokens: { access: async () => ({ ok: true, value: plain.zalo.calls.at(-1)?.token ?? "" }) },
      now: plain.clock.now,
      buttons: true,
    });
    await plain.api.message.text(plain.to, "để biết token");
    expect((await refusing.message.choices(plain.to, "Đúng?", buttons)).ok).toBe(true);
    expect(plain.person.got.at(-1)?.text).toBe("Đúng?\n1. Có\n2. Không");
    expect((await refusing.message.choices(plain.to, "x".repeat(1995), buttons)).ok).toBe(true);
    expect(plain.person.got.slice(-2).map(({ text }) => text.length)).toEqual([
      1995,
      "1. Có\n2. Không".length,
    ]);
    expect(code(await refusing.message.choices({ userId: "none" }, "?", buttons))).toBe(-201);
  });

  test("templates, people, tags, reactions and the account", async () => {
    const { api, to, person, id } = await open({ bareIds: true });
    expect((await api.template.toUser(id, "400001", { ten: "Mẫu" })).ok).toBe(true);
    expect(
      (await api.template.toPhone("0900 000 001", "400001", { ten: "Mẫu" }, { tracking: "t".repeat(60) })).ok,
    ).toBe(true);
    expect(code(await api.template.toPhone("123", "400001", {}, { tracking: "t" }))).toBe(-108);
    expect(code(await api.template.toUser(id, "1", {}))).toBe(-109);
    expect((await api.tags.add(id, "Quế")).ok).toBe(true);
    expect(await api.tags.all()).toEqual({ ok: true, value: ["Quế"] });
    // Ids came as bare numbers here, and kept all their digits.
    expect(await api.users.detail(id)).toMatchObject({
      ok: true,
      value: { userId: id, tags: ["Quế"], follower: false },
    });
    expect(await api.users.list({ tag: "Quế" })).toEqual({ ok: true, value: { total: 1, users: [id] } });
    expect((await api.tags.remove(id, "Quế")).ok && (await api.tags.drop("Quế")).ok).toBe(true);
    expect(await api.users.allowance(id)).toMatchObject({ ok: true, value: { free: 8, freeOf: 8 } });
    expect((await api.react(id, "m1", "love")).ok).toBe(true);
    expect(person.got.at(-1)).toMatchObject({ kind: "reaction", text: "/-heart" });
    expect(await api.account()).toMatchObject({
      ok: true,
      value: { id: "2000300040005000602", kind: 4, verified: true },
    });
    expect(to.userId).toBe(id);
  });

  test("windows, limits of calls and a slow server are faults with advice", async () => {
    const { api, to, clock, zalo } = await open({ callsPerMinute: 3, limit: 150, allowance: 0 });
    const advice = async () => {
      const answer = await api.message.text(to, "x");
      return answer.ok ? "ok" : answer.fault.advice;
    };
    expect([await advice(), await advice(), await advice(), await advice()]).toEqual([
      "ok",
      "ok",
      "ok",
      "wait",
    ]);
    clock.at += 60_000;
    zalo.misbehave({ on: "/cs", how: "slow" }, { on: "/cs", how: "html" });
    expect([await advice(), await advice()]).toEqual(["unsure", "unsure"]);
    zalo.misbehave({ on: "/cs", how: "429" });
    expect(await api.message.text(to, "x")).toMatchObject({ fault: { advice: "wait", after: 7000 } });
  });
});

describe("tokens over loopback", () => {
  test("a consent's code is exchanged once, with the verifier that belongs to it", async () => {
    const { auth, zalo } = await open();
    const verifier = "v".repeat(43);
    const given = zalo.code(await challengeOf(verifier));
    expect((await auth.exchange(given, "w".repeat(43))).ok).toBe(false);
    expect(await auth.exchange(given, verifier)).toMatchObject({ ok: true, value: { lives: 90_000_000 } });
    expect((await auth.exchange(given, verifier)).ok).toBe(false);
    const link = new URL(
      auth.consentLink({ redirect: "https://x.example/zalo", challenge: "c", state: "s" }),
    );
    expect([link.pathname, link.searchParams.get("redirect_uri"), link.searchParams.get("state")]).toEqual([
      "/v4/oa/permission",
      "https://x.example/zalo",
      "s",
    ]);
    const refresh = zalo.consent();
    expect((await auth.refresh(refresh)).ok).toBe(true);
    expect(await auth.refresh(refresh)).toMatchObject({
      ok: false,
      fault: { code: -14020, advice: "token" },
    });
  });

  test("two real processes over one SQLite file refresh once", async () => {
    const clock = { now: Date.now };
    const zalo = await zaloEmulator({ clock });
    close = zalo.close;
    const run = promisify(execFile);
    for (let round = 1; round <= 3; round += 1) {
      const folder = await mkdtemp(join(tmpdir(), "tokens-"));
      const words = [
        "test/support/zalo-refresher.ts",
        join(folder, "s.sqlite"),
        zalo.root,
        zalo.appId,
        zalo.appSecret,
        zalo.consent(),
      ];
      const both = await Promise.all([
        run(process.execPath, words),
        run(process.execPath, words),
        run(process.execPath, words),
      ]);
      const [one, ...others] = both.map(({ stdout }) => stdout.trim());
      expect(one).toMatch(/^access/);
      expect(others).toEqual([one, one]);
      expect(zalo.figures()).toMatchObject({ refreshes: round, refused: 0 });
      await rm(folder, { recursive: true });
    }
  }, 60_000);
});

describe("small things", () => {
  test("long numbers keep their digits, everything else is read as JSON reads it", () => {
    expect(
      parseJson(
        '{"id":9007199254740993001,"n":[-12345678901234567890,1.5,12],"s":"9007199254740993001 \\" 1","t":"\\\\"}',
      ),
    ).toEqual({
      id: "9007199254740993001",
      n: ["-12345678901234567890", 1.5, 12],
      s: '9007199254740993001 " 1',
      t: "\\",
    });
    expect(parseJson("1.2345678901234567890")).toBe(JSON.parse("1.2345678901234567890"));
    expect(parseJson("1e300")).toBe(1e300);
    expect(parseJson("123456789012345678901e2")).toBe(JSON.parse("123456789012345678901e2"));
    expect(parseJson("{")).toBeUndefined();
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value);
        fc.pre(!/\d{16}/.test(text));
        expect(parseJson(text)).toEqual(JSON.parse(text));
      }),
    );
    fc.assert(
      fc.property(fc.bigInt({ min: 10n ** 15n, max: 10n ** 30n }), fc.string(), (id, said) => {
        const value = parseJson(`{"s":${JSON.stringify(said)},"id":${id}}`);
        expect([textAt(value, "id"), textAt(value, "s")]).toEqual([String(id), said]);
      }),
    );
    expect(numberAt({ a: { b: "7" } }, "a", "b")).toBe(7);
  });

  test("phone numbers of all writings are one, and the proof is the documented one", async () => {
    for (const way of ["0900000001", "84900000001", "+84 900 000 001", "900.000.001", "0084900000001"])
      expect(phoneOf(way)).toBe("84900000001");
    for (const none of ["", "090000000", "09000000012", "abc"]) expect(phoneOf(none)).toBeUndefined();
    expect(await secretProof("key", "The quick brown fox jumps over the lazy dog")).toBe(
      "f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8",
    );
  });
});
