import { showDay } from "../domain/instant.ts";
import type { Choice, FileRef } from "../domain/message.ts";
import { readableKinds } from "../domain/photo.ts";
import type { ProofReading } from "../domain/proof-reading.ts";
import { roundFor } from "../domain/round.ts";
import type { Dossier } from "../dossier/fold.ts";
import { filesOf, otherWords, type Value } from "../flow/answers.ts";
import type { Checklist, Item } from "../flow/define.ts";
import { applies } from "../flow/progress.ts";
import { compareProof, type ProofFacts, type ProofFinding } from "../proof/compare.ts";
import { isPaperKind, servesAs, type PaperKind } from "../proof/kinds.ts";
import { phrase, speak } from "./say.ts";
import type { Scene, Turn } from "./scene.ts";

/** The paper of a dossier that is a registration: only its number is asked for in words too. */
const registration = "giay-dang-ky-kinh-doanh";
const numberItem = "regNumber";
const headItem = "head";

/** A finding about one paper that the producer has not said anything about yet. */
export type Doubt = {
  readonly item: string;
  readonly file: string;
  readonly reading: ProofReading;
  readonly finding: ProofFinding;
};

/** What a dossier says that a paper of it is held against. */
function factsOf(list: Checklist, dossier: Dossier, item: Item, scene: Scene): ProofFacts {
  const { programme } = scene.setting;
  const words = (id: string | undefined): readonly string[] => {
    const value = id === undefined ? undefined : dossier.answers[id];
    return typeof value === "string" && value !== "" ? [value] : [];
  };
  const paper = item.expect.kind === "paper" ? item.expect.paper : undefined;
  const owner = words(list.owner);
  const [number] = paper === registration ? words(numberItem) : [];
  return {
    ...(paper === undefined ? {} : { paper }),
    holders: owner.length === 0 ? [] : [...owner, ...words(headItem)],
    products: productsOf(list, dossier, scene),
    places: [programme.title, ...programme.communes.flatMap((one) => [one.name, ...one.also])],
    ...(number === undefined ? {} : { number }),
    today: scene.today,
    ...ends(scene),
  };
}

const ends = (scene: Scene): Pick<ProofFacts, "needed"> => {
  const round = roundFor(scene.setting.programme.rounds, scene.today);
  return round === undefined ? {} : { needed: round.until };
};

/** All names of the product a dossier is about. */
function productsOf(list: Checklist, dossier: Dossier, scene: Scene): readonly string[] {
  const id = Object.keys(list.items).find((name) => {
    const expect = list.items[name]?.expect;
    return expect?.kind === "from" && expect.list === "products";
  });
  const value = id === undefined ? undefined : dossier.answers[id];
  if (value === undefined) return [];
  const product = scene.setting.programme.products.find((one) => one.id === value);
  const own = otherWords(value);
  return product === undefined ? (own === undefined ? [] : [own]) : [product.name, ...product.also];
}

/** What a machine read on the papers of an item, with what does not agree. */
export function readingsOf(
  list: Checklist,
  dossier: Dossier,
  id: string,
  scene: Scene,
): readonly {
  readonly file: string;
  readonly reading: ProofReading;
  readonly findings: readonly ProofFinding[];
}[] {
  const item = list.items[id];
  if (item === undefined || dossier.readings === undefined) return [];
  return filesOf(dossier.answers[id]).flatMap(({ hash }) => {
    const reading = dossier.readings?.[hash]?.reading;
    return reading === undefined
      ? []
      : [{ file: hash, reading, findings: compareProof(reading, factsOf(list, dossier, item, scene)) }];
  });
}

/** What is to be asked about papers, in the order of the list; what the producer has weighed is not asked again. */
export function doubtsIn(list: Checklist, dossier: Dossier, scene: Scene): readonly Doubt[] {
  if (dossier.readings === undefined) return [];
  return Object.keys(list.items).flatMap((item) => {
    const of = list.items[item];
    if (of === undefined || !applies(of, dossier.answers)) return [];
    return readingsOf(list, dossier, item, scene).flatMap(({ file, reading, findings }) =>
      findings
        .filter((finding) => dossier.readings?.[file]?.weighed.includes(finding.about) !== true)
        .map((finding) => ({ item, file, reading, finding })),
    );
  });
}

/** What a machine calls a kind of paper in words. */
const kindInWords = (kind: PaperKind, scene: Scene): string => phrase(scene, `proof-kind-${kind}`);

/** The paper of a dossier that a paper of this kind would be, if it is still wanted. */
export function placeFor(
  list: Checklist,
  dossier: Dossier,
  kind: PaperKind,
  not: string,
): string | undefined {
  return Object.keys(list.items).find((id) => {
    const item = list.items[id];
    return (
      id !== not &&
      item?.expect.kind === "paper" &&
      applies(item, dossier.answers) &&
      dossier.answers[id] === undefined &&
      servesAs(kind, item.expect.paper) &&
      !servesAs("award", item.expect.paper)
    );
  });
}

