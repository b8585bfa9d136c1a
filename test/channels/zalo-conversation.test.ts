import { afterEach, expect, test } from "vitest";
import { threadId } from "../../src/domain/ids.ts";
import { days, hours, minutes, seconds } from "../../src/domain/instant.ts";
import { threadKey } from "../../src/domain/keys.ts";
import { listHeld } from "../../src/turn/held.ts";
import { dossierOf } from "../support/left-behind.ts";
import { zaloStage } from "../support/zalo-stage.ts";

let close: (() => Promise<void>) | undefined;
async function stage(...wanted: Parameters<typeof zaloStage>) {
  const made = await zaloStage(...wanted);
  close = made.close;
  return made;
}
afterEach(async () => {
  await close?.();
  close = undefined;
});

type Stage = Awaited<ReturnType<typeof stage>>;

/** Says one thing after another and gives the last answer. */
async function talk({ zalo, settle }: Stage, id: string, ...said: readonly string[]): Promise<string> {
  const person = zalo.person(id);
  for (const text of said) {
    await settle(minutes(1));
    await person.says(text);
    await settle();
  }
  return person.got.at(-1)?.text ?? "";
}

const push = (one: Stage, id: string, text: string) =>
  one.store.commit({
    now: one.clock.now(),
    push: [{ lane: "outbox", group: "zalo:77", id, text: JSON.stringify({ text }) }],
  });

const jpeg = Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]);

test("from the first word to an opened dossier, by numbers", async () => {
  const one = await stage();
  expect(await talk(one, "77", "alo")).toMatch(/1\. Đăng ký sản phẩm/u);
  expect(await talk(one, "77", "đăng ký tinh dầu quế Nậm Đét", "1")).toMatch(/Ai đứng tên/u);
  await talk(one, "77", "1", "HTX Quế Nậm Đét");
  expect((await dossierOf(one.store, "zalo:77"))?.answers).toMatchObject({
    owner: "coop",
    ownerName: "HTX Quế Nậm Đét",
  });
  const person = one.zalo.person("77");
  expect(person.got.every(({ text }) => !text.includes("*") && text.length <= 2000)).toBe(true);
  expect(new Set(one.zalo.answers)).toEqual(new Set([200]));
  expect(one.zalo.figures().refreshes).toBe(1);
});

test("with buttons, a tap is the choice and not its code", async () => {
  const one = await stage({ buttons: true, useButtons: true });
  const person = one.zalo.person("77");
  await person.follows();
  await one.settle();
  expect(person.got.at(-1)?.buttons?.map(({ title }) => title)).toContain("Hỏi về OCOP");
  await person.taps("Hỏi về OCOP");
  await one.settle();
  expect(person.got.at(-1)?.text).toMatch(/cứ hỏi/u);
  expect(one.buttonsRefused()).toBe(0);
});

test("buttons that are refused once are numbers from then on", async () => {
  const one = await stage({ buttons: false, useButtons: true });
  expect(await talk(one, "77", "alo")).toMatch(/1\. Đăng ký/u);
  expect(await talk(one, "77", "menu")).toMatch(/1\. Đăng ký/u);
  expect(one.buttonsRefused()).toBe(1);
  // Refused, then plain; then plain at once.
  expect(one.zalo.calls.filter(({ path }) => path.endsWith("/cs")).length).toBe(3);
});

test("what is delivered twice is answered once; what comes out of order is answered all the same", async () => {
  const one = await stage();
  const person = one.zalo.person("77");
  await person.says("alo", 3);
  await one.settle();
  expect(person.got.length).toBe(1);
  one.zalo.hold();
  await person.says("gặp cán bộ");
  await person.says("menu");
  await one.zalo.letGo("reversed");
  await one.settle();
  expect(person.got.length).toBe(3);
});

