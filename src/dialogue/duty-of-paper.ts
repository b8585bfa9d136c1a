import type { Paper } from "../domain/paper.ts";
import type { Office } from "../domain/programme.ts";
import { listOfDossier } from "./ask.ts";
import { byMinistry, issuerOf, officesNamed, routeOf } from "./duty.ts";
import { ownGoods } from "./goods.ts";
import type { Scene, Turn } from "./scene.ts";

/** The paper that the open question asks for. */
export function askedPaper(turn: Turn, scene: Scene): Paper | undefined {
  const { dossier, thread } = turn;
  if (dossier?.state !== "draft" || thread.asked === undefined) return undefined;
  const expect = listOfDossier(scene, dossier).items[thread.asked]?.expect;
  return expect?.kind === "paper" ? scene.setting.papers[expect.paper] : undefined;
}

/** The office that helps with a paper: one that stands as its issuer, else whose duty it is by its name. */
export function officeOfPaper(turn: Turn, paper: Paper, scene: Scene): Office | undefined {
  const { programme } = scene.setting;
  const body = ownGoods(turn, scene)?.set.body;
  const named = officesNamed(programme, issuerOf(scene, paper)).map((office) => ({ office }));
  const issuers = byMinistry(named, body);
  if (issuers.bearers.length > 0 && !issuers.byGoods) return issuers.bearers[0]?.office;
  const { bearers } = routeOf(programme, `${paper.name} ${paper.short}`, body);
  return bearers.length === 1 ? bearers[0]?.office : undefined;
}
