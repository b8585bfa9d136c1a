// Writes what the bundle for Workers is made of beside the sources, into .wrangler/: the content as a module, and lean
// doors to two libraries that would bring in all they have.
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { brotliCompressSync, constants } from "node:zlib";
import { build } from "esbuild";
import * as zod from "zod";
import { readPage } from "../channels/web/page.ts";
import type { Compiled } from "../compiled.ts";
import { readProject, readVersion } from "../project.ts";
import { scripts } from "../store/redis/scripts.ts";

const source = new URL("../", import.meta.url);
const folder = new URL("../.wrangler/", source);

const { commit, claim, pace } = scripts;
const compiled: Compiled = {
  // No model is asked there.
  content: { ...(await readProject()), prompts: {} },
  page: await readPage(),
  version: await readVersion(),
  scripts: { commit, claim, pace },
};
// Of an address only whose it is: the rest is long, and nobody reads it in a chat.
const text = Buffer.from(JSON.stringify(compiled).replaceAll(/(?<="https:\/\/[^"/]+)\/[^"]*(?=")/gu, ""));
const folded = brotliCompressSync(text, {
  params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 },
});

/** Of zod what the sources name: its sentences in fifty languages weigh more than all else of it. */
const names = (await readdir(source, { recursive: true })).filter((name) => name.endsWith(".ts"));
const texts = await Promise.all(names.map((name) => readFile(new URL(name, source), "utf8")));
const used = new Set(
  texts.flatMap((one) => [...one.matchAll(/\bz\s*\.(\w+)/gu)].map(([, name = ""]) => name)),
);

const modules = {
  "content.js": `export default ${JSON.stringify(folded.toString("base64"))};\n`,
  "zod-parts.js": `export { ${[...used]
    .filter((name) => name in zod)
    .toSorted()
    .join(", ")} } from "../node_modules/zod/index.js";\n`,
  "zod.js": `export * as z from "./zod-parts.js";\n`,
  // What a library of files would tell a developer.
  "debug.js": "export default () => () => undefined;\n",
  "redis.js": `import client from "./redis-client.cjs";\nexport const { createClient, ErrorReply, ClientOfflineError } = client;\n`,
};
await mkdir(folder, { recursive: true });
for (const [name, module] of Object.entries(modules)) await writeFile(new URL(name, folder), module);

// Without clusters, sentinels, pools, figures of its own, what only larger editions of Redis have, and the five hundred
// commands that we send as words: of those only what the client itself needs to begin.
const client = `const { default: Client } = require("./client");
const { ErrorReply, ClientOfflineError } = require("./errors");
module.exports = { createClient: Client.create, ErrorReply, ClientOfflineError };`;
const lean: Readonly<Record<string, string>> = {
  "../commands": `exports.__esModule = true;
exports.default = { AUTH: require("./AUTH").default, CLIENT_SETNAME: require("./CLIENT_SETNAME").default, READONLY: require("./READONLY").default };`,
  "../command-metadata": `exports.defaultCommandMetadata = { lookup: () => undefined };\nexports.isCacheable = () => false;`,
  "@opentelemetry/api": "",
  "./legacy-mode": "",
  "./metrics": "exports.OTelMetrics = { init: () => undefined };",
  "./pool": "",
};
await build({
  stdin: { contents: client, resolveDir: "node_modules/@redis/client/dist/lib" },
  outfile: ".wrangler/redis-client.cjs",
  bundle: true,
  format: "cjs",
  platform: "node",
  minify: true,
  plugins: [
    {
      name: "lean",
      setup: (building) => {
        // esbuild reads these expressions itself, and knows no flags.
        building.onResolve({ filter: /./ }, ({ path, importer }) =>
          path in lean && /\/lib\/(?:client|opentelemetry)\//u.test(importer)
            ? { path, namespace: "lean" }
            : undefined,
        );
        building.onLoad({ filter: /./, namespace: "lean" }, ({ path }) => ({
          contents: lean[path] ?? "",
          resolveDir: "node_modules/@redis/client/dist/lib/commands",
        }));
      },
    },
  ],
});
