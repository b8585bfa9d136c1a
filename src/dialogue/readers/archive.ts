import { days, showDay } from "../../domain/instant.ts";
import type { PrintedBlock } from "../../domain/printed-form.ts";
import { filesNow } from "../../dossier/archive.ts";
import { type Dossier, isOpen } from "../../dossier/fold.ts";
import { applies } from "../../flow/progress.ts";
import { fold } from "../../text/fold.ts";
import { plain } from "../../text/plain.ts";
import { askNext, listOfDossier, menu, ownerOf, titleOf } from "../ask.ts";
import { type ArchiveFound, wantArchive } from "../archive.ts";
import { audited } from "../audit.ts";
import { filledForm } from "../filled-form.ts";
import { formsOf } from "../form-copy.ts";
import { lawName } from "../moving.ts";
import { capital, phrase, say, speak } from "../say.ts";
import type { Reader, Scene, Turn } from "../scene.ts";
import { selfAssessment } from "../self-assessment.ts";

/** How long the packed dossier can be had. */
const stays = days(1);

const polite =
  "(?: (?:ve|ve may|di|a|nhe|nha|voi|giup|luon|ra|ra tep|ra file|cho toi|cho em|cua toi|cua em|nay|ocop|san pham))*";
const begins = "(?:(?:cho|toi|em|minh|con|chau|muon|can|xin|nho|hay) )*";
const whole = "(?:toan bo|tat ca|tron bo|tron|ca bo|ca|het|nguyen)";
const wanted = new RegExp(
  `^${begins}(?:tai ho so(?: xuong| ve)+|xuat ${whole}? ?ho so|(?:tai|gui|lay|xin|nen) ${whole} (?:bo )?ho so|(?:nen|sao luu) ho so|(?:(?:tai|gui|lay|xin) )?(?:file|tep) (?:zip|nen)(?: (?:cua )?(?:${whole} )?ho so)?)${polite}$`,
  "u",
);

/** Whether a whole message asks for the whole dossier as one file. */
export const wantsArchive = (text: string): boolean => wanted.test(plain(text));

/** The whole dossier, asked for by its producer: "tải hồ sơ về", "xuất hồ sơ", "gửi toàn bộ hồ sơ". */
export const archive: Reader<{ readonly text: string }> = (turn, { text }, scene) =>
  wantsArchive(text) ? archiveTap(turn, scene) : undefined;

/** The choice beside the forms. */
export const archiveTap = (turn: Turn, scene: Scene): Turn =>
  turn.dossier === undefined
    ? menu(say(turn, scene, "archive-none"), scene)
    : packed(turn, turn.dossier, "producer", scene);

/** A dossier packed for somebody of an office who may see it; that it was is noted. */
export const archiveForOffice = (turn: Turn, dossier: Dossier, scene: Scene): Turn =>
  packed(
    turn.person === undefined ? turn : audited(turn, turn.person, "opened", `${dossier.id} zip`),
    dossier,
    "office",
    scene,
  );

function packed(turn: Turn, dossier: Dossier, whose: "producer" | "office", scene: Scene): Turn {
  const title = titleOf(scene, dossier);
  const code = dossier.receipt?.code;
  const of = code === undefined ? title : `${title}, ${code}`;
  const forms = formsOf(dossier, scene, whose === "office" ? ["producer", "office"] : ["producer"]);
  const foot = (what: string): string =>
    phrase(scene, "archive-foot", { what, of, day: showDay(scene.today) });
  const name = fold(title)
    .replaceAll(/[^a-z0-9]+/gu, "-")
    .slice(0, 40);
  return wantArchive(turn, {
    dossier,
    whose,
    name: `ho-so-${name}`,
    cover: {
      file: "bia",
      title: phrase(scene, "archive-cover", { title }),
      foot: foot(phrase(scene, "archive-cover-short")),
      blocks: cover(
        dossier,
        forms.map((one) => `${one.name}. ${one.title}`),
        scene,
      ),
    },
    forms: forms.map((form) => ({
      form: form.id,
      printed: {
        ...filledForm(form, dossier, scene, undefined, selfAssessment(dossier, scene)),
        foot: foot(form.name),
      },
    })),
  });
}

/** What stands on the sheet on top: what it is, whose, under which law, how full, and what lies in it. */
function cover(dossier: Dossier, forms: readonly string[], scene: Scene): readonly PrintedBlock[] {
  const list = listOfDossier(scene, dossier);
  const asked = Object.entries(list.items).filter(([, item]) => applies(item, dossier.answers));
  const said = asked.filter(([id]) => dossier.answers[id] !== undefined).length;
  const line = (text: string): PrintedBlock => ({ spans: [{ text }] });
  return [
    { spans: [{ text: phrase(scene, "archive-cover-head"), bold: true }], centred: true },
    { spans: [{ text: titleOf(scene, dossier), bold: true }], centred: true },
    line(
      phrase(scene, "archive-cover-owner", { owner: ownerOf(scene, dossier) || phrase(scene, "value-none") }),
    ),
    line(phrase(scene, "archive-cover-law", { law: lawName(scene, dossier.law) })),
    line(phrase(scene, "archive-cover-full", { said, all: asked.length })),
    line(phrase(scene, "archive-cover-files", { count: filesNow(dossier).length })),
    ...forms.map((form) => line(`• ${form}`)),
    line(
      dossier.receipt === undefined
        ? phrase(scene, "archive-cover-draft")
        : phrase(scene, "archive-cover-code", { code: dossier.receipt.code }),
    ),
    { spans: [{ text: phrase(scene, "archive-cover-hash") }], keep: true },
  ];
}

/** The packed dossier in the chat, or why there is none. */
export function archiveMade(turn: Turn, { dossier, whose, made }: ArchiveFound, scene: Scene): Turn {
  const title = titleOf(scene, dossier);
  const told = made.ok
    ? handed(turn, made.file, title, made.missing, scene)
    : say(turn, scene, `archive-fault-${made.code}`);
  return whose === "producer" && isOpen(told.dossier) ? askNext(told, scene) : told;
}

function handed(
  turn: Turn,
  file: Parameters<typeof speak>[3],
  title: string,
  missing: number,
  scene: Scene,
): Turn {
  const sent = speak(turn, capital(phrase(scene, "archive-file", { title })), [], file);
  const told = missing === 0 ? sent : say(sent, scene, "archive-missing", { count: missing });
  const over = { kind: "remind", name: `file:${file?.hash ?? ""}`, at: scene.now + stays } as const;
  return { ...told, effects: [...told.effects, over] };
}
