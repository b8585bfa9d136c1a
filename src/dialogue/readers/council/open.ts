import type { OfSession } from "../../../domain/event.ts";
import { showDay } from "../../../domain/instant.ts";
import type { Programme, Stage } from "../../../domain/programme.ts";
import type { Sheet } from "../../../domain/criteria.ts";
import { may } from "../../../domain/role.ts";
import type { Dossier } from "../../../dossier/fold.ts";
import { mostMembers, mostProducts, type Product, type Session } from "../../../review/session.ts";
import { listOfDossier, ownerOf, titleOf } from "../../ask.ts";
import { audited } from "../../audit.ts";
import type { Person } from "../../person.ts";
import { phrase, say, speak } from "../../say.ts";
import type { Scene, Turn } from "../../scene.ts";
import { keepSession, type SessionFound } from "../../session.ts";
import type { Draft } from "../../thread.ts";
import { circled } from "../office/dossier-sheet.ts";

/** The stage at which a council sits. */
export const councilStage = (programme: Programme): Stage | undefined =>
  programme.stages.find((one) => one.kind === "council");

/** The sheet that a product is scored by. */
export const sheetFor = (set: string, scene: Scene): Sheet | undefined =>
  scene.setting.sheets[scene.setting.programme.law]?.find((one) => one.set === set);

/** The set that a dossier names; undefined for one that no sheet is known of. */
function setOf(dossier: Dossier, scene: Scene): string | undefined {
  const { items } = listOfDossier(scene, dossier);
  return Object.entries(dossier.answers).flatMap(([id, value]) => {
    const expect = items[id]?.expect;
    const isSet = expect?.kind === "from" && expect.list === "sets";
    return isSet && typeof value === "string" && sheetFor(value, scene) !== undefined ? [value] : [];
  })[0];
}

type Chosen = {
  readonly products: readonly Product[];
  readonly strange: readonly Dossier[];
  readonly later: number;
};

/** The products of a session: those picked of all that are ready, as many as one session takes. */
function chosen({ ready }: SessionFound, draft: Draft, scene: Scene): Chosen {
  const wanted = ready.filter((one) => draft.products === undefined || draft.products.includes(one.id));
  const known = wanted.flatMap((one) => {
    const set = setOf(one, scene);
    if (set === undefined) return [];
    const code = one.receipt?.code;
    const owner = ownerOf(scene, one);
    return [
      {
        dossier: one.id,
        title: titleOf(scene, one),
        set,
        owner,
        ...(code === undefined ? {} : { code }),
        ...(one.since === undefined ? {} : { since: one.since }),
      },
    ];
  });
  return {
    products: known.slice(0, mostProducts),
    strange: wanted.filter((one) => setOf(one, scene) === undefined),
    later: Math.max(0, known.length - mostProducts),
  };
}

const holding = (people: readonly Person[], right: "score" | "minutes", scene: Scene): readonly Person[] =>
  people.filter((one) => may(one.roles, right, scene.setting.programme, scene.today));

/** Where and when, in words. */
export function whenOf(one: Pick<Session, "day" | "begins" | "place">, scene: Scene): string {
  const parts = [
    phrase(scene, "session-day", { day: showDay(one.day) }),
    ...(one.begins === undefined ? [] : [phrase(scene, "session-time", { time: one.begins })]),
    ...(one.place === undefined ? [] : [phrase(scene, "session-place", { place: one.place })]),
  ];
  return parts.join(", ");
}

/** Products with their numbers. */
export const productLines = (products: readonly Product[]): readonly string[] =>
  products.map((one, at) => `${circled(at + 1)} ${one.title}${one.owner ? `, ${one.owner}` : ""}`);

/** A member as they are called; before they have said their name, by their number. */
export const nameOf = (name: string, at: number, scene: Scene): string =>
  name === "" ? phrase(scene, "member-number", { number: at + 1 }) : name;

/** Why no session can be opened now. */
function hindered(
  turn: Turn,
  found: SessionFound,
  products: readonly Product[],
  scene: Scene,
): Turn | undefined {
  const members = holding(found.people, "score", scene);
  if (found.session?.state === "open")
    return say(turn, scene, "session-open-already", { id: found.session.id });
  if (products.length === 0) return say(turn, scene, "session-nothing-ready");
  if (members.length === 0) return say(turn, scene, "session-no-members");
  if (members.length > mostMembers)
    return say(turn, scene, "session-many-members", { count: members.length, most: mostMembers });
  return undefined;
}