test("a photo is fetched in the turn, after the webhook was answered, and is put where it belongs", async () => {
  const one = await stage();
  await talk(one, "77", "đăng ký tinh dầu quế Nậm Đét", "1", "1", "HTX Quế Nậm Đét");
  await one.zalo.person("77").sends(jpeg, { text: "giấy đăng ký kinh doanh" });
  await one.settle();
  expect(JSON.stringify((await dossierOf(one.store, "zalo:77"))?.answers)).toContain("zalo-image-1.jpg");
  expect(await one.files.read("zalo-image-1.jpg-7")).toEqual(jpeg);
});

test("a file that is not there, or lies at an address that is not allowed, still gets an answer", async () => {
  const one = await stage();
  const image = (url: string, id: string) =>
    one.zalo.deliver({
      event_name: "user_send_image",
      app_id: one.zalo.appId,
      sender: { id: "77" },
      recipient: { id: one.zalo.oaId },
      message: { attachments: [{ type: "image", payload: { url } }], msg_id: id },
    });
  await talk(one, "77", "alo");
  for (const [at, url] of [
    `${one.zalo.root}/media/none`,
    "http://127.0.0.1:1/x",
    "https://evil.example/x",
    "file:///etc/passwd",
    "x",
  ].entries()) {
    await image(url, `i${at}`);
    await one.settle();
    expect(one.zalo.person("77").got.length).toBe(2 + at);
    expect(one.zalo.person("77").got.at(-1)?.text).toMatch(/chưa tải được tệp/u);
  }
  await one.zalo.person("77").sticks();
  await one.settle();
  expect(one.zalo.person("77").got.at(-1)?.text).toMatch(/chưa đọc được loại tin này/u);
});

test.each(["busy", "429", "500", "html", "slow", "drop-before", "drop-after", "401"] as const)(
  "a server that answers %s delays a reply and loses none",
  async (how) => {
    const one = await stage({ limit: how === "slow" ? 200 : 5000 });
    await talk(one, "77", "alo");
    const person = one.zalo.person("77");
    one.zalo.misbehave({ on: "/cs", how });
    await person.says("gặp cán bộ");
    await one.settle();
    for (let rounds = 0; rounds < 4; rounds += 1) await one.settle(minutes(1));
    const more = person.got.slice(1);
    expect(new Set(more.map(({ text }) => text)).size).toBe(1);
    // A reply whose answer was lost may come twice: Zalo gives no way to tell.
    expect(more.length).toBeLessThanOrEqual(how === "slow" || how === "drop-after" ? 2 : 1);
    expect(one.alarms).toEqual([]);
  },
);

test("a token that dies in the middle is replaced, and the message goes", async () => {
  const one = await stage();
  await talk(one, "77", "alo");
  one.zalo.forgetTokens();
  await talk(one, "77", "menu");
  expect(one.zalo.person("77").got.length).toBe(2);
  expect(one.zalo.figures()).toMatchObject({ refreshes: 2, refused: 0 });
});

test("a lost grant is told once with the link; messages wait, and a new consent lets them go", async () => {
  const one = await stage();
  await talk(one, "77", "alo");
  one.zalo.consent();
  one.clock.at += hours(26);
  await one.zalo.person("77").says("menu");
  await one.settle();
  expect(one.alarms).toEqual([{ kind: "lost", code: -14020, link: "https://consent.example" }]);
  await one.tokens.accept({ access: "x", refresh: one.zalo.consent(), lives: 1 });
  for (let rounds = 0; rounds < 2; rounds += 1) await one.settle(minutes(15));
  expect(one.zalo.person("77").got.length).toBe(2);
  expect(one.alarms.length).toBe(1);
});

