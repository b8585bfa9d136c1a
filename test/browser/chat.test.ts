import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { png } from "../http/support.ts";
import { startServer } from "./server.ts";

const executablePath = process.env["CHROMIUM"];
const flags = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const size = { width: 320, height: 640 };
const main = "document.querySelector('main')";
const question = /đứng tên đăng ký/;

describe.skipIf(!executablePath)("the chat page in a browser", () => {
  let browser: Browser;
  let server: Awaited<ReturnType<typeof startServer>>;
  let context: BrowserContext;
  let page: Page;
  const troubles: string[] = [];

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: executablePath ?? "", args: flags });
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    server = await startServer();
    context = await browser.newContext({ viewport: size, locale: "vi-VN" });
    page = await context.newPage();
    troubles.length = 0;
    page.on("pageerror", (error) => troubles.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error" && !message.text().includes("ERR_INTERNET_DISCONNECTED"))
        troubles.push(message.text());
    });
    await page.goto(server.url);
  });
  afterEach(async () => {
    expect(troubles).toEqual([]);
    await context.close();
    await server.close();
  });

  const say = async (text: string) => {
    await page.getByLabel("Tin nhắn của bà con").fill(text);
    await page.getByRole("button", { name: "Gửi", exact: true }).click();
  };
  const log = () => page.getByRole("log");
  const sideways = () =>
    page.evaluate<number>("document.documentElement.scrollWidth - document.documentElement.clientWidth");

  it("sends what is typed and shows the answer without asking again and again", async () => {
    await say("dk tinh dau que");
    await log().getByText(question).waitFor();
    expect(await log().locator("strong").allTextContents()).toEqual(["Tinh dầu quế Nậm Đét"]);
    expect(await log().locator("b").count()).toBe(0);
    expect(await log().getByText("Đã gửi").count()).toBe(1);
    const asked = server.requests.length;
    await page.waitForTimeout(2500);
    expect(server.requests.length).toBe(asked);
    expect(server.requests.filter((one) => one === "GET /chat/stream")).toHaveLength(1);
    expect(await page.evaluate<unknown>("document.activeElement.id")).toBe("text");
  });

  it("offers choices as numbered buttons, old ones too", async () => {
    await say("dk");
    await page.getByRole("button", { name: "1. Hợp tác xã" }).click();
    await log().getByText("Tên hợp tác xã là gì?").waitFor();
    await page.getByRole("button", { name: "2. Tổ hợp tác" }).click();
    await expect.poll(() => server.events.length).toBe(3);
    expect(server.events.slice(1).map(({ deed }) => deed)).toEqual([
      { kind: "tap", data: "owner=coop", label: "Hợp tác xã" },
      { kind: "tap", data: "owner=group", label: "Tổ hợp tác" },
    ]);
  });

  it("sends a photo and shows it small, also after a reload", async () => {
    await page
      .locator("input[type=file]")
      .setInputFiles({ name: "giấy.png", mimeType: "image/png", buffer: Buffer.from(png) });
    await log().getByText("Tôi đã nhận ảnh.").waitFor();
    await page.reload();
    const picture = page.getByRole("img", { name: "Ảnh: giấy.png" });
    await picture.waitFor();
    await page.waitForFunction("document.querySelector('.picture img').naturalWidth === 1");
    expect((await picture.boundingBox())?.width).toBeLessThanOrEqual(168);
  });

  it("shows the conversation again after a reload", async () => {
    await say("dk");
    await log().getByText(question).waitFor();
    await page.reload();
    await log().getByText(question).waitFor();
    expect(await log().locator("li.them").count()).toBe(1);
    expect(await log().getByText("Hôm nay").count()).toBe(1);
    expect(await page.getByRole("button", { name: "1. Hợp tác xã" }).count()).toBe(1);
  });

  it("keeps what was said without a network and delivers it once", async () => {
    await context.setOffline(true);
    await say("dk tinh dau que");
    await log().getByText("Mất mạng, sẽ gửi lại").waitFor();
    await context.setOffline(false);
    await log().getByText(question).waitFor();
    expect(await log().locator("li.them").count()).toBe(1);
    expect(server.events).toHaveLength(1);
    expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
  });

  it("delivers after a reload what was waiting, text and photo, under the same ids", async () => {
    await page.route("**/chat/events", (route) => route.abort());
    await say("dk");
    await page
      .locator("input[type=file]")
      .setInputFiles({ name: "a.png", mimeType: "image/png", buffer: Buffer.from(png) });
    await log().getByText("Mất mạng, sẽ gửi lại").first().waitFor();
    const ids = await page.evaluate(() =>
      Object.keys(localStorage)
        .sort()
        .map((key) => key.split(":").at(-1)),
    );
    await page.waitForTimeout(300);
    troubles.length = 0;
    await page.unroute("**/chat/events");
    await page.reload();
    await log().getByText("Tôi đã nhận ảnh.").waitFor();
    expect(server.events.map(({ id }) => id.split(":").at(-1))).toEqual(ids);
    expect(server.events.map(({ deed }) => deed.kind)).toEqual(["text", "file"]);
  });

  it("has no sideways scroll at 320 px, and targets a thumb can hit", async () => {
    expect(await sideways()).toBe(0);
    await say(`dk ${"x".repeat(200)} https://example.org/${"a".repeat(120)}`);
    await log().getByText(question).waitFor();
    expect(await sideways()).toBe(0);
    for (const button of await page.getByRole("button").all()) {
      if (!(await button.isVisible())) continue;
      const box = await button.boundingBox();
      expect(box?.height).toBeGreaterThanOrEqual(48);
      expect(box?.width).toBeGreaterThanOrEqual(48);
    }
  });

  it("names every control for those who do not see it", async () => {
    await say("dk");
    await log().getByText(question).waitFor();
    const tree = await page.locator("body").ariaSnapshot();
    for (const part of [
      'log "Cuộc trò chuyện"',
      'textbox "Tin nhắn của bà con"',
      'button "Gửi ảnh hoặc giấy tờ"',
      'button "Gửi"',
      'button "1. Hợp tác xã"',
      'heading "Trợ lý OCOP Bắc Hà"',
      'link "Tới ô viết tin nhắn"',
    ])
      expect(tree).toContain(part);
    expect(tree).not.toMatch(/- (button|link|textbox|img)(:|$)/m);
    expect(await page.locator("html").getAttribute("lang")).toBe("vi");
  });

  it("follows new lines only while the end is in view", async () => {
    for (let n = 0; n < 6; n += 1) await say(`câu ${n}`);
    await expect.poll(() => log().locator("li.us").count()).toBe(6);
    const fromEnd = () =>
      page.evaluate<number>(`${main}.scrollHeight - ${main}.scrollTop - ${main}.clientHeight`);
    await expect.poll(fromEnd).toBeLessThan(3);
    await say("nữa");
    await page.evaluate(`${main}.scrollTo(0, 0)`);
    await page.getByRole("button", { name: "Có tin mới" }).click();
    await expect.poll(fromEnd).toBeLessThan(3);
  });
});
