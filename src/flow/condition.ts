import type { Answers } from "./answers.ts";
import type { Condition } from "./define.ts";

/** Whether a condition holds. An item without an answer makes `is` false. */
export function holds(condition: Condition, answers: Answers): boolean {
  switch (condition.op) {
    case "is": {
      const value = answers[condition.item];
      if (value === undefined) return false;
      const said: readonly unknown[] = Array.isArray(value)
        ? value
        : [value === true ? "yes" : value === false ? "no" : value];
      return condition.values.some((wanted) => said.includes(wanted));
    }
    case "answered":
      return answers[condition.item] !== undefined;
    case "not":
      return !holds(condition.of, answers);
    case "all":
      return condition.of.every((part) => holds(part, answers));
    case "any":
      return condition.of.some((part) => holds(part, answers));
  }
}
