import { clockTime, dayOf, days, showDay } from "../../domain/instant.ts";
import type { Choice, FileRef } from "../../domain/message.ts";
import { type Dossier, isOpen, pointsNamed } from "../../dossier/fold.ts";
import type { Form } from "../../flow/form.ts";
import { plain } from "../../text/plain.ts";
import { askNext, listOfDossier, menu, titleOf } from "../ask.ts";
import { audited } from "../audit.ts";
import { filledForm } from "../filled-form.ts";
import { differences, formsOf, fullness, nextNumber, signedOld } from "../form-copy.ts";
import { type FormMade, type FormsFound, type FormWanted, wantForms } from "../forms.ts";
import { enter } from "../record.ts";
import { archiveTap } from "./archive.ts";
import { capital, phrase, say, speak } from "../say.ts";
import type { Reader, Scene, Turn } from "../scene.ts";
import { selfAssessment } from "../self-assessment.ts";
import { show } from "../show.ts";

/** How long a file that was made for somebody of an office can be had. */
const officeFileStays = days(1);
const mostDifferences = 12;

const polite =
  "(?: (?:di|a|nhe|nha|voi|giup|luon|ra|ra giay|cho toi|cho em|cua toi|cua em|nay|ocop|san pham|dang ky))*";
const begins =
  "(?:(?:cho|toi|em|minh|con|chau|muon|can|xin|lay|xem|mo|in|tai|gui|nhan|lam|viet|dien|cac|cai|to|bo|may|nhung|tat ca|het|ca|file|tep|ban) )*";
const ofList = new RegExp(
  `^(?:${begins}(?:mau don|bieu mau|to khai|mau phieu|phieu|don|bieu|cac mau)|(?:in|tai|xuat) (?:ho so|giay to|ra giay)|in ra)${polite}$`,
  "u",
);
const bareNoun = /^(?:phieu|don|bieu)$/u;
const ofOne = new RegExp(
  `^${begins}(?:bieu mau|bieu|mau phieu|mau|phieu|don)(?: so)? 0?(?<number>[1-4])${polite}$`,
  "u",
);
const ofAll = new RegExp(
  `^(?:cho (?:toi|em) )?(?:xin |lay |in |tai |gui )+(?:het|tat ca|ca bo|toan bo|ca)(?: (?:cac |ca )?(?:bieu mau|bieu|phieu|mau|to|don|ho so))?${polite}$`,
  "u",
);
const ofChange =
  /^(?:(?:cho )?xem )?(?:(?:co |nhung )?gi (?:da |moi )?(?:doi|thay doi|khac|sua)|(?:da |co )?(?:doi|thay doi|sua) (?:nhung )?gi|(?:cac |nhung )?(?:cho )?(?:da )?thay doi|khac (?:gi )?(?:voi )?ban (?:truoc|cu)(?: cho nao)?)(?: roi| a| vay| the| so voi ban (?:truoc|cu))*$/u;
const asLink = /\b(?:link|duong dan)\b/u;
const signedCopy = /\b(?:ban|to|phieu|bieu|mau|don|da|co)\b.*\bky\b|\bky (?:roi|xong)\b/u;

/** What is wanted of forms: all of them listed, one by its number, every one of them, or what has changed. */
type Wish = {
  readonly what: "list" | "all" | "changes" | { readonly number: number };
  readonly link: boolean;
};

/** What a whole message wants of forms, if it does. */
export function formWish(text: string): Wish | undefined {
  const words = plain(text);
  const link = asLink.test(words);
  const rest = words
    .replace(/\b(?:link|duong dan)\b(?: (?:cua|cho|toi|de))?/u, "")
    .replaceAll(/ {2,}/gu, " ")
    .trim();
  if (link && rest.replaceAll(/^(?:cho|xin|lay|gui|toi|em|in|tai|a|nhe| )*$/gu, "") === "")
    return { what: "all", link };
  const number = ofOne.exec(rest)?.groups?.["number"];
  if (number !== undefined) return { what: { number: Number(number) }, link };
  if (ofAll.test(rest)) return { what: "all", link };
  if (ofChange.test(rest)) return { what: "changes", link };
  return ofList.test(rest) && !bareNoun.test(rest) ? { what: "list", link } : undefined;
}

