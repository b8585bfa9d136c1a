import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { browserPerson } from "../support/browser-person.ts";
import { memoryOf, type Program, startProgram } from "../support/program.ts";

const opening = [
  "đăng ký tinh dầu quế Nậm Đét",
  "đồng ý",
  "hợp tác xã",
  "HTX Quế Nậm Đét",
  "sản phẩm 3 sao do ai công nhận?",
  "giấy chứng nhận có giá trị bao lâu",
  "hồ sơ gồm những giấy gì",
  "còn thiếu gì",
];

/** On the clock a start takes as much longer as other work takes of the cores; the processor time says what it costs by itself. */
const busy = 5;

describe.runIf(process.platform === "linux")("what the program takes of a small server", () => {
  let program: Program;
  beforeAll(async () => {
    program = await startProgram({
      TELEGRAM_BOT_TOKEN: "1:loopback",
      TELEGRAM_WEBHOOK_SECRET: "s",
      PUBLIC_URL: "https://ocop.example.vn",
      TELEGRAM_API_ROOT: "http://127.0.0.1:9",
    });
  });
  afterAll(async () => program.remove());

  test("it answers within three seconds", () => {
    expect(program.readyCost).toBeLessThan(3000);
    expect(program.readyAfter).toBeLessThan(3000 * busy);
  });

  test("it stays under 200 MB, at the start and after a hundred conversations with questions", async () => {
    expect(memoryOf(program.pid)).toBeLessThan(170);
    const talk = async (seat: number): Promise<void> => {
      for (let round = 0; round < 10; round += 1) {
        const person = await browserPerson(program.url, `p${seat}-${round}`);
        for (const text of opening) expect(await person.says(text)).toContain('"from":"us"');
        person.leave();
      }
    };
    await Promise.all(Array.from({ length: 10 }, (_, seat) => talk(seat)));
    expect(memoryOf(program.pid)).toBeLessThan(200);
  }, 300_000);
});
