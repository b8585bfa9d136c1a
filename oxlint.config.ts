import { type OxlintConfig, defineConfig } from "oxlint";

type Rules = NonNullable<OxlintConfig["rules"]>;

type Row = {
  /** Folders and single files under src/ that it may import; "*" is everything. */
  readonly folders: readonly string[];
  /** npm packages and Node modules that it may import. */
  readonly packages: readonly string[];
  /** No clock, chance, network or environment: the same input gives the same output. */
  readonly pure?: true;
  /** Outside its own folder only types may be imported. */
  readonly typesOnly?: true;
  /** Its subfolders may use these files beside them, but never each other. */
  readonly apart?: readonly string[];
};

const everything = { folders: ["*"], packages: ["@hono/node-server", "hono", "node:"] };
const pure = [
  "domain",
  "text",
  "content",
  "law",
  "flow",
  "flows",
  "proof",
  "dossier",
  "review",
  "broadcast",
  "register",
  "answer",
  "story",
  "operation",
];

/** Who may import whom: every folder and file directly under src/ has a row. */
export const imports: Readonly<Record<string, Row>> = {
  domain: { pure: true, folders: [], packages: ["temporal-polyfill"] },
  text: { pure: true, folders: ["domain"], packages: ["temporal-polyfill", "@nghiavuive/lunar_date_vi"] },
  content: { pure: true, folders: ["domain", "text"], packages: ["yaml", "zod"] },
  law: { pure: true, folders: ["domain", "text"], packages: [] },
  flow: { pure: true, folders: ["domain", "text"], packages: ["zod"] },
  flows: { pure: true, folders: ["domain", "flow"], packages: [] },
  story: { pure: true, folders: ["domain", "text", "flows", "ports"], packages: [] },
  proof: { pure: true, folders: ["domain", "text"], packages: ["zod"] },
  dossier: { pure: true, folders: ["domain", "flow", "law", "proof"], packages: ["zod"] },
  review: { pure: true, folders: ["domain", "text", "law", "flow", "proof", "dossier"], packages: ["zod"] },
  broadcast: { pure: true, folders: ["domain", "text", "flow", "dossier"], packages: ["zod"] },
  register: { pure: true, folders: ["domain", "text", "flow"], packages: ["zod"] },
  answer: { pure: true, folders: ["domain", "text", "law", "content", "ports"], packages: [] },
  operation: { pure: true, folders: ["domain", "ports"], packages: ["zod"] },
  dialogue: { pure: true, folders: pure, packages: ["zod"] },
  ports: { typesOnly: true, folders: [...pure, "dialogue"], packages: [] },
  channels: {
    folders: ["domain", "text", "ports"],
    packages: ["grammy", "undici", "zalo-sdk-nodejs", "zod", "node:"],
    apart: ["contract.ts", "fit.ts", "once.ts"],
  },
  "zalo-sdk-nodejs": { folders: [], packages: [] },
  turn: {
    folders: [...pure, "dialogue", "ports", "store/contract.ts", "channels/contract.ts", "channels/fit.ts"],
    packages: ["zod"],
  },
  store: {
    folders: ["domain", "content", "dossier", "ports"],
    packages: ["redis", "file-type", "aws4fetch", "zod", "node:"],
  },
  model: {
    folders: ["domain", "content", "dossier", "ports"],
    packages: ["openai", "@langchain/core", "zod"],
  },
  papers: {
    folders: ["domain", "text", "content", "proof", "dossier", "review", "ports"],
    packages: [
      "file-type",
      "sharp",
      "tesseract.js",
      "@tesseract.js-data/vie",
      "unpdf",
      "fflate",
      "@xmldom/xmldom",
      "docx",
      "pdfmake",
      "@expo-google-fonts/tinos",
      "write-excel-file",
      "read-excel-file",
      "csv-parse",
      "node:",
    ],
  },
  figures: { folders: ["domain", "operation", "ports"], packages: ["prom-client"] },
  http: {
    folders: [
      "domain",
      "content",
      "ports",
      "turn",
      "review",
      "broadcast",
      "channels/contract.ts",
      "channels/web",
    ],
    packages: ["hono", "zod"],
  },
  // Most of these are what the speed of ours is measured beside; the last two draw the handbook's pictures.
  tools: {
    folders: ["*"],
    packages: [
      ...everything.packages,
      "undici",
      "zod",
      "grammy",
      "redis",
      "@grammyjs/conversations",
      "chat",
      "@chat-adapter/telegram",
      "@chat-adapter/state-redis",
      "minisearch",
      "@orama/orama",
      "flexsearch",
      "playwright-core",
      "esbuild",
      "sharp",
    ],
  },
  "node.ts": everything,
  "node-server.ts": everything,
  "opening.ts": everything,
  "worker.ts": { folders: ["*"], packages: ["cloudflare:workers", "#content"] },
  "on-workers.ts": { folders: ["*"], packages: [] },
  "workers-runtime.d.ts": { folders: [], packages: [] },
  "folded-content.d.ts": { folders: [], packages: [] },
  "compiled.ts": { folders: ["channels", "content", "store"], packages: ["node:", "zod"] },
  "app.ts": { folders: ["*"], packages: ["hono"] },
  "assemble.ts": { folders: ["*"], packages: ["hono"] },
  "project.ts": { folders: ["content", "dialogue", "setting.ts", "store"], packages: ["node:"] },
  "setting.ts": { folders: ["domain", "content", "dialogue", "flows"], packages: ["#forms"] },
  "storyteller.ts": { folders: ["*"], packages: [] },
  "answers.ts": { folders: ["*"], packages: [] },
  "worded.ts": { folders: ["*"], packages: [] },
  "config.ts": { folders: ["domain"], packages: ["zod"] },
};

