import { listsOf } from "../../src/app.ts";
import { decide } from "../../src/dialogue/decide.ts";
import type { Happening, Scene, Setting, Turn } from "../../src/dialogue/scene.ts";
import type { Found, Want } from "../../src/dialogue/desk.ts";
import type { ReviewFound, ReviewWant } from "../../src/dialogue/review.ts";
import { newThread } from "../../src/dialogue/thread.ts";
import type { Answer } from "../../src/domain/answer.ts";
import type { Choice, Message } from "../../src/domain/message.ts";
import { dayOf, instantOf, minutes } from "../../src/domain/instant.ts";
import type { Dossier } from "../../src/dossier/fold.ts";

/** Freezes all the way down: whoever changes it throws. */
export function frozen<Of>(it: Of): Of {
  if (typeof it === "object" && it !== null && !Object.isFrozen(it)) {
    Object.freeze(it);
    for (const part of Object.values(it)) frozen<unknown>(part);
  }
  return it;
}

export type Heard = {
  readonly before: Turn;
  readonly after: Turn;
  readonly messages: readonly Message[];
  readonly scene: Scene;
};

/** What a look at an empty desk finds. */
function nothingAt(want: Want): Found {
  switch (want.ask) {
    case "pass":
      return { ...want, same: undefined, officers: [] };
    case "inquiry":
      return { ...want, inquiry: undefined, askers: 0, others: [] };
    case "askers":
      return { ...want, threads: [], more: false };
    case "receipt":
      return { ...want, receipt: undefined };
    case "holders":
      return { ...want, people: [], offer: undefined };
    case "log":
      return { ...want, lines: [] };
    case "retention":
      return { ...want, report: undefined };
    case "guesses":
      return { ...want, recent: [], old: [], watchers: [] };
    case "overdue":
      return { ...want, inquiry: undefined, standing: [] };
    case "proposals":
      return { ...want, inquiries: [], documents: [] };
    case "document":
      return { ...want, document: undefined, files: [] };
    case "open":
      return { ...want, inquiries: [] };
    case "set-aside":
      return { ...want, found: [], counts: { stuck: 0, held: 0, unread: 0 } };
    case "settle":
      return { ...want, one: undefined };
    case "condition": {
      const none = { groups: 0, age: 0 };
      const lanes = { inbox: none, outbox: none, timers: none, broadcast: none };
      const counts = { stuck: 0, held: 0, doubt: 0, unread: 0, inquiries: 0 };
      return { ...want, condition: { at: 0, lanes, ...counts, jobs: {}, switches: {} }, wrong: [] };
    }
  }
}

/** What a look for dossiers finds where there are none. */
function noDossier(want: ReviewWant): ReviewFound {
  switch (want.ask) {
    case "queue":
      return { ...want, dossiers: [], questions: 0 };
    case "hand-in":
      return { ...want, officers: [] };
    case "dossier":
      return { ...want, dossier: undefined, several: [], chats: [], next: [] };
  }
}

/** One person in front of the pure decision: no store, no loop, and everything handed in is frozen. */
export function stage(
  setting: Setting,
  at = instantOf("2021-03-15 08:00"),
  answers: (question: string) => Answer | undefined = () => undefined,
) {
  let now = at;
  let count = 0;
  let turn: Turn = frozen({ thread: newThread, person: undefined, dossier: undefined, effects: [] });
  const kept = new Map<string, Dossier>();
  const lists = frozen(listsOf(setting));
  const sceneNow = (): Scene => {
    count += 1;
    const today = dayOf(now);
    return frozen({
      setting,
      threadId: "web:1",
      now,
      today,
      world: { today, lists },
      fresh: {
        person: `person-${count}`,
        dossier: `dossier-${count}`,
        code: `BH-${count}`,
        invite: `BH-V${count}`,
        receipt: `TL-${count}`,
        inquiry: `H${count}`,
        document: `V${count}`,
        announcement: `TB-${String(count).padStart(4, "0")}`,
      },
    });
  };

  /** Decides, and brings back what the decision asks for, as the loop around it does. */
  const deed = (happening: Happening): Heard => {
    now += minutes(1);
    const scene = sceneNow();
    const before = turn;
    let after = frozen(decide(turn, frozen(happening), scene));
    for (let round = 0; round < 3; round += 1) {
      const wanted = after.effects.find((one) =>
        ["open", "gather", "consult", "desk", "review"].includes(one.kind),
      );
      if (wanted === undefined) break;
      const rest: Turn = { ...after, effects: after.effects.filter((one) => one !== wanted) };
      if (wanted.kind === "gather") {
        const dossiers = wanted.dossiers.flatMap((id) => kept.get(id) ?? []);
        after = frozen(decide(frozen(rest), { kind: "gathered", dossiers, why: wanted.why }, scene));
      } else if (wanted.kind === "consult") {
        const { question, sure } = wanted;
        const answer = answers(question);
        after = frozen(decide(frozen(rest), { kind: "answered", question, sure, answer, old: [] }, scene));
      } else if (wanted.kind === "desk") {
        after = frozen(decide(frozen(rest), { kind: "desk", found: nothingAt(wanted.want) }, scene));
      } else if (wanted.kind === "review") {
        after = frozen(decide(frozen(rest), { kind: "review", found: noDossier(wanted.want) }, scene));
      } else if (wanted.kind === "open") {
        const dossier = kept.get(wanted.dossier);
        if (dossier === undefined) break;
        after = frozen(
          decide(
            frozen({ ...rest, dossier, thread: { ...rest.thread, dossier: dossier.id } }),
            { kind: "opened" },
            scene,
          ),
        );
      }
    }
    for (const effect of after.effects)
      if (effect.kind === "erase") effect.dossiers.forEach((id) => kept.delete(id));
    if (after.dossier !== undefined) kept.set(after.dossier.id, after.dossier);
    turn = frozen({ ...after, effects: [] });
    const messages = after.effects.flatMap((one) => (one.kind === "say" ? [one.message] : []));
    return { before, after, messages, scene };
  };
  /** The effects of words said in a turn of one's own making. */
  const from = (made: Turn, text: string): Turn["effects"] => {
    turn = made;
    return deed({ kind: "text", text }).after.effects;
  };
  return {
    deed,
    from,
    say: (text: string): Heard => deed({ kind: "text", text }),
    tap: ({ data, label }: Choice): Heard => deed({ kind: "tap", data, label }),
    offered: (): readonly Choice[] => turn.thread.offered,
    turn: (): Turn => turn,
  };
}

export type Stage = ReturnType<typeof stage>;
