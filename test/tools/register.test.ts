import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "register-"));
});
afterAll(() => rm(folder, { recursive: true }));

const run = (
  data: string,
  ...words: readonly string[]
): Promise<{ code: number; out: string; err: string }> =>
  new Promise((done) => {
    const child = execFile(
      process.execPath,
      ["src/tools/register.ts", ...words],
      { timeout: 30_000, env: { ...process.env, REDIS_URL: undefined, DATA_DIR: join(folder, data) } },
      (_, out, err) => done({ code: child.exitCode ?? -1, out, err }),
    );
    child.stdin?.end();
  });

test(
  "a file is shown, written once it is said yes to, taken out and brought in elsewhere",
  { timeout: 60_000 },
  async () => {
    const csv = join(folder, "so.csv");
    await writeFile(csv, "Tên HTX;Xã;SĐT\nHTX Quế;Nậm Đét;0912345678\nHTX Chè;Hà Nội;\n");
    const shown = await run("one", "import", csv);
    expect([shown.code, shown.out]).toEqual([2, expect.stringContaining("Mới: 1 tổ chức")]);
    expect(shown.out).toContain("ô B3");
    expect(await run("one", "import", csv, "--yes")).toMatchObject({ code: 0, err: "" });
    expect((await run("one", "import", csv, "--yes")).out).toContain("Không có gì mới");
    const xlsx = join(folder, "so.xlsx");
    expect((await run("one", "export", xlsx)).code).toBe(0);
    expect((await run("two", "import", xlsx, "--yes")).out).toContain("Mới: 1 tổ chức");
    expect(await run("two", "import", join(folder, "none.xlsx"))).toMatchObject({ code: 1 });
    expect(await run("two", "bring")).toMatchObject({ code: 2 });
  },
);