/** Shows the session as it would be opened. */
export function prepared(turn: Turn, found: SessionFound, draft: Draft, scene: Scene): Turn {
  const { products, strange, later } = chosen(found, draft, scene);
  const no = hindered(turn, found, products, scene);
  if (no !== undefined) return no;
  if (draft.day < scene.today) return say(turn, scene, "session-past", { day: showDay(draft.day) });
  const members = holding(found.people, "score", scene);
  const day = {
    day: draft.day,
    ...(draft.begins === undefined ? {} : { begins: draft.begins }),
    ...(draft.place === undefined ? {} : { place: draft.place }),
  };
  const lines = [
    phrase(scene, "session-draft", {
      id: `PH-${found.next}`,
      about: whenOf(day, scene),
      count: products.length,
    }),
    ...productLines(products),
    ...(later > 0 ? [phrase(scene, "session-later", { count: later, most: mostProducts })] : []),
    ...strange.map((one) => phrase(scene, "session-strange", { title: titleOf(scene, one) })),
    phrase(scene, "session-members", { count: members.length }),
    draft.chair === undefined
      ? phrase(scene, "session-no-chair-yet")
      : phrase(scene, "session-chair-named", { name: draft.chair }),
    phrase(scene, "session-draft-how"),
  ];
  const kept = { ...draft, products: products.map((one) => one.dossier) };
  const asked: Turn = { ...turn, thread: { ...turn.thread, pending: { kind: "session-open", draft: kept } } };
  return speak(asked, lines.join("\n"), [
    { data: "p:yes", label: phrase(scene, "choice-open-session") },
    { data: "p:no", label: phrase(scene, "choice-not-now") },
  ]);
}

/** Opens it and calls its members. */
export function begun(turn: Turn, found: SessionFound, draft: Draft, scene: Scene): Turn {
  const { person } = turn;
  const { programme } = scene.setting;
  const { products } = chosen(found, draft, scene);
  const no = hindered(turn, found, products, scene);
  const stage = councilStage(programme);
  if (no !== undefined) return no;
  if (person === undefined || stage === undefined) return turn;
  const members = holding(found.people, "score", scene);
  const [secretary = person] = holding([person, ...found.people], "minutes", scene);
  const id = `PH-${found.next}`;
  const now: Session = {
    schema: 1,
    id,
    title: phrase(scene, "session-title", { day: showDay(draft.day), place: programme.place }),
    day: draft.day,
    stage: stage.id,
    ...(draft.place === undefined ? {} : { place: draft.place }),
    ...(draft.begins === undefined ? {} : { begins: draft.begins }),
    opener: person.id,
    chair: "",
    ...(draft.chair === undefined ? {} : { chairName: draft.chair }),
    secretary: { person: secretary.id, name: "" },
    members: members.map((one) => ({ person: one.id, name: "", from: "" })),
    present: [],
    products: [...products],
    conflicts: [],
    scores: [],
    declared: [],
    alerted: [],
    state: "open",
  };
  const threads = members.flatMap((one) => one.threads);
  const news: OfSession = {
    what: "session",
    deed: "called",
    session: id,
    about: whenOf(now, scene),
    lines: productLines(products),
  };
  const kept = keepSession(
    audited(turn, person, "session-opened", id),
    { session: undefined, versions: { session: 0, seats: [] } },
    now,
  );
  const called: Turn = {
    ...kept,
    effects: [
      ...kept.effects,
      { kind: "tell", threads, news },
      ...(secretary.id === person.id
        ? []
        : [
            {
              kind: "tell",
              threads: secretary.threads,
              news: { ...news, deed: "opened", lines: [] },
            } as const,
          ]),
    ],
  };
  const away = members.filter((one) => one.threads.length === 0);
  const told = say(called, scene, "session-opened", { id, count: members.length - away.length });
  const all =
    away.length === 0
      ? told
      : say(told, scene, "session-away", {
          count: away.length,
          who: away.map((one) => one.roles.find((role) => role.role === "council")?.by ?? "").join(", "),
        });
  return say(all, scene, secretary.id === person.id ? "session-opened-how-secretary" : "session-opened-how");
}
