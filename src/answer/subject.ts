import type { Known } from "./library.ts";
import { holdsOn, readWhen, type When } from "./when.ts";

/** What passages of one subject have in common: the questions they answer, and which of them speaks for a day. */
export type Subjects = {
  /** The questions that find a passage: its own, and those of its subject that name no time. */
  readonly asksOf: (one: Known) => readonly string[];
  /** The passage of the same subject that holds on a day: of several the newest rule, and of that the first of `found`. */
  readonly inTime: (one: Known, day: When["day"], found: readonly Known[]) => Known | undefined;
};

/** Brings together the passages that answer the same question, each for its own time. */
export function subjectsOf(known: readonly Known[]): Subjects {
  const members = Map.groupBy(known, (one) => one.subject ?? "");
  const alike = ({ subject = "" }: Known): readonly Known[] =>
    subject === "" ? [] : (members.get(subject) ?? []);
  return {
    asksOf: (one) => [
      ...new Set([
        ...one.asks,
        ...alike(one)
          .flatMap((other) => other.asks)
          .filter(namesNoTime),
      ]),
    ],
    inTime: (one, day, found) => {
      const holding = alike(one).filter((other) => holdsOn(other, day));
      const newest = holding.reduce((last, { from }) => (from > last ? from : last), "");
      const own = holding.filter(({ from }) => from === newest);
      return found.find((other) => own.includes(other)) ?? own[0];
    },
  };
}

/** Whether a question fits every time: it says no year, no number of a document and no word such as "now" or "before". */
const namesNoTime = (ask: string): boolean =>
  !/\d{2,}/u.test(ask) && !changes.test(ask) && readWhen(ask, "2000-01-01").said === "nothing";

const changes =
  /(?<!\p{L})(?:nay|giờ|cũ|mới|trước|hồi|thời|xưa|còn|bỏ|thay|đổi|sáp nhập|gộp|nhập)(?!\p{L})/iu;