/** Forms asked for by the producer: "in phiếu", "xem biểu 01", "in hết", "xem gì đã đổi", "link biểu 2". */
export const forms: Reader<{ readonly text: string }> = (turn, { text }, scene) => {
  const wish = formWish(text);
  if (wish === undefined) return undefined;
  const { dossier } = turn;
  // Without a form that was handed out the words mean something else.
  if (wish.what === "changes" && dossier?.printed === undefined) return undefined;
  if (dossier === undefined) return menu(say(turn, scene, "forms-none"), scene);
  if (wish.what === "list") return listed(turn, dossier, scene);
  if (wish.what === "changes") return changes(turn, dossier, scene);
  const all = formsOf(dossier, scene, ["producer"]);
  const wanted = wish.what === "all" ? all : all.filter((one) => one.id.endsWith(`0${numberOf(wish)}`));
  return wanted.length === 0
    ? listed(say(turn, scene, "form-not-yours", { title: titleOf(scene, dossier) }), dossier, scene)
    : made(turn, dossier, wanted, wish.link ? "links" : "files", scene);
};

const numberOf = ({ what }: Wish): number => (typeof what === "object" ? what.number : 0);

/** A tapped form, all of them, or what has changed. */
export function formTap(turn: Turn, id: string, scene: Scene): Turn | undefined {
  const { dossier } = turn;
  if (dossier === undefined) return undefined;
  if (id === "changes") return changes(turn, dossier, scene);
  if (id === "archive") return archiveTap(turn, scene);
  const all = formsOf(dossier, scene, ["producer"]);
  const wanted = id === "all" || id === "links" ? all : all.filter((one) => one.id === id);
  return wanted.length === 0
    ? undefined
    : made(turn, dossier, wanted, id === "links" ? "links" : "files", scene);
}

/** The forms that there are for a dossier, with how full each is. */
function listed(turn: Turn, dossier: Dossier, scene: Scene): Turn {
  const all = formsOf(dossier, scene, ["producer"]);
  const lines = all.map((form) => {
    const { filled, all: blanks } = fullness(form, dossier, scene);
    return `• ${phrase(scene, "form-line", { form: form.name, what: lower(form.title), filled, all: blanks })}${copyWords(form, dossier, scene)}`;
  });
  const choices: readonly Choice[] = [
    ...(all.length > 1 ? [{ data: "fm:all", label: phrase(scene, "choice-all-forms") }] : []),
    ...all.map((one) => ({ data: `fm:${one.id}`, label: one.name })),
    { data: "fm:archive", label: phrase(scene, "choice-archive") },
  ];
  return speak(
    turn,
    [phrase(scene, "forms-list", { title: titleOf(scene, dossier) }), ...lines].join("\n"),
    choices,
  );
}

const lower = (text: string): string => text.slice(0, 1).toLowerCase() + text.slice(1);

/** What is known of a form on paper. */
function copyWords(form: Form, dossier: Dossier, scene: Scene): string {
  const signed = dossier.signed?.[form.id];
  if (signed === undefined) return "";
  const old = differences(form, signed, dossier, scene).length > 0;
  return `; ${phrase(scene, old ? "form-signed-old" : "form-signed", { number: signed.number })}`;
}

function made(turn: Turn, dossier: Dossier, all: readonly Form[], as: "files" | "links", scene: Scene): Turn {
  return wantForms(turn, {
    dossier: dossier.id,
    as,
    whose: "producer",
    forms: all.map((form): FormWanted => {
      const number = nextNumber(form, dossier, scene);
      const last = dossier.printed?.[form.id];
      const same = last?.number === number ? last : undefined;
      return {
        form: form.id,
        number,
        printed: filledForm(
          form,
          dossier,
          scene,
          { number, at: same?.at ?? scene.now },
          selfAssessment(dossier, scene),
        ),
        ...(same?.files === undefined ? {} : { files: same.files }),
      };
    }),
  });
}

