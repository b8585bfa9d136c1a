import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openSpool } from "../../src/store/spool.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "spool-"));
});
afterEach(() => rm(folder, { recursive: true }));

const host = hostname().replaceAll(/[^\w-]/gu, "_");
/** No process has so high a number. */
const gone = 4_194_305;

test("what is kept stands on disk at once, and is gone when it is cleared", async () => {
  const spool = await openSpool(folder);
  await Promise.all([spool.keep("one"), spool.keep("two")]);
  expect((await readdir(folder)).length).toBe(1);
  await spool.clear();
  expect(await readdir(folder)).toEqual([]);
  await spool.keep("three");
  expect((await readdir(folder)).length).toBe(1);
});

test("what processes left that are gone is taken over by one, in order, without a last line that was cut off", async () => {
  await writeFile(join(folder, `${host}.${gone}.1.jsonl`), "one\ntwo\nhalf");
  const [first, second] = [await openSpool(folder), await openSpool(folder)];
  expect(await first.left()).toEqual(["one", "two"]);
  expect(await second.left()).toEqual([]);
  // Until it was handed over it stays on disk.
  expect((await readdir(folder)).length).toBe(1);
  await first.clear();
  expect(await readdir(folder)).toEqual([]);
});

test("the file of a process that lives is left alone", async () => {
  await writeFile(join(folder, `${host}.${process.ppid}.1.jsonl`), "one\n");
  expect(await (await openSpool(folder)).left()).toEqual([]);
});
