import { phrase } from "../content/phrase.ts";
import { clockTime, dayOf, minutes, showDay } from "../domain/instant.ts";
import type { AlarmName, Fill, Telling } from "../operation/alarm.ts";

type Words = Readonly<Record<string, string>>;

/** What is wrong, in words. */
export const alarmLine = (name: AlarmName, fill: Fill, words: Words): string => {
  const { lane } = fill;
  const named = lane === undefined ? {} : { lane: phrase(words, `lane-${lane}`) };
  return phrase(words, `alarm-${name}`, { ...fill, ...named });
};

/** One line of a message to administrators. */
export function tellingLine(telling: Telling, words: Words): string {
  switch (telling.what) {
    case "begun":
      return phrase(words, "alarm-begun", { line: alarmLine(telling.name, telling.fill, words) });
    case "lasts":
      return phrase(words, "alarm-lasts", { line: alarmLine(telling.name, telling.fill, words) });
    case "over":
      return phrase(words, "alarm-over", { what: phrase(words, `about-${telling.name}`) });
    case "away": {
      const { from, until } = telling;
      return phrase(words, "store-was-away", {
        minutes: Math.max(1, Math.round((until - from) / minutes(1))),
        time: clockTime(from),
        day: showDay(dayOf(from)),
      });
    }
  }
}