/** The forms of a dossier as somebody of an office sees them; `number`: one of them. */
export function formsForOffice(turn: Turn, dossier: Dossier, number: number | undefined, scene: Scene): Turn {
  const all = formsOf(dossier, scene, ["producer", "office"]);
  const wanted = all.filter((one) => number === undefined || one.id.endsWith(`0${number}`));
  if (wanted.length === 0)
    return say(turn, scene, "form-not-there", {
      title: titleOf(scene, dossier),
      forms: all.map((one) => one.name).join(", "),
    });
  const { person } = turn;
  const signed = wanted.flatMap((form) =>
    (dossier.signed?.[form.id]?.files ?? []).map((file) => ({ form, file })),
  );
  const shown = signed.reduce(
    (now, { form, file }) =>
      speak(
        now,
        phrase(scene, "form-signed-copy", { form: form.name }) + copyWords(form, dossier, scene),
        [],
        file,
      ),
    person === undefined
      ? turn
      : audited(turn, person, "opened", `${dossier.id} ${wanted.map((one) => one.id).join(" ")}`),
  );
  return wantForms(shown, {
    dossier: dossier.id,
    as: "files",
    whose: "office",
    forms: wanted.map((form) => ({
      form: form.id,
      number: 0,
      printed: filledForm(form, dossier, scene, undefined, selfAssessment(dossier, scene)),
    })),
  });
}

/** The forms that were made, in the chat; what was handed out is noted in the dossier. */
export function formsMade(turn: Turn, found: FormsFound, scene: Scene): Turn {
  const { made: all, whose, as, linkAway } = found;
  const after = all.reduce((now, one) => handed(now, one, whose, scene), turn);
  const none = all.every((one) => one.files === undefined && one.link === undefined);
  const some = all.some((one) => one.files === undefined && one.link === undefined);
  if (whose === "office") return some ? say(after, scene, "forms-failed") : after;
  const told = none
    ? say(after, scene, as === "links" && linkAway ? "forms-no-link" : "forms-failed")
    : say(some ? say(after, scene, "forms-failed") : after, scene, "forms-how", {
        form: lower(nameOf(all[0]?.form ?? "", turn, scene)),
      });
  return isOpen(told.dossier) ? askNext(told, scene) : told;
}

const nameOf = (id: string, { dossier }: Turn, scene: Scene): string =>
  scene.setting.forms[dossier?.law ?? scene.setting.programme.law]?.find((one) => one.id === id)?.name ?? id;

function handed(turn: Turn, one: FormMade, whose: FormsFound["whose"], scene: Scene): Turn {
  const { form, number, files, link } = one;
  const name = nameOf(form, turn, scene);
  if (files !== undefined && whose === "office") {
    const told = speak(
      speak(turn, phrase(scene, "form-file-office", { form: name }), [], files.pdf),
      phrase(scene, "form-file-word", { form: name }),
      [],
      files.docx,
    );
    const over = [files.pdf, files.docx].map(
      (file) => ({ kind: "remind", name: `file:${file.hash}`, at: scene.now + officeFileStays }) as const,
    );
    return { ...told, effects: [...told.effects, ...over] };
  }
  if (files !== undefined) {
    const told = speak(
      speak(turn, phrase(scene, "form-file-pdf", { form: name, number }), [], files.pdf),
      phrase(scene, "form-file-word", { form: name }),
      [],
      files.docx,
    );
    return noted(told, form, number, files, scene);
  }
  if (link === undefined) return turn;
  const told = say(turn, scene, "form-link", {
    form: name,
    number,
    url: link.url,
    until: `${clockTime(link.until)} ${showDay(dayOf(link.until))}`,
  });
  return noted(told, form, number, undefined, scene);
}

/** Keeps which version was handed out, unless it is noted already. */
function noted(turn: Turn, form: string, number: number, files: FormMade["files"], scene: Scene): Turn {
  const last = turn.dossier?.printed?.[form];
  const same = last?.number === number && (files === undefined || last.files?.pdf.hash === files.pdf.hash);
  const kept = files ?? (last?.number === number ? last.files : undefined);
  return same
    ? turn
    : enter(turn, scene, { kind: "printed", form, number, ...(kept === undefined ? {} : { files: kept }) });
}

