import type { Office, Programme } from "../domain/programme.ts";
import type { Paper } from "../domain/paper.ts";
import { heard, lengthOf, type Said, stands } from "./said.ts";
import type { Scene } from "./scene.ts";

/** An office whose duty something is; `duty`: the line that says so, unless only the office was named. forGoods: the product decided. */
export type Bearer = { readonly office: Office; readonly duty?: string; readonly forGoods?: true };

/** Whose duty something is; several: one of them has to be chosen. byGoods: it hangs on the product, which is not known. */
export type Route = { readonly bearers: readonly Bearer[]; readonly byGoods: boolean };

/** The offices that are called by name. */
export function officesNamed(programme: Programme, text: string): readonly Office[] {
  const said = heard(text);
  return programme.offices.filter((office) =>
    [office.name, ...office.also].some((name) => stands(said, name)),
  );
}

type Fit = { readonly duty: string; readonly topic: string; readonly length: number };

/** The duty of an office that the words name best. */
function dutyOf(office: Office, said: Said): Fit | undefined {
  const fits = office.duties.flatMap(({ text, topics }) =>
    topics
      .filter((topic) => stands(said, topic))
      .map((topic) => ({ duty: text, topic, length: lengthOf(topic) })),
  );
  return fits.toSorted((one, two) => two.length - one.length)[0];
}

/**
 * Whose duty it is what the words speak of: an office that is named, else the longest topic. Of offices that look after the
 * goods of one ministry each, that of the product's; `body`: the ministries of the product that is spoken of.
 */
export function routeOf(programme: Programme, text: string, body: string | undefined): Route {
  const said = heard(text);
  const [named, ...others] = officesNamed(programme, text);
  if (named !== undefined && others.length === 0) {
    const duty = dutyOf(named, said)?.duty;
    return { bearers: [{ office: named, ...(duty === undefined ? {} : { duty }) }], byGoods: false };
  }
  const fits = programme.offices.flatMap((office) => {
    const fit = dutyOf(office, said);
    return fit === undefined ? [] : [{ office, ...fit }];
  });
  const most = Math.max(0, ...fits.map((one) => one.length));
  // Of topics as long the standing office, which comes first and has the common words, gives way.
  const best = fits.findLast((one) => one.length === most);
  const bearers = fits.filter((one) => one.topic === best?.topic);
  return byMinistry(
    bearers.map(({ office, duty }) => ({ office, duty })),
    body,
  );
}

/** Those whose ministry manages the product; all of them where that is not known. */
export function byMinistry(bearers: readonly Bearer[], body: string | undefined): Route {
  const [first, ...others] = bearers;
  if (first === undefined || others.length === 0 || bearers.some((one) => one.office.manages === undefined))
    return { bearers, byGoods: false };
  if (body === undefined) return { bearers, byGoods: true };
  const bodies = body.split("; ");
  const theirs = bearers.filter((one) => one.office.manages?.bodies.some((name) => bodies.includes(name)));
  const decided = (theirs.length > 0 ? theirs : [first]).map((one) => ({ ...one, forGoods: true as const }));
  return { bearers: decided, byGoods: false };
}

/** Who gives or confirms a paper: as it was under the programme of 2021, or as it is now. */
export const issuerOf = ({ setting: { programme } }: Scene, { issuer }: Pick<Paper, "issuer">): string =>
  programme.until === undefined || programme.until > "2025" ? issuer.now : issuer.in2021;