/** The question about one doubt, with its two or three answers. */
export function doubtAsked(
  list: Checklist,
  dossier: Dossier,
  doubt: Doubt,
  scene: Scene,
): { readonly text: string; readonly choices: readonly Choice[] } {
  const { finding, item, file } = doubt;
  const what = list.items[item]?.short ?? item;
  const choice = (how: string, label: string): Choice => ({
    data: `pf:${file.slice(0, 16)}:${finding.about}.${how}`,
    label,
  });
  const again = choice("again", phrase(scene, "choice-proof-again"));
  const keep = choice("keep", phrase(scene, "choice-proof-keep"));
  switch (finding.about) {
    case "unreadable":
      return { text: phrase(scene, "proof-unreadable", { what }), choices: [again, keep] };
    case "kind": {
      const place = placeFor(list, dossier, finding.kind, item);
      const to = place === undefined ? undefined : list.items[place]?.short;
      return {
        text: phrase(scene, "proof-other-kind", { what, kind: kindInWords(finding.kind, scene) }),
        choices: [
          ...(to === undefined ? [] : [choice("move", phrase(scene, "choice-proof-move", { to }))]),
          choice("keep", phrase(scene, "choice-proof-same", { what })),
          again,
        ],
      };
    }
    case "number":
    case "holder":
      return {
        text: phrase(scene, `proof-other-${finding.about}`, { what, on: finding.on, said: finding.said }),
        choices: [
          choice("paper", phrase(scene, "choice-proof-paper")),
          choice("keep", phrase(scene, "choice-proof-dossier")),
          again,
        ],
      };
    case "product":
      return {
        text: phrase(scene, "proof-other-product", { what, on: finding.on, said: finding.said }),
        choices: [keep, again],
      };
    case "expired":
      return {
        text: phrase(scene, "proof-expired", { what, until: showDay(finding.until) }),
        choices: [
          again,
          choice("later", phrase(scene, "choice-proof-later")),
          choice("keep", phrase(scene, "choice-proof-valid")),
        ],
      };
    case "expires":
      return {
        text: phrase(scene, "proof-expires", { what, until: showDay(finding.until) }),
        choices: [again, keep],
      };
  }
}

/** What was read on the papers of an item, in half a line: "số 45/2019, có hạn đến 2/5/2022". */
export function readInWords(reading: ProofReading, scene: Scene): string {
  if (!reading.legible) return phrase(scene, "read-nothing");
  const { kind, number, issued, until } = reading;
  const parts = [
    kind !== undefined && isPaperKind(kind.value) ? kindInWords(kind.value, scene) : undefined,
    number === undefined ? undefined : phrase(scene, "read-number", { number: number.value }),
    until === undefined
      ? issued === undefined
        ? undefined
        : phrase(scene, "read-issued", { day: showDay(issued.value) })
      : phrase(scene, reading.reckoned ? "read-reckoned" : "read-until", { day: showDay(until.value) }),
  ];
  const known = parts.filter((part) => part !== undefined);
  return known.length === 0 ? phrase(scene, "read-unknown") : known.join(", ");
}

/** What was read on the files of an answer, a line for each paper. */
export const readLines = (dossier: Dossier, value: Value, scene: Scene): readonly string[] =>
  dossier.readings === undefined
    ? []
    : filesOf(value).flatMap(({ hash }) => {
        const reading = dossier.readings?.[hash]?.reading;
        return reading === undefined
          ? []
          : [phrase(scene, "read-line", { read: readInWords(reading, scene) })];
      });

/** What a machine found on the papers of an item, for whoever looks at the dossier; always said to be a machine's. */
export function foundInWords(list: Checklist, dossier: Dossier, id: string, scene: Scene): readonly string[] {
  return readingsOf(list, dossier, id, scene).flatMap(({ reading, findings }) =>
    findings.map((finding) =>
      phrase(scene, reading.by === "text" ? "found-in-text" : "found-in-photo", {
        found: findingInWords(finding, scene),
      }),
    ),
  );
}

function findingInWords(finding: ProofFinding, scene: Scene): string {
  switch (finding.about) {
    case "unreadable":
      return phrase(scene, "found-unreadable");
    case "kind":
      return phrase(scene, "found-kind", { kind: kindInWords(finding.kind, scene) });
    case "number":
      return phrase(scene, "found-number", { on: finding.on });
    case "holder":
      return phrase(scene, "found-holder", { on: finding.on });
    case "product":
      return phrase(scene, "found-product", { on: finding.on });
    case "expired":
      return phrase(scene, "found-expired", { until: showDay(finding.until) });
    case "expires":
      return phrase(scene, "found-expires", { until: showDay(finding.until) });
  }
}

/** The turn with files that went to a paper on their way to be read, in their own time. */
export function toBeRead(turn: Turn, files: readonly FileRef[], scene: Scene, used?: true): Turn {
  const { dossier } = turn;
  if (dossier === undefined || scene.reads !== true) return turn;
  const fresh = files.filter(
    (one) => readableKinds.includes(one.mime) && dossier.readings?.[one.hash] === undefined,
  );
  if (fresh.length === 0) return turn;
  return speak(
    {
      ...turn,
      effects: [
        ...turn.effects,
        ...fresh.map((file) => ({
          kind: "read-paper" as const,
          dossier: dossier.id,
          file,
          ...(used && { used }),
        })),
      ],
    },
    phrase(scene, "paper-being-read"),
  );
}
