import { existsSync } from "node:fs";
import { defineConfig } from "vitest/config";
import type { Around } from "./test/workers/setup.ts";

const project = (name: string, folder: string, testTimeout: number) => ({
  test: { name, include: [`${folder}/**/*.test.ts`], testTimeout, hookTimeout: 30_000 },
});

const own = ["conversations", "integration", "browser", "workers"] as const;

/** Runs inside workerd, with a Redis outside; without a Redis there is nothing to run. */
const workers = async () => {
  if (process.env["REDIS_SERVER"] === undefined) return [];
  const { cloudflareTest } = await import("@cloudflare/vitest-plugin");
  return [
    {
      plugins: [
        cloudflareTest(({ inject }) => {
          const { proxyUrl, telegramRoot, telegramToken, secret } = inject<Around>("around");
          return {
            main: "./test/workers/entry.ts",
            wrangler: { configPath: "./wrangler.toml" },
            miniflare: {
              bindings: {
                REDIS_URL: proxyUrl,
                PUBLIC_URL: "https://ocop.example",
                TELEGRAM_API_ROOT: telegramRoot,
                TELEGRAM_BOT_TOKEN: telegramToken,
                TELEGRAM_WEBHOOK_SECRET: secret,
                BROADCAST_TELEGRAM_PER_SECOND: "200",
              },
              durableObjects: { STAGED: { className: "Staged", useSQLite: true } },
            },
          };
        }),
      ],
      test: {
        name: "workers",
        include: ["test/workers/**/*.test.ts"],
        globalSetup: ["test/workers/setup.ts"],
        testTimeout: 20_000,
        hookTimeout: 30_000,
      },
    },
  ];
};

export default defineConfig(async () => ({
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
      ...(await workers()),
    ],
  },
}));
