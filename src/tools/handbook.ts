import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { type Browser, chromium, type Page, type Route } from "playwright-core";
import sharp from "sharp";
import { answersOf } from "../answers.ts";
import type { Content } from "../content/load.ts";
import { readProject } from "../project.ts";
import { settingOf } from "../setting.ts";
import { readConversation } from "./conversation.ts";
import { type Picture, picturesIn, sumOf } from "./handbook/pictures.ts";
import { play } from "./play.ts";
import { countingIds, memoryFiles } from "./rehearsal.ts";
import { filesBeside } from "./sent-files.ts";

/** `npm run handbook`: plays the conversations that have pictures, and draws these anew as the chat page shows them. */
const source = "test/conversations";
const folder = "docs/so-tay";
const page = "src/channels/web/page";
const width = 360;
const origin = "http://ocop.test";
/** The tick as telephones show it: few fonts of a server have it. */
const tick = `<svg viewBox="0 0 20 20" width="18" height="18" style="vertical-align:-3px"><rect width="20" height="20" rx="4" fill="#14532d"/><path d="M5 10.500l3.500 3.500 6.500-8" fill="none" stroke="#fff" stroke-width="2.500"/></svg>`;

/** What stands for a photo of a paper. */
const paper = `<svg xmlns="http://www.w3.org/2000/svg" width="168" height="168"><rect width="168" height="168" fill="#d8d3c6"/>
<rect x="36" y="16" width="96" height="136" fill="#fff" stroke="#525c54"/><rect x="62" y="30" width="44" height="6" fill="#8a3b12"/>
${[48, 60, 72, 84, 96].map((y) => `<rect x="48" y="${y}" width="72" height="4" fill="#aab5ad"/>`).join("")}
<circle cx="106" cy="124" r="15" fill="none" stroke="#c0262d" stroke-width="3"/></svg>`;

const content = await readProject();
const names = (await readdir(source, { recursive: true })).filter((name) => name.endsWith(".md")).toSorted();
const pictures: Picture[] = [];
for (const name of names) pictures.push(...(await played(join(source, name), content)));
const twice = pictures.find(({ name }, at) => pictures.findIndex((one) => one.name === name) !== at);
if (twice !== undefined) throw new Error(`two pictures are called ${twice.name}`);

const browser = await chromium.launch({
  executablePath: chromiumPath(),
  args: ["--no-sandbox", "--disable-gpu", "--font-render-hinting=none", "--force-color-profile=srgb"],
  timeout: 60_000,
});
try {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  let all = 0;
  for (const picture of pictures) {
    const png = await drawn(browser, picture);
    await writeFile(join(folder, `${picture.name}.png`), png);
    all += png.length;
    console.log(`${picture.name}: ${Math.ceil(png.length / 1024)} KB`);
  }
  const sums = Object.fromEntries(
    pictures.map((one) => [one.name, sumOf(one)] as const).toSorted(([one], [two]) => (one < two ? -1 : 1)),
  );
  await writeFile(join(folder, "pictures.json"), `${JSON.stringify(sums, undefined, 2)}\n`);
  console.log(`${pictures.length} hình, ${Math.ceil(all / 1024)} KB`);
} finally {
  await browser.close();
}

/** The pictures of a conversation, once it was played without a fault. */
async function played(path: string, known: Content): Promise<readonly Picture[]> {
  const text = await readFile(path, "utf8");
  if (!/^~ /mu.test(text)) return [];
  const conversation = readConversation(text);
  const { faults, record } = await play(conversation, settingOf(known, conversation.programme), {
    files: memoryFiles(await filesBeside(path)),
    answers: (library, programme) => answersOf(known, programme, { fetch, ids: countingIds(), library }),
  });
  if (faults.length > 0) throw new Error(`${path}:\n${faults.join("\n\n")}`);
  return picturesIn({ ...conversation, steps: readConversation(record).steps });
}

async function drawn(on: Browser, picture: Picture): Promise<Buffer> {
  const missing = /(?!✅)\p{Emoji_Presentation}/u.exec(JSON.stringify(picture.lines))?.[0];
  if (missing !== undefined)
    throw new Error(`${picture.name}: ${missing} is in few fonts; draw it as the tick is`);
  const context = await on.newContext({
    viewport: { width, height: 700 },
    deviceScaleFactor: 1.5,
    locale: "vi-VN",
    timezoneId: "Asia/Ho_Chi_Minh",
    colorScheme: "light",
  });
  try {
    const shown = await context.newPage();
    shown.setDefaultTimeout(20_000);
    await shown.clock.setFixedTime(picture.lines.at(-1)?.at ?? 0);
    await shown.route(`${origin}/**`, (route) => answered(route, picture));
    await shown.goto(origin);
    await shown
      .locator("li.us, li.them")
      .nth(picture.lines.length - 1)
      .waitFor();
    await fitted(shown, picture.whole);
    const png = await shown.locator(picture.whole ? "body" : "main").screenshot({ animations: "disabled" });
    return await sharp(png)
      .png({ palette: true, colours: picture.whole ? 64 : 16, dither: 0, effort: 10 })
      .toBuffer();
  } finally {
    await context.close();
  }
}

/** Makes the page as tall as what was said; the head and the field to type in are left out unless asked for. */
async function fitted(shown: Page, whole: boolean): Promise<void> {
  const rest = whole ? "" : "header, form { display: none !important; }";
  await shown.addStyleTag({
    content: `${rest}
      html, body { height: auto; } body { display: block; font-family: Roboto, "Noto Sans", "DejaVu Sans Condensed", sans-serif; } main { overflow: visible; padding-bottom: 14px; }
      #typing { display: none; } #text { caret-color: transparent; } textarea:focus-visible { outline: none; border-color: var(--quiet); }`,
  });
  await shown.evaluate(
    `for (const one of document.querySelectorAll(".bubble p")) one.innerHTML = one.innerHTML.replaceAll("✅", ${JSON.stringify(tick)})`,
  );
  const height = await shown.evaluate<number>("document.documentElement.scrollHeight");
  await shown.setViewportSize({ width, height });
  await shown.waitForFunction("[...document.images].every((one) => one.complete)");
}

/** Answers the page as the server would, with the lines of the picture. */
async function answered(route: Route, { lines }: Picture): Promise<void> {
  const { pathname } = new URL(route.request().url());
  if (pathname === "/") return route.fulfill({ path: join(page, "page.html"), contentType: "text/html" });
  if (pathname === "/chat/stream") {
    const events = lines.map((line, at) => `id: ${at}\ndata: ${JSON.stringify(line)}\n\n`).join("");
    const body = `retry: 600000\n\n${events}event: ready\ndata:\n\n`;
    return route.fulfill({ contentType: "text/event-stream", body });
  }
  if (pathname.startsWith("/chat/files/"))
    return route.fulfill({ contentType: "image/svg+xml", body: paper });
  const name = pathname.replace(/^\/chat\//u, "");
  return existsSync(join(page, name)) ? route.fulfill({ path: join(page, name) }) : route.abort();
}

function chromiumPath(): string {
  const set = process.env["CHROMIUM"];
  if (set !== undefined) return set;
  const places = (process.env["PATH"] ?? "").split(delimiter);
  const found = ["chromium", "google-chrome"]
    .flatMap((name) => places.map((place) => join(place, name)))
    .find((path) => existsSync(path));
  if (found === undefined) throw new Error("CHROMIUM: đường dẫn tới Chromium");
  return found;
}
