import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { imports } from "../../oxlint.config.ts";

const underSrc = readdirSync("src", { withFileTypes: true });

test("every folder and file directly under src has a row in the import table", () => {
  expect(underSrc.map((entry) => entry.name).filter((name) => !(name in imports))).toEqual([]);
});

test("the import table names only its own rows", () => {
  const known = new Set(Object.keys(imports));
  const named = Object.values(imports).flatMap((row) => row.folders.map((to) => to.split("/")[0] ?? to));
  expect(named.filter((to) => to !== "*" && !known.has(to))).toEqual([]);
});
