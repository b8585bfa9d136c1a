import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { png } from "../http/support.ts";
import { freePort } from "../support/free-port.ts";

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

/** The program as it is started in service, in a process of its own. */
async function startAssistant(dataDir: string, port: number): Promise<ChildProcess> {
  const { NODE_OPTIONS: _, ...env } = process.env;
  const child = spawn(process.execPath, ["src/node.ts"], {
    env: {
      ...env,
      PORT: String(port),
      DATA_DIR: dataDir,
      REDIS_URL: "",
      PUBLIC_URL: "",
      PROGRAMME: "bac-ha-2021",
    },
    stdio: ["ignore", "ignore", "inherit"],
  });
  for (let tries = 0; tries < 200; tries += 1) {
    const ready = await fetch(`http://127.0.0.1:${port}/readyz`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (ready) return child;
    if (child.exitCode !== null) throw new Error(`the program ended with ${child.exitCode}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("the program did not come up");
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill("SIGKILL");
  await gone;
}

describe.skipIf(!executablePath)("the assistant in a browser", () => {
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let child: ChildProcess;
  let dataDir: string;
  let port: number;

  const open = async (): Promise<void> => {
    page = await context.newPage();
    await page.goto(`http://127.0.0.1:${port}/`);
  };
  const log = () => page.getByRole("log");
  const lastAnswer = () => log().locator("li.us").last();
  const answers = () => log().locator("li.us").count();
  const say = async (text: string): Promise<void> => {
    await page.getByLabel("Tin nhắn của bà con").fill(text);
    await page.getByRole("button", { name: "Gửi", exact: true }).click();
  };
  const tap = async (label: string): Promise<void> =>
    lastAnswer().getByRole("button", { name: label }).click();
  const hear = async (text: string | RegExp): Promise<void> => lastAnswer().getByText(text).first().waitFor();

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: executablePath ?? "", args: flags });
    dataDir = await mkdtemp(join(tmpdir(), "ocop-"));
    port = await freePort();
    child = await startAssistant(dataDir, port);
    context = await browser.newContext({ viewport: { width: 320, height: 640 }, locale: "vi-VN" });
    await open();
  });
  afterAll(async () => {
    await kill(child);
    await browser.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  it("asks for a yes before anything is kept, and then one question at a time", async () => {
    await say("đăng ký tinh dầu quế Nậm Đét");
    await hear("Tinh dầu quế Nậm Đét");
    await hear("Bà con có đồng ý không?");
    await tap("Đồng ý, bắt đầu");
    await lastAnswer().getByRole("button", { name: "Hợp tác xã" }).first().waitFor();
    await tap("1. Hợp tác xã");
    await hear("Tôi ghi:");
    await say("HTX Quế hữu cơ Nậm Đét");
    // The question before shows the same name as its example: only this answer has taken it down.
    await hear("tên cơ sở:");
  });

  it("shows the conversation again after a reload", async () => {
    const count = await answers();
    await page.reload();
    await hear("tên cơ sở:");
    expect(await answers()).toBe(count);
    await log().getByText("đăng ký tinh dầu quế Nậm Đét").waitFor();
  });

  it("goes on where a person left off, after the page was closed", async () => {
    await page.close();
    await open();
    await hear("HTX Quế hữu cơ Nậm Đét");
    await say("tiếp tục");
    await hear("Hồ sơ");
    await hear("Tinh dầu quế Nậm Đét");
  });

  it("asks which paper a photo is and files it there", async () => {
    const count = await answers();
    await page
      .locator("input[type=file]")
      .setInputFiles({ name: "dkkd.png", mimeType: "image/png", buffer: Buffer.from(png) });
    await page.getByRole("img", { name: "Ảnh: dkkd.png" }).waitFor();
    await expect.poll(answers).toBe(count + 1);
    await hear("Đây là giấy gì?");
    await lastAnswer().getByRole("button").first().click();
    await hear("1 tệp");
  });

  it("loses nothing when the program is killed, and goes on when it is back, on the page that stayed open", async () => {
    const count = await answers();
    await kill(child);
    await say("còn thiếu gì");
    await log().getByText("Mất mạng, sẽ gửi lại").waitFor();
    child = await startAssistant(dataDir, port);
    await expect.poll(answers, { timeout: 30_000 }).toBe(count + 1);
    await hear("việc bắt buộc");
    expect(await log().getByText("còn thiếu gì", { exact: true }).count()).toBe(1);
    await say("dữ liệu của tôi");
    await hear("HTX Quế hữu cơ Nậm Đét");
  });

  it("forgets the person and the page's history when asked to", async () => {
    await say("xoá dữ liệu");
    await hear("Xoá rồi không lấy lại được.");
    await tap("1. Đúng");
    await hear("Đã xoá hết dữ liệu");
    await expect.poll(() => log().getByText("HTX Quế hữu cơ Nậm Đét").count()).toBe(0);
    await page.reload();
    await hear("Đã xoá hết dữ liệu");
    expect(await log().getByText("HTX Quế hữu cơ Nậm Đét").count()).toBe(0);
    expect(await page.getByRole("img", { name: "Ảnh: dkkd.png" }).count()).toBe(0);
    await say("dữ liệu của tôi");
    await hear("Tôi chưa giữ thông tin nào của bà con.");
  });
});
