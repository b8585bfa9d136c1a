import type { Offer } from "../../src/domain/role.ts";
import { allParts } from "../../src/domain/criteria.ts";
import { sheetOf } from "../review/council.ts";
import { sessionOf } from "./council-stage.ts";
import type { RoundTalk } from "./play-round.ts";
import type { Case } from "./round-table.ts";

/** Who sits in the council of a round, and who writes its minutes. */
export type Council = { readonly place: string; readonly office: string; readonly day: string };

export const member = (number: number): string => `terminal:hoi-dong-${number}`;
const secretary = "terminal:thu-ky";
const names = ["Một", "Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy"] as const;
/** This member has to do with the first product of the list. */
const concerned = 3;

/** What a member types for a product, a line for all criteria, and what it comes to. */
function points(set: string, share: number): { readonly text: string; readonly total: number } {
  const sheet = sheetOf(set);
  const given = [
    ...sheet.criteria.map(
      (one) => [one.id, one.levels[Math.round((one.levels.length - 1) * share)] ?? 0] as const,
    ),
    ...allParts
      .filter((part) => sheet.criteria.every((one) => one.part !== part))
      .map((part) => [part, Math.round(sheet.parts[part] * share)] as const),
  ];
  return {
    text: given.map(([id, number]) => `${id} ${number}`).join(", "),
    total: given.reduce((sum, [, number]) => sum + number, 0),
  };
}

/**
 * Seven members score all that waits; what each product came to, counted here from what was typed. The office in charge
 * opens and closes the session.
 */
export async function councilSits(
  { talk, says, dossierOf }: RoundTalk,
  cases: readonly Case[],
  { place, office, day }: Council,
): Promise<ReadonlyMap<number, number>> {
  const council: Offer = { role: "council", place };
  for (const at of names.keys()) await talk.seat(member(at + 1), council);
  await talk.seat(secretary, { role: "secretary", place });
  const opened = await says(office, `mo phien cham ngay ${day}, o hoi truong, 8h`, "chu tich anh Một", "1");
  if (!opened.includes("Đã mở phiên")) throw new Error(`no session: ${opened}`);
  await says(secretary, "tên tôi là Lý Thị Thư");
  for (const [at, name] of names.entries())
    await says(
      member(at + 1),
      "co mat",
      `tên tôi là Lý Văn ${name}, Phòng Văn hóa`,
      at + 1 === concerned ? "toi lien quan toi 1" : "khong",
    );
  const { products } = await sessionOf(talk.store);
  const ids = new Map<string, number>();
  for (const one of cases) ids.set((await dossierOf(one.number)).id, one.number);
  const means = new Map<number, number>();
  for (const [place, product] of products.entries()) {
    const number = ids.get(product.dossier);
    const one = cases.find((each) => each.number === number);
    if (one === undefined) throw new Error(`${product.title} is not in the table`);
    const totals: number[] = [];
    for (const at of names.keys()) {
      if (place === 0 && at + 1 === concerned) continue;
      const { text, total } = points(product.set, (one.score + (at % 3) - 1) / 100);
      totals.push(total);
      const said = await says(member(at + 1), `cham ${place + 1}`, text);
      if (!said.includes(`${total}`)) throw new Error(`${total} are not what is counted: ${said}`);
      await says(member(at + 1), "1");
    }
    means.set(one.number, totals.reduce((sum, each) => sum + each, 0) / totals.length);
  }
  const closed = await says(office, "dong phien", "1");
  if (!closed.includes("PH-1")) throw new Error(`not closed: ${closed}`);
  return means;
}
