import type { CarryFound, CarryWant } from "../dialogue/carry.ts";
import type { Turn } from "../dialogue/scene.ts";
import { dossierKey } from "../domain/keys.ts";
import { emptyRegister } from "../register/record.ts";
import type { Change } from "../store/contract.ts";
import type { Shelves } from "./desk.ts";
import { bookIn } from "./register.ts";
import { readDossier } from "./state.ts";

/** Dossiers of one person looked at. */
const mostLooked = 50;

/** Looks up what a dossier may be made of; the one that is gets its version checked. */
export async function lookUpCarry(
  shelves: Shelves,
  want: CarryWant,
  turn: Turn,
): Promise<{ readonly found: CarryFound; readonly expect: Required<Change>["expect"] }> {
  // Nobody's dossiers but their own, whatever a button says.
  const own = (turn.person?.dossiers ?? []).map((one) => one.id).slice(-mostLooked);
  const ids = want.do === "move" ? own.filter((id) => id === want.dossier) : own;
  const [kept, book] = await Promise.all([
    Promise.all(ids.map((id) => shelves.load(dossierKey(id)))),
    want.do === "move" ? undefined : bookIn(shelves),
  ]);
  const dossiers = kept.flatMap((one) => (one === undefined ? [] : [readDossier(one.text)]));
  const touched = "dossier" in want ? want.dossier : undefined;
  return {
    found: { want, dossiers, register: book?.book.register ?? emptyRegister },
    expect: ids.flatMap((id, at) =>
      id === touched ? [{ key: dossierKey(id), version: kept[at]?.version ?? 0 }] : [],
    ),
  };
}