/** What was changed since each form was handed out last, before and after. */
function changes(turn: Turn, dossier: Dossier, scene: Scene): Turn {
  const { items } = listOfDossier(scene, dossier);
  const lines = formsOf(dossier, scene, ["producer"]).flatMap((form) => {
    const last = dossier.printed?.[form.id];
    const all = last === undefined ? [] : differences(form, last, dossier, scene);
    if (last === undefined || all.length === 0) return [];
    const shown = all.slice(0, mostDifferences).map(({ item, was, is }) => {
      const asked = items[item];
      const words = (value: typeof was): string =>
        value === undefined
          ? phrase(scene, "value-none")
          : asked === undefined
            ? JSON.stringify(value)
            : show(asked, value, scene);
      const criterion = pointsNamed(item);
      const what =
        criterion === undefined
          ? (asked?.short ?? item)
          : phrase(scene, "form-self-points", { id: criterion });
      return `• ${phrase(scene, "form-change", { what, was: words(was), now: words(is) })}`;
    });
    const head = phrase(scene, "form-changes", { form: form.name, number: last.number, count: all.length });
    return [
      head,
      ...shown,
      ...(all.length > mostDifferences
        ? [phrase(scene, "and-more", { count: all.length - mostDifferences })]
        : []),
    ];
  });
  const told =
    lines.length === 0
      ? say(turn, scene, "forms-unchanged")
      : say(speak(turn, lines.join("\n")), scene, "forms-anew");
  return isOpen(dossier) ? askNext(told, scene) : told;
}

/** The forms that a signed copy may come back of: those that were handed out. */
export const signable = (dossier: Dossier, scene: Scene): readonly Form[] =>
  formsOf(dossier, scene, ["producer"]).filter((one) => dossier.printed?.[one.id] !== undefined);

/** The form whose signed copy a file is, by the words that came with it. */
export function signedForm(text: string, dossier: Dossier, scene: Scene): Form | undefined {
  const words = plain(text);
  if (!signedCopy.test(words)) return undefined;
  const all = signable(dossier, scene);
  const number = /\b(?:bieu mau|bieu|mau|phieu)(?: so)? 0?(?<number>[1-4])\b/u.exec(words)?.groups?.[
    "number"
  ];
  if (number !== undefined) return all.find((one) => one.id.endsWith(`0${number}`));
  return all.length === 1 ? all[0] : undefined;
}

/** Keeps photographs of a form that was signed; of an older version it is said at once. */
export function signedCame(turn: Turn, files: readonly FileRef[], form: Form, scene: Scene): Turn {
  const { dossier } = turn;
  if (dossier === undefined) return turn;
  const number = dossier.printed?.[form.id]?.number ?? 1;
  const last = dossier.signed?.[form.id];
  // A second page of the same version joins the first.
  const before =
    last?.number === number ? last.files.filter((one) => files.every(({ hash }) => hash !== one.hash)) : [];
  const kept = enter(turn, scene, {
    kind: "signed",
    form: form.id,
    number,
    files: [...before, ...files].slice(-10),
  });
  const told = say(kept, scene, "signed-noted", { form: form.name, number });
  const old = kept.dossier !== undefined && signedOld(kept.dossier, scene).some((one) => one.id === form.id);
  return askNext(old ? say(told, scene, "signed-is-old", { form: form.name }) : told, scene);
}

/** A line for officers on the signed copies that lie with a dossier. */
export function signedLines(dossier: Dossier, scene: Scene): readonly string[] {
  const all = formsOf(dossier, scene, ["producer"]).filter((one) => dossier.signed?.[one.id] !== undefined);
  return all.length === 0
    ? []
    : [
        capital(
          phrase(scene, "sheet-signed", {
            forms: all.map((one) => `${one.name}${copyWords(one, dossier, scene)}`).join(", "),
          }),
        ),
      ];
}
