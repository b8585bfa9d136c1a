import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Files } from "../../src/ports/files.ts";
import { diskFiles } from "../../src/store/files.ts";
import { png } from "./support.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const padded = (head: Uint8Array, size: number) => {
  const whole = new Uint8Array(size);
  whole.set(head);
  return whole;
};
const mp4 = Uint8Array.from([0, 0, 0, 24, ...bytes("ftypisom"), 0, 0, 2, 0, ...bytes("isomiso2")]);

describe("files on disk", () => {
  let folder = "";
  let files: Files;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "files-"));
    files = diskFiles(folder);
  });
  afterAll(() => rm(folder, { recursive: true }));

  it("are kept once by what is in them, and can be dropped", async () => {
    const first = await files.keep(png, "a.png");
    const second = await files.keep(png, "b.jpg");
    if (!first.ok || !second.ok) throw new Error("not kept");
    expect(first.value).toMatchObject({ mime: "image/png", name: "a.png", size: png.byteLength });
    expect(second.value.hash).toBe(first.value.hash);
    expect(await files.read(first.value.hash)).toEqual(png);
    expect(await readdir(join(folder, first.value.hash.slice(0, 2)))).toEqual([first.value.hash]);
    await files.drop(first.value.hash);
    expect(await files.read(first.value.hash)).toBeUndefined();
    await files.drop(first.value.hash);
  });

  it.each([
    ["plain text", bytes("Giấy phép số 1"), "text/plain"],
    ["a PDF", bytes("%PDF-1.4\n"), "application/pdf"],
    ["a video", mp4, "video/mp4"],
    [
      "an old Word file",
      padded(Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), 600),
      "application/x-cfb",
    ],
  ])("are known by their bytes: %s", async (_name, content, mime) => {
    expect(await files.keep(content, "x.exe")).toMatchObject({ ok: true, value: { mime } });
  });

  it("are refused when empty, of an unknown kind, damaged or too large", async () => {
    const mebibyte = 1024 * 1024;
    const code = async (content: Uint8Array) => {
      const kept = await files.keep(content, "x");
      return kept.ok ? "ok" : kept.code;
    };
    expect(await code(new Uint8Array())).toBe("file-empty");
    expect(await code(padded(bytes("MZ"), 400))).toBe("file-kind");
    expect(await code(padded(bytes("PK\u0003\u0004"), 40))).toBe("file-kind");
    expect(await code(Uint8Array.from([0xff, 0xfe, 0x00, 0x80]))).toBe("file-kind");
    expect(await code(padded(png, 11 * mebibyte))).toBe("file-size");
    expect(await code(padded(mp4, 11 * mebibyte))).toBe("ok");
    expect(await code(padded(mp4, 26 * mebibyte))).toBe("file-size");
  });

  it("have a name that leads nowhere, and no place outside the folder", async () => {
    const kept = await files.keep(bytes("a"), "../../etc/pass\u202ewd\n");
    expect(kept).toMatchObject({ ok: true, value: { name: "passwd" } });
    expect(await files.read("../../etc/passwd")).toBeUndefined();
  });
});
