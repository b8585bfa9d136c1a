import { existsSync } from "node:fs";
import { defineConfig } from "vitest/config";

const project = (name: string, folder: string, testTimeout: number) => ({
  test: { name, include: [`${folder}/**/*.test.ts`], testTimeout, hookTimeout: 30_000 },
});

const own = ["conversations", "integration", "browser"] as const;

export default defineConfig({
  test: {
    passWithNoTests: own.some((folder) => !existsSync(`test/${folder}`)),
    projects: [
      {
        test: {
          name: "unit",
          include: ["test/**/*.test.ts"],
          exclude: own.map((folder) => `test/${folder}/**`),
          testTimeout: 10_000,
        },
      },
      project("conversation", "test/conversations", 20_000),
      project("integration", "test/integration", 60_000),
      project("browser", "test/browser", 60_000),
    ],
  },
});
