import type { Day } from "../domain/instant.ts";
import type { Paper } from "../domain/paper.ts";
import type { Programme } from "../domain/programme.ts";
import { numberOf, roundNamed } from "../domain/round.ts";
import type { ProductSet } from "../domain/set.ts";
import type { Listed } from "../flow/accept.ts";
import type { Checklist } from "../flow/define.ts";

/** What a segment can name, with all the names it has. */
export type SegmentLists = Readonly<
  Record<"communes" | "products" | "sets" | "kinds" | "rounds" | "papers", readonly Listed[]>
>;

/** What of the content the lists are made of. */
export type ListsFrom = {
  readonly programme: Programme;
  readonly sets: Readonly<Record<string, readonly ProductSet[]>>;
  readonly papers: Readonly<Record<string, Paper>>;
  readonly checklists: Readonly<Record<string, Checklist>>;
};

/** The lists of a programme; which round a number means depends on the day. */
export function segmentLists({ programme, sets, papers, checklists }: ListsFrom, today: Day): SegmentLists {
  const listed = ({ id, name, also }: Pick<ProductSet, "id" | "name" | "also">): Listed => ({
    id,
    label: name,
    also,
  });
  return {
    communes: programme.communes.map(listed),
    products: programme.products.map(listed),
    sets: (sets[programme.law] ?? []).map(listed),
    kinds: kindsIn(checklists[programme.checklist]),
    rounds: roundsIn(programme, today),
    papers: Object.values(papers).map(paperListed),
  };
}

/** Words by which people say of themselves what they are; nobody else is called so. */
const ofOneself: ReadonlySet<string> = new Set([
  "nhà em",
  "nhà tôi",
  "tự làm",
  "nhà tự làm",
  "làm chung",
  "một mình",
  "chị em",
  "hợp tác",
  "tổ",
  "hội",
]);

function kindsIn(list: Checklist | undefined): readonly Listed[] {
  const expect = list?.ownerKind === undefined ? undefined : list.items[list.ownerKind]?.expect;
  if (expect?.kind !== "one") return [];
  return Object.entries(expect.options).map(([id, { label, also = [] }]) => ({
    id,
    label,
    also: also.filter((one) => !ofOneself.has(one)),
  }));
}

function roundsIn({ rounds }: Programme, today: Day): readonly Listed[] {
  return rounds.map((round) => {
    const named = numberOf(round);
    if (named === undefined) return { id: round.id, label: round.title };
    const { number, year } = named;
    const meant = roundNamed(rounds, { number }, today)?.id === round.id;
    const also = [`đợt ${number}/${year}`, ...(meant ? [`đợt ${number}`] : [])];
    return { id: round.id, label: `đợt ${number} năm ${year}`, also };
  });
}

const kindOfPaper = /^(?:giấy tờ|giấy chứng nhận|giấy|phiếu|bản) (?=\S+ \S)/iu;

/** "phiếu kiểm nghiệm" is also called "kiểm nghiệm"; "mã vạch, tem truy xuất" is either. */
function paperListed({ id, name, short }: Paper): Listed {
  const parts = short.includes(", ") ? short.split(", ") : [];
  const bare = [short, ...parts].map((one) => one.replace(kindOfPaper, ""));
  return { id, label: short, also: [...new Set([name, ...parts, ...bare])] };
}
