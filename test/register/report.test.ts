import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Programme } from "../../src/domain/programme.ts";
import { fold } from "../../src/text/fold.ts";
import type { Attendance, Register } from "../../src/register/record.ts";
import { emptyRegister } from "../../src/register/record.ts";
import {
  type DossierFact,
  type Facts,
  report,
  type Scope,
  starred,
  unknown,
} from "../../src/register/report.ts";
import { attendance, bookOf, dossiers, entries, programme } from "./made-up.ts";

/** The same figures, counted the long way: every fact is looked at once, for every figure. */
function slowly(
  register: Register,
  facts: readonly DossierFact[],
  there: readonly Attendance[],
  officers: readonly string[],
  scope: Scope,
  of: Programme,
) {
  const handed = facts.filter((one) => one.state !== "draft");
  const mine = handed.filter(
    (one) =>
      (scope.commune === undefined || one.place === scope.commune) &&
      (scope.round === undefined || one.round === scope.round),
  );
  let [accepted, returned, waiting, recognised] = [0, 0, 0, 0];
  for (const one of mine) {
    if (one.state === "returned") returned += 1;
    else if (one.state === "handed-in" && one.stage !== "huyen") waiting += 1;
    else accepted += 1;
    if (one.state === "recognised") recognised += 1;
  }
  const inTime = (day: string | undefined) => day !== undefined && day >= "2021-02-01" && day <= "2021-12-31";
  const inPlace = (place: string | undefined) => scope.commune === undefined || place === scope.commune;
  const names: string[] = [];
  for (const certificate of register.certificates) {
    const product = register.products.find((one) => one.id === certificate.product);
    if (product && certificate.stars >= 3 && inTime(certificate.day) && inPlace(product.commune))
      names.push(`${product.commune}/${fold(product.name)}`);
  }
  for (const one of facts) {
    if (one.state !== "recognised" || (one.stars ?? 0) < 3) continue;
    // The last product that names a dossier is the one it belongs to.
    const product = register.products.findLast((each) => each.dossier === one.id);
    const place = product?.commune ?? one.place;
    if (inPlace(place)) names.push(`${place ?? ""}/${fold(product?.name ?? one.title)}`);
  }
  let enough = 0;
  for (const { id } of of.communes) {
    if (!inPlace(id)) continue;
    const own = [
      ...register.products.filter((one) => one.commune === id).map((one) => fold(one.name)),
      ...handed
        .filter((one) => one.place === id && !register.products.some((each) => each.dossier === one.id))
        .map((one) => fold(one.title)),
    ];
    if (new Set(own).size >= 2) enough += 1;
  }
  const own = register.organisations.filter((one) => inPlace(one.commune));
  const listed = (role: string) => [
    ...new Set(
      register.trainings
        .flatMap((one) => one.attended)
        .filter((one) => one.role === role)
        .map((one) => fold(one.name)),
    ),
  ];
  // Of two words from the same person the last counts.
  const last = [...new Map(there.map((one) => [one.who, one])).values()];
  const called = last.flatMap((one) => (one.name === undefined ? [] : [fold(one.name)]));
  const strangers = (role: string) => listed(role).filter((name) => !called.includes(name));
  const officersThere = last.filter((one) => one.role === "officer" || officers.includes(one.who));
  const owners = [
    ...new Set([
      ...register.organisations.map((one) => fold(one.name)),
      ...handed.flatMap((one) => (one.organisation === undefined ? [] : [fold(one.organisation)])),
    ]),
  ];
  const trained = owners.filter(
    (name) =>
      listed("producer").includes(name) ||
      called.includes(name) ||
      handed.some(
        (one) =>
          one.organisation !== undefined &&
          fold(one.organisation) === name &&
          last.some((each) => each.who === one.owner),
      ),
  );
  return {
    counts: { all: mine.length, accepted, returned, waiting, recognised },
    recognised: new Set(names).size,
    chosen: enough,
    strengthened: own.filter((one) => inTime(one.strengthened)).length,
    founded: own.filter((one) => inTime(one.founded)).length,
    people: last.length + new Set([...strangers("officer"), ...strangers("producer")]).size,
    officers: {
      done: officersThere.length + strangers("officer").length,
      of: new Set([...officers, ...officersThere.map((one) => one.who)]).size + strangers("officer").length,
    },
    producers: { done: trained.length, of: owners.length },
  };
}

const scopes = fc.record(
  { commune: fc.constantFrom("ta-chai", "nam-det", "ban-pho"), round: fc.constantFrom("dot-1", "dot-2") },
  { requiredKeys: [] },
);

describe("the figures of a report", () => {
  test("are those that counting one by one gives", () => {
    fc.assert(
      fc.property(
        entries,
        dossiers,
        attendance,
        fc.subarray(["o1", "o2", "o3"]),
        scopes,
        (all, facts, there, officers, scope) => {
          const { register } = bookOf(all);
          const known: Facts = {
            programme,
            register,
            dossiers: facts,
            attendance: there,
            officers,
            firstStage: "xa",
          };
          const made = report(known, scope);
          const done = (what: string) => made.targets.find((one) => one.target.what === what)?.done;
          const { all: count, accepted, returned, waiting, recognised } = made.counts;
          expect({
            counts: { all: count, accepted, returned, waiting, recognised },
            recognised: done("products-recognised"),
            chosen: done("products-chosen"),
            strengthened: done("organisations-strengthened"),
            founded: done("organisations-founded"),
            people: made.trained.people,
            officers: made.trained.officers,
            producers: made.trained.producers,
          }).toEqual(slowly(register, facts, there, officers, scope, programme));
        },
      ),
      { numRuns: 300 },
    );
  });

  test("add up over communes, rounds and both", () => {
    fc.assert(
      fc.property(dossiers, (facts) => {
        const made = report({
          programme,
          register: emptyRegister,
          dossiers: facts,
          attendance: [],
          officers: [],
        });
        const sum = (lists: readonly { readonly counts: { readonly all: number } }[]) =>
          lists.reduce((count, one) => count + one.counts.all, 0);
        expect([sum(made.communes), sum(made.rounds), sum(made.cells)]).toEqual([
          made.counts.all,
          made.counts.all,
          made.counts.all,
        ]);
        expect(made.communes.filter((one) => one.commune !== unknown)).toHaveLength(
          programme.communes.length,
        );
      }),
    );
  });

  test("know targets only where the plan has some", () => {
    const { targets: _, ...without } = programme;
    const facts: Facts = {
      programme: without,
      register: emptyRegister,
      dossiers: [],
      attendance: [],
      officers: [],
    };
    expect(report(facts).targets).toEqual([]);
    expect(report({ ...facts, programme }).targets.map((one) => one.reached)).toEqual(
      Array.from({ length: 6 }, () => false),
    );
  });

  test("take the highest stars of a product, and older certificates only where they are wanted", () => {
    const { register } = bookOf([
      { what: "product", name: "Cốm", commune: "ta-chai" },
      { what: "certificate", product: "Cốm", stars: 3, decision: "1/QĐ", day: "2019-12-01" },
      { what: "certificate", product: "cốm", stars: 4, decision: "2/QĐ", day: "2021-08-01" },
    ]);
    const facts: Facts = { programme, register, dossiers: [], attendance: [], officers: [] };
    expect(starred(facts, {}).map((one) => one.stars)).toEqual([4]);
    const old = { ...facts, register: { ...register, certificates: register.certificates.slice(0, 1) } };
    expect(starred(old, {})).toEqual([]);
    expect(starred(old, {}, true).map((one) => one.stars)).toEqual([3]);
  });
});
