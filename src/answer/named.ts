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

/** A number alone must be long enough to be no other number: "1048" is a decision, "26" may be anything. */
function forms(number: string): readonly string[] {
  const [first = "", second = ""] = plain(number).split("/");
  const dated = /^(?:19|20)\d\d$/u.test(second);
  return [
    ...(dated ? [`${first}/${second}`] : []),
    ...(first.length >= 3
      ? [first]
      : [`quyet dinh ${first}`, `nghi dinh ${first}`, `qd ${first}`, `nd ${first}`]),
  ];
}
