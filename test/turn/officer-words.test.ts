import { beforeEach, describe, expect, test } from "vitest";
import { instantOf } from "../../src/domain/instant.ts";
import { dossierKey } from "../../src/domain/keys.ts";
import { readSetting } from "../../src/project.ts";
import { deedOf } from "../../src/tools/conversation.ts";
import { rehearse, type Rehearsal } from "../../src/tools/rehearsal.ts";
import { readDossier } from "../../src/turn/state.ts";
import { handedInBy, planted } from "../support/handed-in.ts";

const setting = await readSetting("bac-ha-2021");
const start = instantOf("2021-03-15 08:00");
const mai = "terminal:mai";

describe("an officer types in haste", () => {
  let talk: Rehearsal;
  beforeEach(async () => {
    talk = await rehearse(setting, start);
    await talk.seat(mai, { role: "officer", place: planted.place, office: "ubnd-xa" });
    await handedInBy(talk.store, setting, start, "terminal:owner");
    return () => talk.close();
  });
  const says = async (...lines: readonly string[]): Promise<string> => {
    let last: readonly string[] = [];
    for (const line of lines) last = await talk.deed(deedOf(line), mai);
    return last.join("\n\n");
  };
  const state = async (): Promise<string> => {
    const [kept] = await talk.store.load([dossierKey(planted.id)]);
    return readDossier(kept?.text ?? "").state;
  };

  const list = "có 1 hồ sơ chờ";
  const sheet = "Cần xem:";
  const first = "chưa mở hồ sơ nào";
  const paper = "① *giấy đăng ký kinh doanh*";
  const back = "Sẽ trả lại *Cốm Na Lo* với 1 lý do";
  const accept = "chuyển lên Phòng Nông nghiệp và PTNT huyện?";
  test.each<readonly [readonly string[], string]>([
    [["co ho so moi khong"], list],
    [["con viec gi khong"], list],
    [["viec hom nay", "mo cai thu 1"], sheet],
    [["viec hom nay", "xem so 1"], sheet],
    [["viec hom nay", "mo cai cuoi"], sheet],
    [["hs tiep"], sheet],
    [["mo BH-T001", "tiep"], sheet],
    // Nothing is open.
    [["xem giay 2"], first],
    [["2 mo"], first],
    [["tra ve"], first],
    [["ok nhan"], first],
    [["chua duoc, giay attp het han"], first],
    // One is.
    [["mo BH-T001", "xem giay 1"], paper],
    [["mo BH-T001", "xem lai giay dkkd"], paper],
    [["mo BH-T001", "giay dang ky kinh doanh dau"], paper],
    [["mo BH-T001", "xem 1 2"], paper],
    [["mo BH-T001", "xem giay khai sinh"], 'không có mục "giay khai sinh"'],
    [["mo BH-T001", "1 mo"], `${back}:\n• giấy đăng ký kinh doanh: ảnh mờ`],
    [["mo BH-T001", "giay 1 thieu trang"], `${back}:\n• giấy đăng ký kinh doanh: thiếu trang`],
    [["mo BH-T001", "chua duoc, giay dkkd het han"], `${back}:\n• giấy đăng ký kinh doanh: giấy hết hạn`],
    [["mo BH-T001", "sua lai dia chi ghi ro hon"], `${back}:\n• địa chỉ cơ sở: chưa rõ`],
    [["mo BH-T001", "bo sung them giay moi truong"], `${back}:\n• giấy môi trường: chưa có`],
    [["mo BH-T001", "van chua duoc"], "Trả lại vì sao?"],
    [["mo BH-T001", "khong nhan"], "Trả lại vì sao?"],
    [["mo BH-T001", "tra 1 mo", "them dia chi ghi ro thon"], "với 2 lý do"],
    [["mo BH-T001", "tra 1 mo", "1 het han"], `${back}:\n• giấy đăng ký kinh doanh: giấy hết hạn`],
    [["mo BH-T001", "tra 1 mo", "sua"], "chưa gửi gì"],
    [["mo BH-T001", "tra 1 mo", "thoi"], "chưa gửi gì"],
    [["mo BH-T001", "gui"], "chưa gửi gì"],
    [["mo BH-T001", "trả 99 mờ"], "Không có mục 99"],
    [["mo BH-T001", "ok nhan"], accept],
    [["mo BH-T001", "du roi"], accept],
    [["mo BH-T001", "em duyet"], accept],
    [["mo BH-T001", "cho qua"], accept],
    [["mo BH-T001", "dat het"], accept],
    // Without marks "nhận" is also "nhãn", "đạt" also "đất", and "qua" also "quá".
    [["mo BH-T001", "nhan hieu khong ro"], "Hồ sơ vẫn đang mở"],
    [["mo BH-T001", "qua mo"], "Hồ sơ vẫn đang mở"],
    [["mo BH-T001", "nhan", "chua"], "chưa gửi gì"],
    [["mo BH-T001", "asdf ghjk"], "Hồ sơ vẫn đang mở"],
  ])("%j", async (lines, told) => {
    expect(await says(...lines)).toContain(told);
    expect(await state()).toBe("handed-in");
  });

  test.each<readonly [readonly string[], string]>([
    [["mo BH-T001", "1 mo", "gui di"], "returned"],
    [["mo BH-T001", "1 mo", "tra lai"], "returned"],
    [["viec hom nay", "1", "chua duoc", "1 mo", "gui"], "returned"],
    [["mo BH-T001", "ok nhan", "nhan luon"], "handed-in"],
  ])("%j decides", async (lines, left) => {
    expect(await says(...lines)).toMatch(/Đã trả lại|Đã tiếp nhận/u);
    expect(await state()).toBe(left);
  });

  test("is not handed on to another office when nothing typed is understood", async () => {
    const told = await says("asdf", "ghjk", "qwer", "zxcv");
    expect(told).toContain("chưa hiểu ý anh/chị");
    expect(told).not.toContain("muốn gặp cán bộ");
  });
});
