import { describe, expect, test } from "vitest";
import type { Segment } from "../../src/broadcast/segment.ts";
import { readSegment, segmentInWords } from "../../src/broadcast/segment-words.ts";
import { listsAround, randomSegment } from "./segments.ts";
import { seededRandom } from "../../src/tools/seeded.ts";

const lists = await listsAround("bac-ha-2021", "2021-03-15");

const handedIn: Segment["states"] = ["handed-in", "returned", "evaluated", "recognised", "not-reached"];

/** Whom sloppily written words mean. */
const sentences: readonly (readonly [string, Segment])[] = [
  [
    "chu the ban lien va nam det chua nop ho so, tru ai da tap huan",
    {
      roles: ["producer"],
      communes: ["ban-lien", "nam-det"],
      states: ["draft"],
      except: [{ trained: true }],
    },
  ],
  ["htx co san pham 3 sao", { kinds: ["coop"], stars: [3] }],
  ["can bo xa", { roles: ["commune-officer"] }],
  ["nguoi chua tra loi TB-0412", { answered: { announcement: "TB-0412", answer: "none" } }],
  ["ai thieu phieu kiem nghiem dot 1", { missing: ["phieu-kiem-nghiem"], rounds: ["dot-1"] }],
  ["lau chua nhan 30 ngay", { unseenForDays: 30 }],
  ["tất cả", {}],
  ["tat ca moi nguoi", {}],
  ["mọi chủ thể", { roles: ["producer"] }],
  ["chủ thể xã Bản Liền", { roles: ["producer"], communes: ["ban-lien"] }],
  ["ba con o ban lien", { roles: ["producer"], communes: ["ban-lien"] }],
  ["nguoi ban lien", { communes: ["ban-lien"] }],
  ["ai ở Tà Chải", { communes: ["ta-chai"] }],
  ["na lo", { communes: ["ta-chai"] }],
  ["thị trấn Bắc Hà", { communes: ["thi-tran-bac-ha"] }],
  ["thi tran va na hoi", { communes: ["thi-tran-bac-ha", "na-hoi"] }],
  ["bản liền, nậm đét, bảo nhai", { communes: ["ban-lien", "nam-det", "bao-nhai"] }],
  ["lùng phìn", { communes: ["lung-phinh"] }],
  ["cán bộ xã Bản Liền", { roles: ["commune-officer"], places: ["ban-lien"] }],
  ["can bo xa ban lien va ta chai", { roles: ["commune-officer"], places: ["ban-lien", "ta-chai"] }],
  ["cán bộ huyện", { roles: ["office-officer"] }],
  ["cán bộ", { roles: ["officer"] }],
  ["tất cả cán bộ", { roles: ["officer"] }],
  ["cb xa", { roles: ["commune-officer"] }],
  ["hội đồng", { roles: ["council"] }],
  ["thành viên hội đồng và thư ký", { roles: ["council", "secretary"] }],
  ["tổ giúp việc", { roles: ["aide"] }],
  ["nhân viên", { roles: ["staff"] }],
  ["cán bộ xã và hội đồng", { roles: ["commune-officer", "council"] }],
  ["htx", { kinds: ["coop"] }],
  ["các hợp tác xã ở Bản Liền", { kinds: ["coop"], communes: ["ban-lien"] }],
  ["ho kinh doanh chua nop", { kinds: ["household"], states: ["draft"] }],
  ["doanh nghiep va to hop tac", { kinds: ["company", "group"] }],
  ["cty", { kinds: ["company"] }],
  ["ai chua nop hs", { states: ["draft"] }],
  ["người chưa nộp hồ sơ đợt 1", { states: ["draft"], rounds: ["dot-1"] }],
  ["đang làm hồ sơ", { states: ["draft"] }],
  ["ai da nop ho so", { states: handedIn }],
  ["đã nộp đợt 2", { states: handedIn, rounds: ["dot-2"] }],
  ["hồ sơ bị trả lại", { states: ["returned"] }],
  ["ai bi tra ho so", { states: ["returned"] }],
  ["hồ sơ đang chờ xét", { states: ["handed-in"] }],
  ["san pham da duoc cong nhan", { states: ["recognised"] }],
  ["sản phẩm không đạt", { states: ["not-reached"] }],
  ["da cham diem", { states: ["evaluated"] }],
  ["san pham 3 sao va 4 sao", { stars: [3, 4] }],
  ["3, 4 sao", { stars: [3, 4] }],
  ["3-4 sao", { stars: [3, 4] }],
  ["ba sao", { stars: [3] }],
  ["từ 3 sao trở lên", { stars: [3, 4, 5] }],
  ["4 sao tro len", { stars: [4, 5] }],
  ["sp dat 4 sao o bao nhai", { stars: [4], communes: ["bao-nhai"] }],
  ["ai lam lap suon", { products: ["lap-suon-bac-ha"] }],
  ["chủ thể có sản phẩm mận tam hoa", { roles: ["producer"], products: ["man-tam-hoa-bac-ha"] }],
  ["gạo khẩu mẹo Bản Liền", { products: ["gao-khau-meo-ban-lien"] }],
  ["cốm và bánh chưng đen", { products: ["com-na-lo", "banh-chung-den-bac-ha"] }],
  ["bộ sản phẩm chè", { sets: ["s12"] }],
  ["ai làm chè shan tuyết", { sets: ["s12"] }],
  ["mat ong o coc ly", { sets: ["s04"], communes: ["coc-ly"] }],
  ["homestay", { sets: ["s26"] }],
  ["thieu giay dkkd", { missing: ["giay-dang-ky-kinh-doanh"] }],
  ["ai còn thiếu giấy an toàn thực phẩm", { missing: ["giay-du-dieu-kien-attp"] }],
  ["thieu giay attp va phieu kiem nghiem", { missing: ["giay-du-dieu-kien-attp", "phieu-kiem-nghiem"] }],
  ["chua co ban cong bo", { missing: ["tu-cong-bo"] }],
  ["chưa nộp phiếu kiểm nghiệm", { missing: ["phieu-kiem-nghiem"] }],
  ["chua co kiem nghiem o ta chai", { missing: ["phieu-kiem-nghiem"], communes: ["ta-chai"] }],
  ["ai chua tap huan", { trained: false }],
  ["đã tập huấn", { trained: true }],
  ["chủ thể chưa được tập huấn ở Nậm Đét", { roles: ["producer"], trained: false, communes: ["nam-det"] }],
  ["không nhắn 2 tuần", { unseenForDays: 14 }],
  ["im 3 thang", { unseenForDays: 90 }],
  ["ai nhắn trong 7 ngày qua", { seenWithinDays: 7 }],
  ["có nhắn trong 30 ngày", { seenWithinDays: 30 }],
  ["chua tra loi tb 412", { answered: { announcement: "TB-0412", answer: "none" } }],
  ['đã trả lời "Có" TB-0412', { answered: { announcement: "TB-0412", answer: "Có" } }],
  ["tra loi co tb-0412", { answered: { announcement: "TB-0412", answer: "co" } }],
  ["chủ thể trừ Bản Liền", { roles: ["producer"], except: [{ communes: ["ban-lien"] }] }],
  [
    "chu the, khong gui cho ban lien va nam det",
    { roles: ["producer"], except: [{ communes: ["ban-lien", "nam-det"] }] },
  ],
  ["tất cả trừ cán bộ", { except: [{ roles: ["officer"] }] }],
  ["mọi người trừ cán bộ và htx", { except: [{ roles: ["officer"] }, { kinds: ["coop"] }] }],
  [
    "chưa nộp trừ ai đã tập huấn ở Bản Liền",
    { states: ["draft"], except: [{ trained: true, communes: ["ban-lien"] }] },
  ],
  ["dot 2", { rounds: ["dot-2"] }],
  ["đợt 1 năm 2021", { rounds: ["dot-1"] }],
];

