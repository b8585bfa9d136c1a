import type { News } from "../domain/event.ts";
import { dayOf, daysAfter, instantOf } from "../domain/instant.ts";
import type { Choice } from "../domain/message.ts";
import { isOfCommunes } from "../domain/role.ts";
import { mentions } from "../flow/glean.ts";
import { mask } from "../text/mask.ts";
import { communeOf } from "./ask.ts";
import { addWorkingDays } from "../law/working-days.ts";
import { backToItem, stillOffered } from "./back.ts";
import type { Found, Pass } from "./desk.ts";
import { type Bearer, type Route, routeOf } from "./duty.ts";
import { awaits } from "./forget.ts";
import { bodyOf, goodsNamed, isDoubtful, ownGoods } from "./goods.ts";
import { type Inquiry, sameness } from "./inquiry.ts";
import { phrase, say, speak } from "./say.ts";
import { officeName } from "./standing.ts";
import type { Effect, Scene, Turn } from "./scene.ts";

/** The commune a question is about: named in it, or the one of the open dossier. */
function placeOf(turn: Turn, text: string, scene: Scene): string | undefined {
  const { communes } = scene.setting.programme;
  const named = communes.find((one) => [one.name, ...one.also].some((name) => mentions(text, name)));
  return named?.id ?? (turn.dossier === undefined ? undefined : communeOf(scene, turn.dossier));
}

type Wish = Omit<NonNullable<Turn["thread"]["wish"]>, "offices">;

/** What is said when it is offered to hand something on: whose duty it is, with the clause of the plan. */
export function dutyLines(turn: Turn, bearer: Bearer, words: string, scene: Scene): readonly string[] {
  const { office, duty, forGoods } = bearer;
  const { programme } = scene.setting;
  const name = nameIn(turn, bearer, words, scene);
  const goods = forGoods ? (goodsNamed(turn, words, scene) ?? ownGoods(turn, scene)) : undefined;
  const note = goods?.product !== undefined && isDoubtful(goods, scene) ? goods.product.note : undefined;
  return [
    duty === undefined
      ? phrase(scene, "duties-of", { office: name, duties: office.duties.map((one) => one.text).join(" ") })
      : phrase(scene, "duty-of", { office: name, duty }),
    ...(goods === undefined ? [] : [phrase(scene, "goods-of", { name: goods.name, body: goods.set.body })]),
    ...(note === undefined ? [] : [note]),
    ...(office.clause === undefined
      ? []
      : [phrase(scene, "duty-source", { document: programme.document, clause: office.clause })]),
  ];
}

/** Says whose duty it is and offers to hand it on; where several have it, or the product decides, asks which. */
export function offer(turn: Turn, route: Route, wish: Wish, scene: Scene, lead?: string): Turn {
  const { bearers, byGoods } = route;
  const [only] = bearers;
  if (only === undefined) return turn;
  const choice = (id: string, label: string): Choice => ({ data: `h:${id}`, label });
  const offered: Turn = {
    ...turn,
    thread: {
      ...turn.thread,
      misses: 0,
      wish: { ...wish, text: mask(wish.text).slice(0, 1000), offices: bearers.map((one) => one.office.id) },
    },
  };
  const several = bearers.length > 1;
  const lines = several
    ? byGoods
      ? [phrase(scene, "which-goods")]
      : [
          [sameDuty(bearers), phrase(scene, "which-office")].filter((line) => line !== "").join(" "),
          ...(only.office.clause === undefined
            ? []
            : [
                phrase(scene, "duty-source", {
                  document: scene.setting.programme.document,
                  clause: only.office.clause,
                }),
              ]),
        ]
    : [
        ...dutyLines(turn, only, wish.words, scene),
        phrase(scene, "offer-hand-on", { office: nameIn(turn, only, wish.words, scene) }),
      ];
  return speak(offered, [...(lead === undefined ? [] : [lead]), ...lines].join("\n"), [
    ...(several
      ? bearers.map(({ office }) =>
          choice(office.id, byGoods ? (office.manages?.goods ?? office.name) : office.name),
        )
      : [choice(only.office.id, phrase(scene, "choice-hand-on"))]),
    choice("no", phrase(scene, "choice-not-hand-on")),
    ...(turn.thread.pending === undefined ? [] : stillOffered(turn)),
  ]);
}