test("what comes after the window has closed is held, staff can list it, and the next word lets it go in order", async () => {
  const one = await stage();
  await talk(one, "77", "alo");
  one.clock.at += days(8);
  await push(one, "r1", "Hồ sơ của bà con đã được duyệt.");
  await push(one, "r2", "Mời bà con lên xã ký.");
  await one.settle();
  await push(one, "r3", "Hạn nộp là 30/4.");
  await one.settle(hours(1));
  const person = one.zalo.person("77");
  // The template asks once, whatever waits.
  expect(person.got.slice(1).map(({ kind }) => kind)).toEqual(["template"]);
  const held = await listHeld(one.store, 10);
  expect(held.map(({ thread, works }) => [thread, works.map(({ id }) => id)])).toEqual([
    ["zalo:77", ["r1", "r2", "r3"]],
  ]);
  await talk(one, "77", "menu");
  expect(person.got.slice(2).map(({ text }) => text.slice(0, 12))).toEqual([
    "Hồ sơ của bà",
    "Mời bà con l",
    "Hạn nộp là 3",
    expect.any(String),
  ]);
  expect(await listHeld(one.store, 10)).toEqual([]);
});

test("when the allowance is used up, replies wait for the person's next word", async () => {
  const one = await stage({ allowance: 0 });
  await talk(one, "77", "alo");
  for (let at = 1; at <= 9; at += 1) await push(one, `r${at}`, `Tin ${at}`);
  await one.settle();
  const person = one.zalo.person("77");
  expect(person.got.map(({ text }) => text).slice(1)).toEqual([1, 2, 3, 4, 5, 6, 7].map((at) => `Tin ${at}`));
  await talk(one, "77", "menu");
  expect(person.got.slice(8).map(({ text }) => text.slice(0, 5))).toEqual([
    "Tin 8",
    "Tin 9",
    expect.any(String),
  ]);
});

test("a message cut in the middle by a closed window goes on where it stopped", async () => {
  const one = await stage({ allowance: 0 });
  await talk(one, "77", "alo");
  for (let at = 1; at <= 6; at += 1) await push(one, `r${at}`, `Tin ${at}`);
  await push(one, "long", `${"a".repeat(1990)}\n${"b".repeat(1990)}\n${"c".repeat(100)}`);
  await one.settle();
  await talk(one, "77", "menu");
  const whole = one.zalo
    .person("77")
    .got.slice(7)
    .map(({ text }) => text.trim().slice(0, 1));
  expect(whole.slice(0, 3)).toEqual(["a", "b", "c"]);
});

test("two people at once, one of them gone: the other hears nothing of it", async () => {
  const one = await stage();
  const [gone, there] = [one.zalo.person("77"), one.zalo.person("78")];
  gone.state.blocks = true;
  await gone.says("alo");
  await there.says("alo");
  await one.settle(seconds(1));
  expect([gone.got.length, there.got.length]).toEqual([0, 1]);
  expect(one.log.filter(({ code }) => code === "gone").length).toBe(1);
});

test("an erased person leaves no window behind", async () => {
  const one = await stage();
  await talk(one, "77", "đăng ký tinh dầu quế", "1", "1", "xoá dữ liệu", "có");
  const found = await one.store.load(["window:zalo:77", threadKey(threadId("zalo:77"))]);
  expect(found[0]).toBeUndefined();
  expect(await dossierOf(one.store, "zalo:77")).toBeUndefined();
});

test("the console's probe and a stranger's delivery are answered 200 and do nothing; the domain page is there", async () => {
  const one = await stage();
  const post = (body: string, headers: Record<string, string> = {}) =>
    one.http.request("/webhooks/zalo", { method: "POST", body, headers });
  const probe = {
    event_name: "user_send_text",
    app_id: one.zalo.appId,
    sender: { id: "0" },
    message: { text: "test", msg_id: "test" },
    timestamp: "1",
  };
  expect((await post(JSON.stringify(probe))).status).toBe(200);
  expect((await post(JSON.stringify(probe), { "x-zevent-signature": "mac=00" })).status).toBe(200);
  expect((await post("not json")).status).toBe(200);
  expect((await one.http.request("/webhooks/zalo")).status).toBe(200);
  await one.settle();
  expect(one.log.filter(({ what }) => what === "turn")).toEqual([]);
  const page = await one.http.request("/zalo_verifierAb_c-9.html");
  expect(await page.text()).toContain('content="Ab_c-9"');
  expect((await one.http.request("/zalo_verifierother.html")).status).toBe(404);
});