/** Words that mean nothing here are named; the rest is understood. */
const unread: readonly (readonly [string, Segment, readonly string[]])[] = [
  ["chủ thể giàu ở Bản Liền", { roles: ["producer"], communes: ["ban-lien"] }, ["giàu"]],
  ["ai ở Sa Pa", {}, ["Sa Pa"]],
  ["htx dot 7", { kinds: ["coop"] }, ["dot 7"]],
  ["không phải htx", { kinds: ["coop"] }, ["không phải"]],
  ["lâu chưa nhắn", {}, ["lâu chưa nhắn"]],
  ["chủ thể dưới 40 tuổi", { roles: ["producer"] }, ["dưới 40 tuổi"]],
  ["đã có phiếu kiểm nghiệm", {}, ["đã có phiếu kiểm nghiệm"]],
  ["chủ thể trừ người xấu", { roles: ["producer"] }, ["trừ người xấu"]],
  ["", {}, []],
];

const sortedIn = (segment: Segment): unknown =>
  JSON.parse(
    JSON.stringify(segment, (_, value: unknown) =>
      Array.isArray(value) && value.every((one) => typeof one !== "object")
        ? value.toSorted((one, two) => (String(one) < String(two) ? -1 : 1))
        : typeof value === "object" && value !== null && !Array.isArray(value)
          ? Object.fromEntries(Object.entries(value).toSorted(([one], [two]) => (one < two ? -1 : 1)))
          : value,
    ),
  );

describe("whom words mean", () => {
  test.each(sentences)("%s", (text, segment) => {
    const read = readSegment(text, lists);
    expect(read.unread).toEqual([]);
    expect(sortedIn(read.segment)).toEqual(sortedIn(segment));
  });

  test.each(unread)("is named where it is not understood: %s", (text, segment, words) => {
    const read = readSegment(text, lists);
    expect(read.unread).toEqual(words);
    expect(sortedIn(read.segment)).toEqual(sortedIn(segment));
  });
});

describe.each(["bac-ha-2021", "bac-ha-2026"])("what is read back under %s", (programme) => {
  test("is read as what it says, whatever it is", async () => {
    const around = await listsAround(programme, "2026-06-15");
    const random = seededRandom(7);
    for (let at = 0; at < 3_000; at += 1) {
      const segment = randomSegment(random, around);
      const text = segmentInWords(segment, around);
      const read = readSegment(text, around);
      expect([text, read.unread, sortedIn(read.segment)]).toEqual([text, [], sortedIn(segment)]);
    }
  });

  test("of an unmarked, small-lettered reading is the same", async () => {
    const around = await listsAround(programme, "2026-06-15");
    const random = seededRandom(8);
    for (let at = 0; at < 500; at += 1) {
      const { answered: _, except: __, ...segment } = randomSegment(random, around);
      const text = segmentInWords(segment, around);
      const bare = text.normalize("NFD").replaceAll(/\p{M}/gu, "").replaceAll(/[đĐ]/gu, "d").toLowerCase();
      expect([text, sortedIn(readSegment(bare, around).segment)]).toEqual([text, sortedIn(segment)]);
    }
  });
});
