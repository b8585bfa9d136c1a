import { readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readSetting } from "../../src/project.ts";
import { diskBlobs } from "../../src/store/disk.ts";
import { blobFiles } from "../../src/store/files.ts";
import { readConversation } from "../../src/tools/conversation.ts";
import { playTo } from "../../src/tools/play.ts";
import { pdf } from "../support/made-documents.ts";
import { type BytesOf, talkOver } from "../support/play-over.ts";
import { telegramStage } from "../support/telegram-stage.ts";
import { overZalo, zaloPeople } from "../support/zalo-person.ts";

const folder = join(import.meta.dirname, "tron-ven");
const products = readdirSync(folder).toSorted();
const made = new Map<string, Uint8Array>();
let kept = "";

/** A photo of a paper: words on a page, with the noise of a camera, so that no two are the same bytes. */
async function photo(words: string): Promise<Uint8Array> {
  const page = `<svg width="1200" height="900"><rect width="1200" height="900" fill="#f4f1e8"/><text x="90" y="200" font-size="44">${words}</text></svg>`;
  return new Uint8Array(await sharp(Buffer.from(page)).jpeg({ quality: 70 }).toBuffer());
}

beforeAll(async () => {
  kept = await mkdtemp(join(tmpdir(), "papers-"));
  const names = products.flatMap((file) =>
    [...readFileSync(join(folder, file), "utf8").matchAll(/^> \[(?:ảnh|tệp) ([^\]]+)\]/gmu)].map(
      ([, name = ""]) => name,
    ),
  );
  for (const name of new Set(names))
    made.set(name, name.endsWith(".pdf") ? pdf([[`Giấy tờ ${name}`]]) : await photo(name));
});
afterAll(() => rm(kept, { recursive: true }));

const bytesOf: BytesOf = (name) => made.get(name) ?? new Uint8Array();
const setting = await readSetting("bac-ha-2021");

describe("the nine products, from the first word until they wait for the council, with real photos and files", () => {
  test("are nine", () => expect(products).toHaveLength(9));

  test.each(products)("%s over Telegram", async (file) => {
    const conversation = readConversation(readFileSync(join(folder, file), "utf8"));
    const files = blobFiles(diskBlobs(join(kept, `telegram-${file}`)));
    const stage = telegramStage(setting, false, bytesOf);
    const over = await playTo(
      await talkOver(setting, conversation.at, stage, { files }),
      conversation,
      setting,
    );
    expect(over.faults.join("\n\n")).toBe("");
    expect(over.record).toContain("đã vào danh sách chờ hội đồng");
  });

  test.each(products)("%s over Zalo", async (file) => {
    const conversation = overZalo(readConversation(readFileSync(join(folder, file), "utf8")));
    const files = blobFiles(diskBlobs(join(kept, `zalo-${file}`)));
    const stage = zaloPeople(false, bytesOf);
    const over = await playTo(
      await talkOver(setting, conversation.at, stage, { files }),
      conversation,
      setting,
    );
    expect(over.faults.join("\n\n")).toBe("");
    expect(over.record).toContain("đã vào danh sách chờ hội đồng");
  });
});