/** What all of them do, where that is one duty. */
const sameDuty = ([first, ...others]: readonly Bearer[]): string =>
  others.every((one) => one.duty === first?.duty) ? (first?.duty ?? "") : "";

const nameIn = (turn: Turn, { office }: Bearer, words: string, scene: Scene): string =>
  officeName(scene, { office: office.id, place: placeOf(turn, words, scene) });

/** Hands something on to an office; what is said of it comes once it is known whether it waits there already. */
export function handOn(
  turn: Turn,
  scene: Scene,
  what: Pick<Pass, "what" | "text" | "words" | "lead" | "receipt"> & { readonly office?: string | undefined },
): Turn {
  const { programme } = scene.setting;
  const route = routeTo(turn, what.office, what.text, scene);
  // A complaint is not held up by a question which office it is for.
  if (route.bearers.length > 1 && what.what === "question")
    return offer(
      turn,
      route,
      { what: "question", text: what.text, words: what.words.slice(0, 3000) },
      scene,
      what.lead ?? phrase(scene, "not-known"),
    );
  const office = (route.bearers.length === 1 ? route.bearers[0]?.office : programme.offices[0])?.id;
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

/** Where it goes: to the office that is given, else to whose duty it is. */
function routeTo(turn: Turn, office: string | undefined, text: string, scene: Scene): Route {
  const { programme } = scene.setting;
  const known = programme.offices.filter((one) => one.id === office);
  const route = routeOf(programme, text, bodyOf(turn, text, scene));
  if (known.length === 0) return route;
  const named = route.bearers.filter((one) => known.includes(one.office));
  return { bearers: named.length > 0 ? named : known.map((one) => ({ office: one })), byGoods: false };
}

/** Working days within which an office answers; on the morning after, others are told. */
const answersIn = 4;

const lateTimer = (inquiry: string, scene: Scene): Effect => ({
  kind: "remind",
  name: `late:${inquiry}`,
  at: instantOf(`${addWorkingDays(dayOf(scene.now), answersIn + 1)} 08:00`),
});

/** The time is over in which an office should have answered what this chat waits for. */
export function overdue(turn: Turn, timer: string, scene: Scene): Turn | undefined {
  const id = /^late:(.+)$/u.exec(timer)?.[1];
  if (id === undefined) return undefined;
  // Switched off, it is looked at again the next morning: nothing is forgotten.
  const at = instantOf(`${daysAfter(scene.today, 1)} 08:00`);
  return scene.off?.escalation !== undefined
    ? { ...turn, effects: [...turn.effects, { kind: "remind", name: timer, at }] }
    : { ...turn, effects: [...turn.effects, { kind: "desk", want: { ask: "overdue", id } }] };
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
    effects: [
      ...turn.effects,
      ...begins,
      { kind: "await-reply", inquiry: now.id },
      lateTimer(now.id, scene),
      ...tell,
    ],
  };
  switch (pass.what) {
    case "person": {
      const told =
        pass.lead === undefined
          ? say(kept, scene, "person-told", { office })
          : speak(
              kept,
              [pass.lead, phrase(scene, "passed-on", { office })].filter((line) => line !== "").join("\n"),
            );
      return backToItem(turn, told, undefined, scene);
    }
    case "wrong":
      return backToItem(
        turn,
        say(kept, scene, "wrong-noted", { office, code: pass.receipt ?? "" }),
        undefined,
        scene,
      );
    case "question": {
      const told = [pass.lead ?? phrase(scene, "not-known"), phrase(scene, "passed-on", { office })];
      const said = told.filter((line) => line !== "").join(pass.lead?.includes("\n") ? "\n" : " ");
      return backToItem(turn, speak(kept, said), pass.words, scene);
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
