import type { Day } from "../../domain/instant.ts";
import type { ProofReading } from "../../domain/proof-reading.ts";
import { compareProof, type ProofFacts, type ProofFinding } from "../../proof/compare.ts";
import { isPaperKind, paperKinds } from "../../proof/kinds.ts";
import { readProof } from "../../proof/read.ts";
import type { ReadProof } from "../../ports/read-proof.ts";
import { seededRandom } from "../seeded.ts";
import type { Certificate } from "./certificate.ts";
import { type Condition, conditions, photo } from "./photo.ts";

const holders = [
  "HTX Quế hữu cơ Nậm Đét",
  "Hợp tác xã Nông nghiệp Bản Liền",
  "Vàng Thị Mai",
  "Công ty TNHH Thực phẩm Cao Nguyên Trắng",
  "Hộ kinh doanh Lục Văn Thiết",
  "HTX Dịch vụ nông nghiệp Na Hối",
  "Hợp tác xã Mận Tam hoa Bắc Hà",
  "Giàng Seo Páo",
];
const products = [
  "Tinh dầu quế Nậm Đét",
  "Gạo Khẩu Mèo Bản Liền",
  "Lạp sườn Bắc Hà",
  "Mận Tam hoa",
  "Tương ớt Bắc Hà",
  "Cốm Na Lò",
  "Bánh chưng đen Bắc Hà",
  "Xúc xích Bảo Nhai",
];
const numbers: Readonly<Record<string, (pick: (below: number) => number) => string>> = {
  household: (pick) => `12E8${String(100_000 + pick(900_000))}`,
  coop: (pick) => `10H7${String(100_000 + pick(900_000))}`,
  company: (pick) => `5300${String(100_000 + pick(900_000))}`,
  safety: (pick) => `${10 + pick(90)}/2019/NNPTNT-LCI`,
  declaration: (pick) => `0${1 + pick(9)}/BACHA/2020`,
  test: (pick) => `2020${1000 + pick(9000)}/PKN`,
  pledge: (pick) => `${10 + pick(90)}/CK-ATTP`,
  trademark: (pick) => `4-0${String(300_000 + pick(99_999))}-000`,
  ocop: (pick) => `${100 + pick(900)}/QĐ-UBND`,
  barcode: (pick) => `${10_000 + pick(90_000)}/GCN`,
};
const fonts = ["DejaVu Serif", "DejaVu Sans", "DejaVu Serif Condensed", "DejaVu Sans Condensed"];

const today: Day = "2021-03-15";

/** One paper of a measurement: how it was photographed, and what is wrong with it, if anything is. */
export type Case = {
  readonly paper: Certificate;
  readonly how: Condition | "unreadable";
  readonly fault?: "product" | "holder" | "expired" | "unreadable" | "kind" | "number";
  readonly facts: ProofFacts;
};

