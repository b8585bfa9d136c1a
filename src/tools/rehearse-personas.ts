import { mkdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { answersOf } from "../answers.ts";
import { readProject } from "../project.ts";
import { settingOf } from "../setting.ts";
import { freshIds } from "../store/fresh-ids.ts";
import { figures, shown } from "./personas/figures.ts";
import { styles, type Walked, walkPersona } from "./personas/walk.ts";

/** Scripted producers who fill in a dossier from the first word to the receipt; what fails is written down with its transcript. */
const { values } = parseArgs({
  options: {
    people: { type: "string", default: "600" },
    programme: { type: "string" },
    seed: { type: "string", default: "1" },
    folder: { type: "string", default: join(tmpdir(), "personas") },
  },
});
const content = await readProject();
const programmes = values.programme === undefined ? Object.keys(content.programmes) : [values.programme];
const begun = performance.now();
const walked: Walked[] = [];
await mkdir(values.folder, { recursive: true });
const parts = programmes.map((id) => ({
  setting: settingOf(content, id),
  answers: answersOf(content, id, { fetch, ids: freshIds }),
}));
for (let at = 0; at < Number(values.people); at += 1) {
  const { setting, answers } = parts[at % parts.length] ?? {};
  const style = styles[Math.floor(at / parts.length) % styles.length];
  if (setting === undefined || answers === undefined || style === undefined) break;
  const one = await walkPersona(setting, answers, style, Number(values.seed) * 100_003 + at);
  walked.push(one);
  if (one.faults.length > 0 || !one.finished) {
    const listed = one.faults.map(({ kind, item, told, where }) => `${kind} ${item} (${where}): ${told}`);
    const name = `${setting.programme.id}-${style}-${at}.txt`;
    await writeFile(join(values.folder, name), `${listed.join("\n")}\n\n${one.transcript}\n`);
  }
}
console.log(shown(figures(walked)));
console.log(`${Math.round((performance.now() - begun) / 1000)} s; ${values.folder}`);
