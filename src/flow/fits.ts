import { readDay } from "../text/day.ts";
import { readEmail } from "../text/email.ts";
import { readPhone } from "../text/phone.ts";
import { readUrl } from "../text/url.ts";
import type { World } from "./accept.ts";
import { filesOf, onPaper, otherWords, type Value } from "./answers.ts";
import type { Expect } from "./define.ts";

/** Whether an item would take a value that is already there, as it would if the person had just said it. */
export function fits(expect: Expect, value: Value, world: World): boolean {
  switch (expect.kind) {
    case "one":
      return typeof value === "string" && Object.hasOwn(expect.options, value);
    case "many":
      return (
        Array.isArray(value) &&
        value.length > 0 &&
        value.every((one) => typeof one === "string" && Object.hasOwn(expect.options, one))
      );
    case "from":
      return (
        typeof value === "string" &&
        (world.lists[expect.list].some((one) => one.id === value) ||
          (expect.list !== "sets" && otherWords(value) !== undefined))
      );
    case "yesno":
      return typeof value === "boolean";
    case "text":
      return (
        typeof value === "string" &&
        value.trim() !== "" &&
        value.length <= (expect.max ?? (expect.lines ? 3000 : 300))
      );
    case "number":
      return (
        typeof value === "number" &&
        value >= (expect.min ?? 0) &&
        value <= (expect.max ?? Infinity) &&
        (!expect.whole || Number.isInteger(value))
      );
    case "money":
      return typeof value === "number" && value >= (expect.min ?? 0);
    case "phone":
      return typeof value === "string" && "phone" in readPhone(value);
    case "email":
      return typeof value === "string" && readEmail(value) !== undefined;
    case "url":
      return typeof value === "string" && readUrl(value) !== undefined;
    case "day":
      return (
        typeof value === "string" &&
        /^\d{4}(?:-\d\d(?:-\d\d)?)?$/u.test(value) &&
        "day" in readDay(value.split("-").toReversed().join("/"), world.today, { prefer: expect.prefer })
      );
    case "file":
      return filesOf(value).length > 0 || (typeof value === "string" && value.length > 0);
    case "paper":
      return value === onPaper || filesOf(value).length > 0;
  }
}
