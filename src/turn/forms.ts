import type { FormMade, FormsFound, FormsWant, FormWanted } from "../dialogue/forms.ts";
import { seconds } from "../domain/instant.ts";
import type { FileRef } from "../domain/message.ts";
import type { Files } from "../ports/files.ts";
import type { Forms } from "../ports/forms.ts";
import type { FormLinks } from "./form-links.ts";
import { inTime } from "./in-time.ts";

/** Where the pages of links begin, under the public address. */
export const linkPath = "/to-giay/";

/** What makes forms and keeps them. links: with the address they lead to. carries: whether the chat takes files. */
export type FormMakers = {
  readonly make: Forms;
  readonly files: Files;
  readonly links?: FormLinks & { readonly address: string };
  readonly carries: boolean;
};

/** The longest that all forms of one message may take. */
const formsWithin = seconds(10);

/** Makes what is wanted, up to the first that cannot be had; where a chat takes no files, links. */
export async function madeForms(makers: FormMakers | undefined, want: FormsWant): Promise<FormsFound> {
  const { dossier, as, whose, forms } = want;
  const linkAway = makers?.links === undefined;
  const asLinks = whose === "producer" && (as === "links" || makers?.carries === false);
  const made: FormMade[] = [];
  await inTime(async () => {
    for (const one of forms) {
      const { form, number } = one;
      const files = makers === undefined || asLinks ? undefined : await filesOf(makers, one);
      const link = makers === undefined || !asLinks ? undefined : await linkTo(makers, dossier, one);
      made.push({
        form,
        number,
        ...(files === undefined ? {} : { files }),
        ...(link === undefined ? {} : { link }),
      });
    }
  }, formsWithin);
  const missing = forms.slice(made.length).map(({ form, number }) => ({ form, number }));
  return { dossier, as: asLinks ? "links" : as, whose, linkAway, made: [...made, ...missing] };
}

/** The files of a version; those that are there already are not made again. */
async function filesOf(
  { make, files }: FormMakers,
  { printed, files: before }: FormWanted,
): Promise<{ readonly docx: FileRef; readonly pdf: FileRef } | undefined> {
  if (before !== undefined) {
    const [docx, pdf] = await Promise.all([files.read(before.docx.hash), files.read(before.pdf.hash)]);
    if (docx !== undefined && pdf !== undefined) return before;
  }
  const docx = await files.keep(await make.docx(printed), `${printed.file}.docx`);
  const pdf = await files.keep(await make.pdf(printed), `${printed.file}.pdf`);
  return docx.ok && pdf.ok ? { docx: docx.value, pdf: pdf.value } : undefined;
}

async function linkTo(
  { links }: FormMakers,
  dossier: string,
  { form, number }: FormWanted,
): Promise<FormMade["link"]> {
  if (links === undefined) return undefined;
  const { token, until } = await links.token({ dossier, form, number });
  return { url: new URL(`${linkPath}${token}`, links.address).href, until };
}