/** The same papers at every run: `count` of them as they should be in all conditions, and `faults` with something wrong. */
export function casesOf(count: number, faults: number, seed: number): readonly Case[] {
  const random = seededRandom(seed);
  const pick = (below: number): number => Math.floor(random() * below);
  const one = <Of>(list: readonly [Of, ...Of[]] | readonly Of[], not?: Of): Of => {
    const rest = list.filter((other) => other !== not);
    const found = rest[pick(rest.length)];
    if (found === undefined) throw new Error("nothing to choose from");
    return found;
  };
  const kinds = Object.keys(numbers).filter(isPaperKind);
  const made = (at: number): Certificate => {
    const kind = kinds[at % kinds.length] ?? "safety";
    const [month, day] = [1 + pick(12), 1 + pick(28)].map((part) => String(part).padStart(2, "0"));
    const recent = kind === "test" || kind === "declaration";
    const issued: Day = `${recent ? 2020 : 2019}-${recent ? "0" + (4 + pick(5)) : month}-${day}`;
    const lasts = kind === "safety" ? 3 : kind === "trademark" ? 10 : kind === "barcode" ? 3 : undefined;
    return {
      kind,
      holder: one(holders),
      product: one(products),
      number: numbers[kind]?.(pick) ?? "1",
      issued,
      ...(lasts === undefined ? {} : { until: `${Number(issued.slice(0, 4)) + lasts}${issued.slice(4)}` }),
      font: one(fonts),
    };
  };
  const factsOf = (paper: Certificate): ProofFacts => ({
    paper: isPaperKind(paper.kind) ? paperKinds[paper.kind].serves[0] : undefined,
    holders: [paper.holder],
    products: paper.product === undefined ? [] : [paper.product],
    places: ["Bắc Hà", "Lào Cai", "Nậm Đét", "Bản Liền", "Bảo Nhai"],
    number: paper.number,
    today,
  });
  const right = Array.from({ length: count }, (_, at): Case => {
    const paper = made(at);
    return { paper, how: conditions[at % conditions.length] ?? "clean", facts: factsOf(paper) };
  });
  const wrong = Array.from({ length: faults }, (_, at): Case => {
    const fault =
      (["holder", "product", "expired", "unreadable", "kind", "number"] as const)[at % 6] ?? "holder";
    let paper = made(at);
    const how = fault === "unreadable" ? "unreadable" : (conditions[pick(conditions.length)] ?? "clean");
    while (
      (fault === "product" &&
        !["safety", "declaration", "test", "pledge", "ocop", "trademark"].includes(paper.kind)) ||
      (fault === "expired" && !["safety", "pledge", "test", "ocop", "barcode"].includes(paper.kind))
    )
      paper = made(pick(1000));
    const facts = factsOf(paper);
    switch (fault) {
      case "holder":
        return { paper, how, fault, facts: { ...facts, holders: [one(holders, paper.holder)] } };
      case "product":
        return { paper, how, fault, facts: { ...facts, products: [one(products, paper.product)] } };
      case "number":
        return { paper, how, fault, facts: { ...facts, number: `${pick(9)}${paper.number.slice(0, -1)}7` } };
      case "expired":
        return { paper, how, fault, facts: { ...facts, today: "2026-03-15" } };
      case "kind": {
        const others = ["giay-dang-ky-kinh-doanh", "tu-cong-bo", "phieu-kiem-nghiem"];
        const own = isPaperKind(paper.kind) ? paperKinds[paper.kind].serves : [];
        return {
          paper,
          how,
          fault,
          facts: { ...facts, paper: one(others.filter((id) => !own.includes(id))) },
        };
      }
      case "unreadable":
        return { paper, how, fault, facts };
    }
  });
  return [...right, ...wrong];
}

/** What came of one paper. */
export type Outcome = {
  readonly one: Case;
  readonly reading: ProofReading;
  readonly findings: readonly ProofFinding[];
  readonly looked: string | undefined;
  readonly milliseconds: number;
};

/** Photographs a paper and reads it as the program does. */
export async function outcomeOf(one: Case, reader: ReadProof, clock: () => number): Promise<Outcome> {
  const bytes = await photo(one.paper, one.how);
  const looked = await reader.look(bytes, "image/jpeg");
  const from = clock();
  const read = await reader.read(bytes, "image/jpeg");
  const milliseconds = clock() - from;
  const reading: ProofReading = read.ok
    ? readProof(read.value.lines, read.value.by, read.value.turned)
    : { by: "picture", legible: false };
  return { one, reading, findings: compareProof(reading, one.facts), looked, milliseconds };
}

/** Shares of papers on which each thing was read just as it stands, by how they were photographed. */
export type Shares = {
  readonly papers: number;
  readonly kind: number;
  readonly number: number;
  readonly holder: number;
  readonly until: number;
  readonly alarms: number;
};

const share = (list: readonly Outcome[], is: (one: Outcome) => boolean): number =>
  list.length === 0 ? 1 : Math.round((list.filter(is).length / list.length) * 1000) / 1000;

const dated = (one: Outcome): boolean => one.one.paper.until !== undefined;

/** What was read of papers that are as they should be. */
export function sharesOf(outcomes: readonly Outcome[]): Shares {
  const right = outcomes.filter((one) => one.one.fault === undefined);
  return {
    papers: right.length,
    kind: share(right, (one) => one.reading.kind?.value === one.one.paper.kind),
    number: share(right, (one) => one.reading.number?.value === one.one.paper.number),
    holder: share(right, (one) => one.reading.holder?.value === one.one.paper.holder),
    until: share(right.filter(dated), (one) => one.reading.until?.value === one.one.paper.until),
    alarms: share(right, (one) => one.looked !== undefined || one.findings.length > 0),
  };
}

/** Whether the fault of a paper was found, for what it is. */
export const isCaught = ({ one, findings, looked }: Outcome): boolean =>
  one.fault === "unreadable"
    ? looked !== undefined || findings.some((found) => found.about === "unreadable")
    : findings.some((found) => found.about === one.fault);
