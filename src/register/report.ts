import type { Day } from "../domain/instant.ts";
import type { Programme, Target } from "../domain/programme.ts";
import { plain } from "../text/plain.ts";
import type { Attendance, Certificate, Organisation, Product, Register } from "./record.ts";

/**
 * What the report needs to know of one dossier. place: the commune it was handed in at; stage: where it lies; owner: the
 * person whose it is, by whom somebody who was at a training is known to have made it.
 */
export type DossierFact = {
  readonly id: string;
  readonly place?: string;
  readonly round?: string;
  readonly state: "draft" | "handed-in" | "returned" | "evaluated" | "recognised" | "not-reached";
  readonly stage?: string;
  readonly stars?: number;
  readonly title: string;
  readonly organisation?: string;
  readonly owner?: string;
};

/** All that a report is made from. officers: people with an office's role, by their names in the store; firstStage: where dossiers come in. */
export type Facts = {
  readonly programme: Programme;
  readonly register: Register;
  readonly dossiers: readonly DossierFact[];
  readonly attendance: readonly Attendance[];
  readonly officers: readonly string[];
  readonly firstStage?: string;
};

/** What a report is about; all of the programme where nothing is named. */
export type Scope = { readonly commune?: string; readonly round?: string };

/** Dossiers ever handed in. waiting: at the first stage; accepted: beyond it, whatever came of them. */
export type Counts = {
  readonly all: number;
  readonly accepted: number;
  readonly returned: number;
  readonly waiting: number;
  readonly recognised: number;
  readonly notReached: number;
};

/** How many of how many. */
export type Share = { readonly done: number; readonly of: number };

/** How far a target is. done, of: products, communes with enough, organisations, or people. */
export type Progress = {
  readonly target: Target;
  readonly done: number;
  readonly of: number;
  readonly reached: boolean;
};

export type Report = {
  readonly counts: Counts;
  readonly communes: readonly {
    readonly commune: string;
    readonly chosen: number;
    readonly counts: Counts;
  }[];
  readonly rounds: readonly { readonly round: string; readonly counts: Counts }[];
  /** Communes and rounds that have dossiers. */
  readonly cells: readonly { readonly commune: string; readonly round: string; readonly counts: Counts }[];
  readonly strengthened: number;
  readonly founded: number;
  readonly trained: { readonly people: number; readonly officers: Share; readonly producers: Share };
  readonly targets: readonly Progress[];
};

/** A dossier without a commune or a round is counted under this. */
export const unknown = "-";

const counted = (fact: DossierFact): boolean => fact.state !== "draft";

function countsOf(facts: readonly DossierFact[], firstStage: string | undefined): Counts {
  const count = (fits: (fact: DossierFact) => boolean): number => facts.filter(fits).length;
  const waits = (fact: DossierFact): boolean =>
    fact.state === "handed-in" && (fact.stage === undefined || fact.stage === firstStage);
  const waiting = count(waits);
  const returned = count((fact) => fact.state === "returned");
  return {
    all: facts.length,
    accepted: facts.length - waiting - returned,
    returned,
    waiting,
    recognised: count((fact) => fact.state === "recognised"),
    notReached: count((fact) => fact.state === "not-reached"),
  };
}

const within = (programme: Programme, day: Day | undefined): boolean =>
  day !== undefined && day >= programme.from && (programme.until === undefined || day <= programme.until);

/** One product that has stars, whether the register says so or a dossier does. */
export type Starred = {
  readonly title: string;
  readonly commune: string | undefined;
  readonly stars: number;
  readonly day?: Day;
  readonly until?: Day;
  readonly decision?: string;
};

/** The same product has the same name in the same commune. */
const productKey = (title: string, commune: string | undefined): string => `${commune ?? ""} ${plain(title)}`;

/** Products with stars, each with its highest; those whose certificate is older than the programme too, where wanted. */
export function starred(
  { programme, register, dossiers }: Facts,
  { commune }: Scope,
  older = false,
): readonly Starred[] {
  const products = new Map(register.products.map((one) => [one.id, one]));
  const ofDossier = new Map(
    register.products.flatMap((one) => (one.dossier === undefined ? [] : [[one.dossier, one]])),
  );
  const found = new Map<string, Starred>();
  const keep = (one: Starred): void => {
    if (commune !== undefined && one.commune !== commune) return;
    const key = productKey(one.title, one.commune);
    if ((found.get(key)?.stars ?? 0) < one.stars) found.set(key, one);
  };
  for (const one of register.certificates) {
    const product = products.get(one.product);
    if (product !== undefined && (older || within(programme, one.day))) keep(fromCertificate(one, product));
  }
  for (const fact of dossiers) {
    if (fact.state !== "recognised" || fact.stars === undefined) continue;
    const product = ofDossier.get(fact.id);
    keep({ title: product?.name ?? fact.title, commune: product?.commune ?? fact.place, stars: fact.stars });
  }
  return [...found.values()];
}

const fromCertificate = ({ stars, day, until, decision }: Certificate, product: Product): Starred => ({
  title: product.name,
  commune: product.commune,
  stars,
  day,
  until,
  decision,
});

const wasStrengthened = (programme: Programme, one: Organisation): boolean =>
  within(programme, one.strengthened);
const wasFounded = (programme: Programme, one: Organisation): boolean => within(programme, one.founded);

