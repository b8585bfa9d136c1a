import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { dossierOf } from "../../support/left-behind.ts";
import { openAssistant } from "./support.ts";

let world: Awaited<ReturnType<typeof openAssistant>>;
beforeEach(async () => {
  world = await openAssistant({ second: 5 });
  await world.webhook();
});
afterEach(() => world.close());

const lan = () => world.emulator.person(7012345678, "Lan");
const last = () => lan().sees().at(-1);
const registers = async () => {
  for (const text of ["dk tinh dau que nam det", "1"]) {
    await lan().says(text);
    await world.settle();
  }
};

describe("a conversation over Telegram", () => {
  it("goes by text and by buttons, and each tap is acknowledged and marked", async () => {
    await lan().starts();
    await world.settle();
    expect(last()?.choices).toEqual(["1. Đăng ký sản phẩm, làm hồ sơ", "2. Hỏi về OCOP", "3. Gặp cán bộ"]);
    await lan().says("dk tinh dau que nam det");
    await world.settle();
    await lan().taps("Đồng ý, bắt đầu");
    await world.settle();
    await lan().taps("2. Tổ hợp tác");
    await world.settle();
    expect(last()?.text).toContain("*Tổ hợp tác*");
    await expect
      .poll(() => lan().sees().at(-2)?.choices)
      .toEqual([
        "1. Hợp tác xã",
        "✓ 2. Tổ hợp tác",
        "3. Hộ sản xuất có đăng ký kinh doanh",
        "4. Doanh nghiệp",
      ]);
    await expect
      .poll(
        () => world.emulator.calls.filter(({ method, ok }) => method === "answercallbackquery" && ok).length,
      )
      .toBe(2);
  });

  it("takes a tap on an old message for what it says, and a second tap for nothing new", async () => {
    await registers();
    await lan().taps("Hợp tác xã");
    await lan().taps("Hợp tác xã");
    await world.settle();
    await lan().taps("Tổ hợp tác");
    await world.settle();
    expect(last()?.text).toContain("Tổ hợp tác");
    expect(world.emulator.calls.filter(({ method }) => method === "answercallbackquery")).toHaveLength(3);
  });

  it("says each thing once when everything is delivered twice", async () => {
    world.emulator.updates.deliverTwice(true);
    await registers();
    await lan().taps("Hợp tác xã");
    await world.settle();
    expect(lan().sees()).toHaveLength(3);
  });

  it("comes to the same when a tap overtakes a text", async () => {
    await registers();
    world.emulator.updates.hold();
    const said = lan().says("có phải nộp tiền không?");
    const tapped = lan().taps("Hợp tác xã");
    world.emulator.updates.release(true);
    await Promise.all([said, tapped]);
    await world.settle();
    expect(
      lan()
        .sees()
        .some(({ text }) => text.includes(": *Hợp tác xã*")),
    ).toBe(true);
    expect(lan().sees()).toHaveLength(4);
  });

  it("is delivered again until it is taken, in order", async () => {
    await registers();
    const { receive } = world.channel;
    let refusals = 3;
    Object.assign(world.channel, {
      receive: (raw: Parameters<typeof receive>[0]) =>
        refusals-- > 0 ? Promise.reject(new Error("away")) : receive(raw),
    });
    const first = lan().says("htx");
    const second = lan().says("HTX Quế Nậm Đét");
    await Promise.all([first, second]);
    await world.settle();
    expect(last()?.text).toContain("*HTX Quế Nậm Đét*");
    expect(world.emulator.updates.info()).toMatchObject({
      pending_update_count: 0,
      last_error_message: "Wrong response from the webhook: 500",
    });
  });

  it("loses a tap that was made in a long outage, keeps the words said after it, and takes the tap when made again", async () => {
    await world.close();
    let away = false;
    let late = 0;
    world = await openAssistant({ second: 5, now: () => Date.now() + late });
    await world.webhook();
    await registers();
    const { receive } = world.channel;
    Object.assign(world.channel, {
      receive: (raw: Parameters<typeof receive>[0]) =>
        away ? Promise.reject(new Error("away")) : receive(raw),
    });
    away = true;
    const tapped = lan().taps("Hợp tác xã");
    const said = lan().says("tiếp tục");
    // The platform keeps a tap for two and a half minutes, and words for a day.
    late = 151_000;
    await expect.poll(() => world.emulator.updates.info().pending_update_count).toBe(1);
    away = false;
    await Promise.all([tapped, said]);
    await world.settle();
    expect(lan().sees()).toHaveLength(3);
    expect(last()?.text).toContain("Ai đứng tên");
    expect((await dossierOf(world.store, lan().thread))?.answers["owner"]).toBeUndefined();
    await lan().taps("Hợp tác xã");
    await world.settle();
    expect(last()?.text).toContain(": *Hợp tác xã*");
    expect(world.emulator.updates.info().pending_update_count).toBe(0);
  });

  it("waits out a limit of speed and loses nothing", async () => {
    await registers();
    world.emulator.goesWrong(
      { kind: "refuse", code: 429, description: "Too Many Requests: retry after 1", retryAfter: 1 },
      { method: "sendMessage" },
    );
    await lan().says("htx");
    await world.settle();
    expect(lan().sees()).toHaveLength(2);
    await expect
      .poll(
        async () => {
          world.assistant.wake();
          await world.settle();
          return lan().sees().length;
        },
        { timeout: 5_000, interval: 200 },
      )
      .toBe(3);
  });

  it("gives up on a person who blocked us, and answers when they come back", async () => {
    await registers();
    await lan().blocks();
    expect(world.log).toContainEqual({ what: "telegram", code: "blocked" });
    world.emulator.goesWrong(
      { kind: "refuse", code: 403, description: "Forbidden: bot was blocked by the user" },
      { method: "sendMessage" },
    );
    await lan().unblocks();
    await lan().says("htx");
    await world.settle();
    expect(world.log).toContainEqual(expect.objectContaining({ what: "send", code: "gone" }));
    await lan().says("tiếp tục");
    await world.settle();
    expect(last()?.text).toContain("Tên cơ sở");
  });

  it("hears an edited message as a plea to correct", async () => {
    await registers();
    await lan().says("htx");
    const message = await lan().says("HTX Que");
    await world.settle();
    await lan().edits(message, "HTX Quế Nậm Đét");
    await world.settle();
    expect(last()?.text).toMatch(/sửa câu nào/u);
    expect(last()?.choices[0]).toMatch(/^1\. tên cơ sở: HTX Que$/iu);
  });

  it("declines a group once, and leaves it", async () => {
    const group = -4123456789;
    await world.emulator.groupAdds(group, 7012345678);
    await world.emulator.groupSays(group, 7012345678, "alo");
    await world.settle();
    await expect.poll(() => world.emulator.groupSees(group)).toEqual(["Tôi chỉ nói chuyện riêng."]);
    await expect.poll(() => world.emulator.calls.at(-1)?.method).toBe("leavechat");
  });

  it("is the same person's after ids started anew", async () => {
    await registers();
    world.emulator.updates.startIdsAt(17);
    await lan().says("htx");
    await world.settle();
    expect(last()?.text).toContain("Hợp tác xã");
  });
});