const allowed = (up: string, row: Row): string[] => [
  ...(row.folders.includes("*") ? [`!${up}**`] : []),
  ...row.folders.map((to) => `!${up}${to.endsWith(".ts") ? to : `${to}/**`}`),
  ...row.packages.flatMap((name) =>
    name.endsWith(":") ? [`!${name}*`, `!${name}*/**`] : [`!${name}`, `!${name}/**`],
  ),
];

const restricted = (up: string, own: readonly string[], row: Row, message: string): Rules => ({
  "no-restricted-imports": [
    "error",
    {
      patterns: [
        // These come first: a path that a glob lets through is not looked at again.
        { regex: String.raw`^\./\.\./|[^./]/\.\./`, message: "Write the shortest relative path." },
        ...(row.typesOnly
          ? [
              {
                regex: String.raw`^([^.]|\.\./)`,
                allowTypeImports: true,
                message: "Only types may come in here.",
              },
            ]
          : []),
        { group: ["**", "!./**", ...own, `${up}**`, ...allowed(up, row)], message },
      ],
    },
  ],
});

const handedIn = "Pure folders are handed their time, chance and network.";

const pureRules: Rules = {
  "no-restricted-globals": [
    "error",
    {
      checkGlobalObject: true,
      globals: ["Date", "process", "fetch", "crypto", "setTimeout", "setInterval", "performance"].map(
        (name) => ({
          name,
          message: handedIn,
        }),
      ),
    },
  ],
  "no-restricted-properties": [
    "error",
    { object: "Math", property: "random", message: handedIn },
    { object: "Temporal", property: "Now", message: handedIn },
  ],
};

const overridesOf = (name: string, row: Row): NonNullable<OxlintConfig["overrides"]> => {
  const message = `See the table in oxlint.config.ts: "${name}" may not import this.`;
  if (name.endsWith(".ts")) return [{ files: [`src/${name}`], rules: restricted("./", [], row, message) }];
  const inside = row.apart === undefined ? ["!../**"] : row.apart.map((file) => `!../${file}`);
  const deeper =
    row.apart === undefined
      ? ["!../**"]
      : ["!../**", "../../**", ...row.apart.map((file) => `!../../${file}`)];
  return [
    {
      files: [`src/${name}/*.ts`],
      rules: restricted("../", row.apart === undefined ? [] : ["./*/**"], row, message),
    },
    { files: [`src/${name}/*/*.ts`], rules: restricted("../../", inside, row, message) },
    { files: [`src/${name}/*/*/*.ts`], rules: restricted("../../../", deeper, row, message) },
    ...(row.pure ? [{ files: [`src/${name}/**/*.ts`], rules: pureRules }] : []),
  ];
};

export default defineConfig({
  plugins: ["eslint", "typescript", "unicorn", "oxc", "import", "promise"],
  options: { typeAware: true, denyWarnings: true, reportUnusedDisableDirectives: "error" },
  categories: { correctness: "error" },
  env: { builtin: true, es2024: true, node: true },
  rules: {
    eqeqeq: "error",
    "no-var": "error",
    "prefer-const": "error",
    "no-console": "error",
    "import/no-cycle": "error",
    "import/no-default-export": "error",
    "typescript/consistent-type-imports": "error",
    "typescript/consistent-type-assertions": ["error", { assertionStyle: "never" }],
    "typescript/no-explicit-any": "error",
    "typescript/no-non-null-assertion": "error",
    "typescript/no-floating-promises": "error",
    "typescript/no-misused-promises": "error",
    "typescript/no-unsafe-argument": "error",
    "typescript/no-unsafe-assignment": "error",
    "typescript/no-unsafe-call": "error",
    "typescript/no-unsafe-member-access": "error",
    "typescript/no-unsafe-return": "error",
    "typescript/only-throw-error": "error",
    "typescript/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
  },
  overrides: [
    ...Object.entries(imports).flatMap(([name, row]) => overridesOf(name, row)),
    { files: ["src/tools/**", "src/node.ts", "src/worker.ts", "test/**"], rules: { "no-console": "off" } },
    {
      files: ["*.config.ts", "src/worker.ts", "src/folded-content.d.ts", "test/workers/*.ts"],
      rules: { "import/no-default-export": "off" },
    },
  ],
});