/** The figures of a report. */
export function report(facts: Facts, scope: Scope = {}): Report {
  const { programme, register } = facts;
  const inScope = (place: string | undefined): boolean =>
    scope.commune === undefined || place === scope.commune;
  const dossiers = facts.dossiers.filter(
    (one) => counted(one) && inScope(one.place) && (scope.round === undefined || one.round === scope.round),
  );
  const tally = (some: readonly DossierFact[]): Counts => countsOf(some, facts.firstStage);
  const chosen = chosenProducts(facts);
  const communes = [...programme.communes.map((one) => one.id), unknown].filter((one) => inScope(one));
  const rounds = [...programme.rounds.map((one) => one.id), unknown];
  const isOf = (commune: string) => (one: DossierFact) => known(one.place, programme.communes) === commune;
  const isIn = (round: string) => (one: DossierFact) => known(one.round, programme.rounds) === round;
  const organisations = register.organisations.filter((one) => inScope(one.commune));
  const trained = trainedIn(facts);
  const figures = {
    counts: tally(dossiers),
    communes: communes
      .map((commune) => ({
        commune,
        chosen: chosen.get(commune)?.size ?? 0,
        counts: tally(dossiers.filter(isOf(commune))),
      }))
      .filter((one) => one.commune !== unknown || one.counts.all > 0),
    rounds: rounds
      .map((round) => ({ round, counts: tally(dossiers.filter(isIn(round))) }))
      .filter((one) => one.round !== unknown || one.counts.all > 0),
    cells: communes.flatMap((commune) =>
      rounds
        .map((round) => ({
          commune,
          round,
          counts: tally(dossiers.filter(isOf(commune)).filter(isIn(round))),
        }))
        .filter((one) => one.counts.all > 0),
    ),
    strengthened: organisations.filter((one) => wasStrengthened(programme, one)).length,
    founded: organisations.filter((one) => wasFounded(programme, one)).length,
    trained,
  };
  const targets = (programme.targets ?? []).map((target) => progressOf(target, facts, scope, figures));
  return { ...figures, targets };
}

const known = (name: string | undefined, all: readonly { readonly id: string }[]): string =>
  name !== undefined && all.some((one) => one.id === name) ? name : unknown;

/** The products that each commune has chosen: those in the register, and those whose dossier was handed in. */
function chosenProducts({ register, dossiers }: Facts): ReadonlyMap<string, ReadonlySet<string>> {
  const chosen = new Map<string, Set<string>>();
  const add = (commune: string, title: string): void => {
    const set = chosen.get(commune) ?? new Set();
    chosen.set(commune, set.add(plain(title)));
  };
  const written = new Set(register.products.map((one) => one.dossier));
  for (const one of register.products) add(one.commune, one.name);
  for (const one of dossiers)
    if (counted(one) && one.place !== undefined && !written.has(one.id)) add(one.place, one.title);
  return chosen;
}

/**
 * Who was trained. Officers concerned: those with a role here, and those whose names stand in a training's list.
 * Producers concerned: organisations in the register and those that handed a dossier in; one is trained when its name
 * stands in a training's list, or the owner of its dossier was there.
 */
function trainedIn({ register, dossiers, attendance, officers }: Facts): Report["trained"] {
  const listed = register.trainings.flatMap((one) => one.attended);
  const names = (role: "officer" | "producer"): Set<string> =>
    new Set(listed.filter((one) => one.role === role).map((one) => plain(one.name)));
  const there = new Map(attendance.map((one) => [one.who, one]));
  const present = new Set(there.keys());
  // A name written down by an officer, and given in the chat too, is one person.
  const given = new Set(
    [...there.values()].flatMap((one) => (one.name === undefined ? [] : [plain(one.name)])),
  );
  const alone = (all: ReadonlySet<string>): number => [...all].filter((name) => !given.has(name)).length;
  const [ofOffices, ofProducers] = [names("officer"), names("producer")];
  const withRole = new Set(officers);
  const known = [...there.values()].filter((one) => one.role === "officer" || withRole.has(one.who));
  const officersDone = new Set(known.map((one) => one.who)).size + alone(ofOffices);
  const officersAll = new Set([...withRole, ...known.map((one) => one.who)]).size + alone(ofOffices);
  const handedIn = dossiers.filter(counted);
  const producers = new Set([
    ...register.organisations.map((one) => plain(one.name)),
    ...handedIn.flatMap((one) => (one.organisation === undefined ? [] : [plain(one.organisation)])),
  ]);
  const done = new Set([...ofProducers, ...given].filter((name) => producers.has(name)));
  for (const one of handedIn)
    if (one.organisation !== undefined && one.owner !== undefined && present.has(one.owner))
      done.add(plain(one.organisation));
  return {
    people: present.size + alone(new Set([...ofOffices, ...ofProducers])),
    officers: { done: officersDone, of: officersAll },
    producers: { done: done.size, of: producers.size },
  };
}

function progressOf(target: Target, facts: Facts, scope: Scope, figures: Omit<Report, "targets">): Progress {
  const share = ({ done, of }: Share): Progress => ({
    target,
    done,
    of,
    reached: of > 0 && done * 100 >= of * target.least,
  });
  const number = (done: number): Progress => ({
    target,
    done,
    of: target.least,
    reached: done >= target.least,
  });
  switch (target.what) {
    case "products-recognised": {
      const least = target.stars ?? 1;
      return number(starred(facts, scope).filter((one) => one.stars >= least).length);
    }
    case "products-chosen": {
      const communes = figures.communes.filter((one) => one.commune !== unknown);
      const done = communes.filter((one) => one.chosen >= target.least).length;
      return { target, done, of: communes.length, reached: done === communes.length };
    }
    case "organisations-strengthened":
      return number(figures.strengthened);
    case "organisations-founded":
      return number(figures.founded);
    case "officers-trained":
      return share(figures.trained.officers);
    case "producers-trained":
      return share(figures.trained.producers);
  }
}
