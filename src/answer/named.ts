import type { Law } from "../domain/law.ts";
import { plain } from "../text/plain.ts";

/** The laws that a question names by their numbers: "1048", "quyết định 148", "26/2026", "nđ 15/2018". */
export function lawsNamed(
  question: string,
  laws: readonly Pick<Law, "id" | "number" | "amendedBy">[],
): ReadonlySet<string> {
  const words = ` ${plain(question)} `;
  const found = laws.filter(({ number, amendedBy }) =>
    [number, ...amendedBy.map((one) => one.number)].some((one) =>
      forms(one).some((form) => words.includes(` ${form} `)),
    ),
  );
  return new Set(found.map((law) => law.id));
}

const kinds: Readonly<Record<string, readonly string[]>> = {
  QĐ: ["quyet dinh", "qd"],
  NĐ: ["nghi dinh", "nd"],
  NQ: ["nghi quyet", "nq"],
  QH: ["luat"],
  KH: ["ke hoach"],
};

/** A number alone must be long enough to be no other number: "1048" is a decision, "26" may be anything. */
function forms(number: string): readonly string[] {
  const { first = "", year, kind = "" } = parts.exec(number)?.groups ?? {};
  if (first === "") return [];
  const dated = year === undefined ? [] : [`${first}/${year}`];
  const alone = first.length >= 3 ? [first] : (kinds[kind] ?? []).map((name) => `${name} ${first}`);
  return [...dated, ...alone];
}

const parts = /^(?<first>\d+)\/(?:(?<year>(?:19|20)\d\d)\/)?(?<kind>QĐ|NĐ|NQ|QH|KH)?/u;
