import { listsOf } from "../../src/app.ts";
import { filledForm } from "../../src/dialogue/filled-form.ts";
import type { Scene, Setting } from "../../src/dialogue/scene.ts";
import type { PrintedForm, PrintedLine } from "../../src/domain/printed-form.ts";
import type { Dossier } from "../../src/dossier/fold.ts";
import { instantOf } from "../../src/domain/instant.ts";
import type { Checklist } from "../../src/flow/define.ts";
import type { Form } from "../../src/flow/form.ts";
import { countingIds } from "../../src/tools/rehearsal.ts";
import { sceneFor } from "../../src/turn/run-thread.ts";

export const printedAt = instantOf("2021-03-15 08:00");

export const sceneIn = (setting: Setting): Scene =>
  sceneFor({ setting, lists: listsOf(setting), ids: countingIds() }, "web:1", printedAt);

/** The checklist of a programme. */
export function listIn({ checklists, programme }: Setting): Checklist {
  const list = checklists[programme.checklist];
  if (list === undefined) throw new Error(`no checklist ${programme.checklist}`);
  return list;
}

/** The form of a name under the law of a programme. */
export function formIn({ forms, programme }: Setting, id: string): Form {
  const form = forms[programme.law]?.find((one) => one.id === id);
  if (form === undefined) throw new Error(`no form ${id}`);
  return form;
}

export const printed = (form: Form, dossier: Dossier, setting: Setting): PrintedForm =>
  filledForm(form, dossier, sceneIn(setting), { number: 1, at: printedAt });

/** Every line with words on a form, also in its tables. */
export const linesOf = ({ blocks }: PrintedForm): readonly string[] => {
  const words = ({ spans }: PrintedLine): string => spans.map((one) => one.text).join("");
  return blocks
    .flatMap((block) => {
      if ("dots" in block || "qr" in block) return [];
      if ("rows" in block)
        return block.rows.flatMap((row) => row.flatMap((cell) => cell.lines.map((line) => words(line))));
      return [words(block)];
    })
    .filter((line) => /[\p{L}\p{N}]/u.test(line));
};

/** Without spaces: where lines end is the page's affair. Composed letters stay what they are. */
export const joined = (text: string): string => text.replaceAll(/[\s\u00a0]+/gu, "");

/** Letters and digits only, composed. */
export const letters = (text: string): string => text.normalize("NFC").replaceAll(/[^\p{L}\p{N}]+/gu, "");
