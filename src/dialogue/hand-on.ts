import type { News } from "../domain/event.ts";
import type { Office, Programme } from "../domain/programme.ts";
import { isOfCommunes } from "../domain/role.ts";
import { mentions } from "../flow/glean.ts";
import { mask } from "../text/mask.ts";
import { plain } from "../text/plain.ts";
import { communeOf } from "./ask.ts";
import { backToItem } from "./back.ts";
import type { Found, Pass } from "./desk.ts";
import { awaits } from "./forget.ts";
import { type Inquiry, sameness } from "./inquiry.ts";
import { phrase, say, speak } from "./say.ts";
import { officeName } from "./standing.ts";
import type { Effect, Scene, Turn } from "./scene.ts";

const ending = /(?: (?:vay|the|nhi|a|nhe|em|anh|chi|oi))+$/u;

/** The office whose topics stand in the words, the longest one first; the programme's standing office where none does. */
export function officeFor(programme: Programme, text: string): Office | undefined {
  // "hợp tác xã" is no commune, and a "vậy" at the end no loan.
  const words = ` ${plain(text).replaceAll("hop tac xa", "htx").replace(ending, "")} `;
  // Of two as long the standing office, which comes first and has the common words, gives way.
  const fits = programme.offices.toReversed().map((office) => {
    const named = office.topics.filter((topic) => words.includes(` ${topic} `));
    return { office, length: Math.max(0, ...named.map((topic) => topic.length)) };
  });
  const [best] = fits.toSorted((one, two) => two.length - one.length);
  return best !== undefined && best.length > 0 ? best.office : programme.offices[0];
}

/** The commune a question is about: named in it, or the one of the open dossier. */
function placeOf(turn: Turn, text: string, scene: Scene): string | undefined {
  const { communes } = scene.setting.programme;
  const named = communes.find((one) => [one.name, ...one.also].some((name) => mentions(text, name)));
  return named?.id ?? (turn.dossier === undefined ? undefined : communeOf(scene, turn.dossier));
}

/** Hands something on to an office; what is said of it comes once it is known whether it waits there already. */
export function handOn(
  turn: Turn,
  scene: Scene,
  what: Pick<Pass, "what" | "text" | "words" | "lead" | "receipt"> & { readonly office?: string | undefined },
): Turn {
  const { programme } = scene.setting;
  const known = programme.offices.find((one) => one.id === what.office);
  const office = (known ?? officeFor(programme, what.text))?.id;
  if (office === undefined) return say(turn, scene, "not-known");
  const place = isOfCommunes(office) ? placeOf(turn, what.words, scene) : undefined;
  const pass: Pass = {
    ...what,
    text: mask(what.text).slice(0, 1000),
    words: what.words.slice(0, 3000),
    office,
    ...(place === undefined ? {} : { place }),
  };
  return { ...turn, effects: [...turn.effects, { kind: "desk", want: { ask: "pass", pass } }] };
}

/** Keeps what is handed on, tells the office once, and the person who has it now. */
export function handedOn(turn: Turn, found: Extract<Found, { ask: "pass" }>, scene: Scene): Turn {
  const { pass, same } = found;
  const office = officeName(scene, same ?? pass);
  const waits = turn.thread.waiting?.inquiries ?? [];
  if (same !== undefined && waits.includes(same.id))
    return backToItem(turn, say(turn, scene, "already-waiting", { office }), undefined, scene);
  const now: Inquiry = same ?? begun(pass, scene);
  const news: News = { what: "inquiry", inquiry: now.id };
  const tell: readonly Effect[] =
    same === undefined && found.officers.length > 0 ? [{ kind: "tell", threads: found.officers, news }] : [];
  const begins: readonly Effect[] =
    same === undefined ? [{ kind: "keep-inquiry", before: undefined, now }] : [];
  const kept: Turn = {
    ...turn,
    thread: {
      ...turn.thread,
      waiting: { inquiries: [...waits, now.id].slice(-20), until: scene.now + awaits },
    },
    effects: [...turn.effects, ...begins, { kind: "await-reply", inquiry: now.id }, ...tell],
  };
  switch (pass.what) {
    case "person":
      return say(kept, scene, "person-told", { office: scene.setting.programme.receiver });
    case "wrong":
      return backToItem(
        turn,
        say(kept, scene, "wrong-noted", { office, code: pass.receipt ?? "" }),
        undefined,
        scene,
      );
    case "question": {
      const told = [pass.lead ?? phrase(scene, "not-known"), phrase(scene, "passed-on", { office })];
      return backToItem(turn, speak(kept, told.join(" ")), pass.words, scene);
    }
  }
}

const begun = (pass: Pass, scene: Scene): Inquiry => ({
  schema: 1,
  id: scene.fresh.inquiry,
  what: pass.what,
  text: pass.text,
  at: scene.now,
  office: pass.office,
  ...(pass.place === undefined ? {} : { place: pass.place }),
  ...(pass.receipt === undefined ? {} : { receipt: pass.receipt }),
  same: sameness(pass, scene.threadId),
});
