import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Files } from "../../src/ports/files.ts";
import { png } from "../http/support.ts";

/** Files under test, and what their own place makes of them. */
export type FilesCase = {
  readonly files: Files;
  /** The names under which something lies there. */
  readonly names: () => Promise<readonly string[]>;
  /** Changes one byte of everything that lies there. */
  readonly spoil: () => Promise<void>;
  /** Starts to keep this text, many times over, and dies in the middle of the writing; gives what was to be kept. */
  readonly crash: (text: string) => Promise<void>;
  readonly close: () => Promise<void>;
};

const mebibyte = 1024 * 1024;
const bytes = (text: string) => new TextEncoder().encode(text);
export const crashed = (text: string) => bytes(text.repeat((4 * mebibyte) / text.length));
const padded = (head: Uint8Array, size: number) => {
  const whole = new Uint8Array(size);
  whole.set(head);
  return whole;
};
const mp4 = Uint8Array.from([0, 0, 0, 24, ...bytes("ftypisom"), 0, 0, 2, 0, ...bytes("isomiso2")]);
const hashOf = async (content: Uint8Array) =>
  new Uint8Array(await crypto.subtle.digest("SHA-256", new Uint8Array(content))).toHex();

/** What keeping files promises, wherever they lie. */
export function filesConformance(
  name: string,
  open: () => Promise<FilesCase>,
  how: { readonly sealed: boolean },
): void {
  describe(name, () => {
    let opened: FilesCase;
    let files: Files;
    const kept = async (content: Uint8Array, given = "a.png") => {
      const result = await files.keep(content, given);
      if (!result.ok) throw new Error(result.code);
      return result.value;
    };
    beforeEach(async () => {
      opened = await open();
      files = opened.files;
    });
    afterEach(() => opened.close());

    it("keeps the same bytes once, by what is in them, and drops them", async () => {
      const first = await kept(png, "a.png");
      const second = await kept(png, "b.jpg");
      expect(first).toEqual({
        hash: await hashOf(png),
        name: "a.png",
        mime: "image/png",
        size: png.byteLength,
      });
      expect(second.hash).toBe(first.hash);
      expect(await opened.names()).toHaveLength(1);
      expect(await files.read(first.hash)).toEqual(png);
      await files.drop(first.hash);
      expect(await files.read(first.hash)).toBeUndefined();
      expect(await opened.names()).toEqual([]);
      await files.drop(first.hash);
    });

    it("keeps the same bytes once when many bring them together", async () => {
      const all = await Promise.all(Array.from({ length: 12 }, (_, at) => kept(png, `${at}.png`)));
      expect(new Set(all.map(({ hash }) => hash)).size).toBe(1);
      expect(await opened.names()).toHaveLength(1);
      expect(await files.read(await hashOf(png))).toEqual(png);
    });

    it("names what it keeps by the hash, or by nothing anybody could guess", async () => {
      const { hash } = await kept(png);
      expect((await opened.names()).includes(hash)).toBe(!how.sealed);
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
    ])("knows kinds by their bytes: %s", async (_name, content, mime) => {
      const file = await kept(content, "x.exe");
      expect(file.mime).toBe(mime);
      expect(await files.read(file.hash)).toEqual(content);
    });

    it("refuses what is empty, of an unknown kind, damaged or too large, and keeps nothing of it", async () => {
      const code = async (content: Uint8Array) => {
        const result = await files.keep(content, "x");
        return result.ok ? "ok" : result.code;
      };
      expect(await code(new Uint8Array())).toBe("file-empty");
      expect(await code(padded(bytes("MZ"), 400))).toBe("file-kind");
      expect(await code(padded(bytes("PK\u0003\u0004"), 40))).toBe("file-kind");
      expect(await code(Uint8Array.from([0xff, 0xfe, 0x00, 0x80]))).toBe("file-kind");
      expect(await code(padded(png, 11 * mebibyte))).toBe("file-size");
      expect(await code(padded(mp4, 26 * mebibyte))).toBe("file-size");
      expect(await opened.names()).toEqual([]);
      expect(await code(padded(mp4, 25 * mebibyte))).toBe("ok");
      expect((await files.read(await hashOf(padded(mp4, 25 * mebibyte))))?.byteLength).toBe(25 * mebibyte);
    });

    it("gives a name that leads nowhere, and no place outside its own", async () => {
      expect(await kept(bytes("a"), "../../etc/pass\u202ewd\n")).toMatchObject({ name: "passwd" });
      for (const hash of ["../../etc/passwd", "", "0".repeat(63), "A".repeat(64)]) {
        expect(await files.read(hash)).toBeUndefined();
        await files.drop(hash);
      }
      expect(await opened.names()).toHaveLength(1);
    });

    it("never gives other bytes than it was given", async () => {
      const { hash } = await kept(png);
      await opened.spoil();
      await expect(files.read(hash)).rejects.toMatchObject({ name: "FileDamaged" });
      // Whoever sends it again mends it.
      await kept(png);
      expect(await files.read(hash)).toEqual(png);
    });

    it("has nothing to read after a crash in the middle of a write", async () => {
      await opened.crash("giay ");
      const content = crashed("giay ");
      const hash = await hashOf(content);
      expect(await files.read(hash)).toBeUndefined();
      await kept(content, "a.txt");
      expect(Buffer.from((await files.read(hash)) ?? []).equals(content)).toBe(true);
    });
  });
}
