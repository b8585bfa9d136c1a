import type { Answer, Citation } from "../../src/domain/answer.ts";
import type { Answers } from "../../src/ports/answers.ts";
import type { Library } from "../../src/ports/library.ts";
import { mask } from "../../src/text/mask.ts";
import { plain } from "../../src/text/plain.ts";

const decision: Citation = {
  id: "qd-1048-diem#xep-hang",
  label: "Quyết định 1048/QĐ-TTg",
  source: "https://vanban.chinhphu.vn",
  certainty: "read",
  validFrom: "2019-08-21",
};

const said = (part: Pick<Answer, "verdict" | "text"> & Partial<Answer>): Answer => ({
  citations: [],
  choices: [],
  score: 1,
  ...part,
});

const choices = (...labels: readonly string[]) => labels.map((label, at) => ({ data: `${at}`, label }));

/** Words that stand in a question, and what is answered to it; the first that fits. */
const script: readonly (readonly [RegExp, Answer])[] = [
  [
    /3 sao/u,
    said({
      verdict: "answered",
      text: "UBND tỉnh công nhận và cấp giấy cho sản phẩm 3 và 4 sao.\nNguồn: Quyết định 1048/QĐ-TTg",
      citations: [decision],
      choices: choices("Cần bao nhiêu điểm?", "Hết 36 tháng thì sao?"),
    }),
  ],
  [
    /bao nhieu diem/u,
    said({
      verdict: "answered",
      text: "Từ 50 đến 69 điểm là 3 sao.\nNguồn: Quyết định 1048/QĐ-TTg",
      citations: [decision],
    }),
  ],
  [
    /^tem the nao/u,
    said({
      verdict: "asked-back",
      text: "Bà con hỏi tem nào?",
      choices: choices("Dán tem OCOP lên nhãn thế nào?", "Tem truy xuất nguồn gốc lấy ở đâu?"),
    }),
  ],
  [
    /dan tem/u,
    said({
      verdict: "answered",
      text: "Chỉ sản phẩm đã được công nhận mới dán tem OCOP.\nNguồn: Quyết định 1048/QĐ-TTg",
      citations: [decision],
    }),
  ],
  [
    /gia vang|lenh he thong/u,
    said({ verdict: "refused", why: "elsewhere", text: "Việc này tôi không biết." }),
  ],
  [/noi chuyen voi nguoi/u, said({ verdict: "other", why: "person-wanted", text: "" })],
  [/ho so (?:cua )?toi/u, said({ verdict: "other", why: "own-dossier", text: "" })],
  [/vay von/u, said({ verdict: "unknown", text: "", office: "ngan-hang" })],
];

/** Answers from a script, and from what officers have published; all else is unknown. */
export const scriptedAnswers =
  (library: Library): Answers =>
  async ({ question, near }) => {
    const words = plain(mask(question));
    if (near === "giay-dang-ky-kinh-doanh")
      return said({ verdict: "answered", text: `Giấy này làm ở Phòng Tài chính - Kế hoạch huyện.` });
    const known = (await library.published()).find((one) => plain(one.title) === words);
    if (known !== undefined) {
      const [passage] = known.passages;
      const label = known.source.join(", ");
      return said({
        verdict: "answered",
        text: `${passage?.text ?? ""}\nNguồn: ${label}`,
        citations: [{ id: known.id, label, source: label, certainty: "read", validFrom: known.from }],
      });
    }
    return script.find(([pattern]) => pattern.test(words))?.[1] ?? said({ verdict: "unknown", text: "" });
  };
