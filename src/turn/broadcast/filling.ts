import type { Filling } from "../../broadcast/plan.ts";
import { phrase } from "../../content/phrase.ts";
import type { Setting } from "../../dialogue/scene.ts";
import { type Day, showDay } from "../../domain/instant.ts";
import { roundFor } from "../../domain/round.ts";

/** What the {places} of an announcement are filled with on a day; the setting has the rounds as they are now. */
export function fillingOn({ programme, words }: Setting, day: Day): Filling {
  const round = roundFor(programme.rounds, day);
  return {
    communes: Object.fromEntries(programme.communes.map(({ id, name }) => [id, name])),
    products: Object.fromEntries(programme.products.map(({ id, name }) => [id, name])),
    lastDay: round === undefined ? undefined : showDay(round.until),
    without: {
      ten: phrase(words, "announce-without-name"),
      xa: phrase(words, "announce-without-commune"),
      sanpham: phrase(words, "announce-without-product"),
      hanchot: phrase(words, "announce-without-last-day"),
    },
  };
}
