import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import mammoth from "mammoth";
import { extractText, getDocumentProxy } from "unpdf";
import { describe, expect, test } from "vitest";
import { filledForm } from "../../src/dialogue/filled-form.ts";
import type { Setting } from "../../src/dialogue/scene.ts";
import type { PrintedForm } from "../../src/domain/printed-form.ts";
import type { Dossier } from "../../src/dossier/fold.ts";
import type { Answers } from "../../src/flow/answers.ts";
import { type Form, formsFor, itemsOn } from "../../src/flow/form.ts";
import { forms } from "../../src/papers/forms.ts";
import { formsApart } from "../../src/papers/forms-apart.ts";
import { wordText } from "../../src/papers/word-text.ts";
import { readSetting } from "../../src/project.ts";
import { answeredWhole, products, talkedThrough, untouched } from "../support/form-dossiers.ts";
import { formIn, joined, letters, linesOf, listIn, printed, printedAt, sceneIn } from "../support/printed.ts";

const past = await readSetting("bac-ha-2021");
const today = await readSetting("bac-ha-2026");

const whole = (setting: Setting, product: string, given: Answers = {}): Dossier => {
  const known = setting.programme.products.find((one) => one.id === product);
  const own = { product, commune: known?.communes[0] ?? "", set: known?.set ?? "", ...given };
  return { ...untouched(listIn(setting), product), answers: answeredWhole(listIn(setting), own) };
};

type Case = {
  readonly name: string;
  readonly form: Form;
  readonly dossier: Dossier;
  readonly setting: Setting;
};

/** Every form of both laws, of each of the nine products: as its conversation leaves it, answered wholly, and empty. */
async function casesOf(product: string): Promise<readonly Case[]> {
  // Answered by examples, what differs between products is their name and set.
  const examples =
    product === products[0]
      ? [
          {
            name: "idea",
            setting: past,
            dossier: whole(past, product, { status: "idea", owner: "household" }),
          },
          { name: "made", setting: past, dossier: whole(past, product, { status: "existing" }) },
        ]
      : [];
  const dossiers = [
    { name: "talked", setting: past, dossier: await talkedThrough(product, past) },
    ...examples,
    { name: "today", setting: today, dossier: whole(today, product) },
    { name: "empty then", setting: past, dossier: untouched(listIn(past), product) },
    { name: "empty", setting: today, dossier: untouched(listIn(today), product) },
  ];
  return dossiers.flatMap(({ name, setting, dossier }) => {
    const all = setting.forms[setting.programme.law] ?? [];
    const own = name.startsWith("empty") ? all : formsFor(all, dossier.answers, ["producer", "office"]);
    return own.map((form) => ({ name: `${form.id} ${name}`, form, dossier, setting }));
  });
}

/** What a PDF says, without the foot of each page. */
async function pdfWords(bytes: Uint8Array, foot: string): Promise<string> {
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(bytes)), { mergePages: false });
  return text
    .map((page, at) => joined(page).replace(joined(`${foot}, trang ${at + 1}/${text.length}`), ""))
    .join("");
}

const missing = (form: PrintedForm, text: string): readonly string[] =>
  linesOf(form).filter((line) => !text.includes(joined(line)));

describe.each(products)("the forms of %s", (product) => {
  test("say every answer letter for letter, in Word and in PDF alike", { timeout: 60_000 }, async () => {
    const cases = await casesOf(product);
    // Three forms then, three today, and all seven empty.
    expect(cases.length).toBeGreaterThanOrEqual(13);
    for (const { name, form, dossier, setting } of cases) {
      const filled = printed(form, dossier, setting);
      const said = letters(linesOf(filled).join(" "));
      const unsaid = itemsOn(listIn(setting), form, dossier.answers).filter((item) => {
        const value = dossier.answers[item];
        const free = listIn(setting).items[item]?.expect.kind === "text" && typeof value === "string";
        return free && value.split(/\n|[;:] /u).some((part) => !said.includes(letters(part)));
      });
      expect([name, unsaid]).toEqual([name, []]);
      const [word, pdf] = await Promise.all([forms.docx(filled), forms.pdf(filled)]);
      expect([name, missing(filled, joined(wordText(word)))]).toEqual([name, []]);
      expect([name, missing(filled, await pdfWords(pdf, filled.foot))]).toEqual([name, []]);
    }
  });
});

const alphabet = (() => {
  const vowels = "aăâeêioôơuưy".split("");
  const tones = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"];
  const small = [
    ...vowels.flatMap((vowel) => tones.map((tone) => vowel.normalize("NFD") + tone)),
    ..."bcdđghklmnpqrstvx".split(""),
  ];
  return [small.join(""), small.join("").toUpperCase()].join(" ");
})();

describe("letters", () => {
  test("with all their marks come out composed, typed composed or not", async () => {
    expect(alphabet.normalize("NFC")).toMatch(/^aàảãáạăằẳẵắặâầẩẫấậ/u);
    for (const typed of [alphabet.normalize("NFC"), alphabet.normalize("NFD")]) {
      const filled = printed(
        formIn(today, "mau-01"),
        whole(today, products[0] ?? "", { ownerName: typed, address: `thôn ${typed}` }),
        today,
      );
      const wanted = joined(alphabet.normalize("NFC"));
      expect(joined(wordText(await forms.docx(filled)))).toContain(wanted);
      expect(await pdfWords(await forms.pdf(filled), filled.foot)).toContain(wanted);
    }
  });

  test("that no official type has are left out, the rest of the answer stays", async () => {
    const filled = printed(
      formIn(today, "mau-01"),
      whole(today, products[0] ?? "", { ownerName: "HTX Quế 🌿🌿 Nậm\u0000 Đét 👩‍🌾" }),
      today,
    );
    expect(linesOf(filled)).toContain("Tên đơn vị: HTX Quế Nậm\u0000 Đét");
    expect(wordText(await forms.docx(filled))).toContain("Tên đơn vị: HTX Quế Nậm Đét");
    expect(await pdfWords(await forms.pdf(filled), filled.foot)).toContain("Tênđơnvị:HTXQuếNậmĐét");
    const strange = { ...filled, blocks: [{ spans: [{ text: "Quế 桂 50 m² ½ – “a” 5₫ ≥ ①" }] }] };
    expect(await pdfWords(await forms.pdf(strange), filled.foot)).toBe("Quế?50m²½–“a”5₫≥?");
  });
});

describe("a form", () => {
  const made = whole(past, "com-na-lo", {
    status: "existing",
    costs: "Nguyên liệu: 70 triệu; công: 40 triệu\nbao bì không nhớ",
    markets: Array.from({ length: 120 }, (_, at) => `chợ phiên thứ ${at + 1} ở Bắc Hà, bán mười gói`).join(
      "\n",
    ),
  });

  test("is read by another reader of Word files as tables and paragraphs", async () => {
    const bytes = await forms.docx(printed(formIn(past, "bieu-02"), made, past));
    const { value: html, messages } = await mammoth.convertToHtml({ buffer: Buffer.from(bytes) });
    expect(messages.filter((one) => one.type === "error")).toEqual([]);
    expect(html).toContain("<td><p>Nguyên liệu</p></td><td><p>70 triệu</p></td>");
    expect(html).toContain("<td><p>công</p></td><td><p>40 triệu</p></td>");
    expect(html).toContain('colspan="2"><p>bao bì không nhớ</p></td>');
    expect(html).toContain("<p>chợ phiên thứ 120 ở Bắc Hà, bán mười gói</p>");
  });

  test("flows on to further pages, each with its foot", async () => {
    const filled = printed(formIn(past, "bieu-02"), made, past);
    const { text } = await extractText(await getDocumentProxy(await forms.pdf(filled)), {
      mergePages: false,
    });
    expect(text.length).toBeGreaterThan(5);
    text.forEach((page, at) => expect(page).toContain(`${filled.foot}, trang ${at + 1}/${text.length}`));
    expect(filled.foot).toBe("Biểu số 02, Cốm Na Lo, bản số 1, ngày 15/3/2021");
  });

  test("has boxes for choices, marked where they are the answer, also before anybody has answered", () => {
    const lines = linesOf(
      printed(formIn(past, "bieu-02"), { ...made, answers: { ...made.answers, power: "planned" } }, past),
    );
    const plain = lines.map((line) => line.replaceAll("\u00a0", " "));
    expect(plain.some((line) => line.includes("□ Đã mắc") && line.includes("■ Đang có kế hoạch"))).toBe(true);
    const empty = linesOf(
      printed(formIn(past, "bieu-02"), untouched(listIn(past), "com-na-lo"), past),
    ).join();
    expect(empty).toContain("□");
    expect(empty).not.toContain("■");
  });

  test("of the self-assessment has a row for each criterion, and takes points, words and proofs", async () => {
    const dossier = whole(today, "com-na-lo");
    const sheet = today.sheets["qd-26-2026"]?.find((one) => one.set === dossier.answers["set"]);
    const filled = filledForm(
      formIn(today, "mau-02"),
      dossier,
      sceneIn(today),
      { number: 1, at: printedAt },
      {
        "1.1": { points: 3, says: "nếp của mười nhà", proof: "hợp đồng" },
        "1.2": { points: 1.5 },
      },
    );
    const lines = linesOf(filled);
    expect(sheet?.criteria.filter((one) => !lines.includes(one.title))).toEqual([]);
    expect(lines).toEqual(expect.arrayContaining(["nếp của mười nhà", "hợp đồng", "1,5", "4.5"]));
    expect(wordText(await forms.docx(filled))).toContain("nếp của mười nhà | hợp đồng");
  });

  test("of the commune says what was found on its four points", () => {
    const found = {
      ...whole(today, "com-na-lo"),
      findings: [{ id: "lao-dong", met: false, note: "thiếu danh sách" }],
    };
    const lines = linesOf(printed(formIn(today, "mau-03"), found, today));
    expect(lines).toContain("- Ủy ban nhân dân xã nhận xét: Không đạt: thiếu danh sách");
    expect(
      lines.filter((line) => /^[1-4]\. /u.test(line) && line.includes("địa phương")).length,
    ).toBeGreaterThan(2);
  });

  test(
    "that takes too long or breaks is nobody's hold-up: the next one is made",
    { timeout: 30_000 },
    async () => {
      const filled = printed(formIn(today, "mau-01"), whole(today, "com-na-lo"), today);
      const hasty = formsApart({ milliseconds: 1, idle: 0, memory: 400 });
      await expect(hasty.pdf(filled)).rejects.toThrow("could not be made");
      const calm = formsApart({ milliseconds: 20_000, idle: 0, memory: 400 });
      const [pdf, word] = await Promise.all([calm.pdf(filled), calm.docx(filled)]);
      expect(await pdfWords(pdf, filled.foot)).toBe(await pdfWords(await forms.pdf(filled), filled.foot));
      expect(wordText(word)).toBe(wordText(await forms.docx(filled)));
    },
  );
});

const office = process.env["SOFFICE"];

describe.runIf(office !== undefined)("LibreOffice", () => {
  test("opens every form and prints the same words", { timeout: 240_000 }, async () => {
    const folder = mkdtempSync(join(tmpdir(), "forms-"));
    const cases = (await casesOf("tinh-dau-que-nam-det")).map((one, at) => ({ ...one, file: `${at}.docx` }));
    const made = await Promise.all(
      cases.map(async ({ file, form, dossier, setting, name }) => {
        const filled = printed(form, dossier, setting);
        writeFileSync(join(folder, file), await forms.docx(filled));
        return { name, file, filled };
      }),
    );
    const profile = `-env:UserInstallation=file://${join(folder, "profile")}`;
    execFileSync(
      office ?? "",
      [
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        folder,
        ...made.map(({ file }) => join(folder, file)),
      ],
      {
        timeout: 200_000,
        stdio: "ignore",
      },
    );
    expect(readdirSync(folder).filter((name) => name.endsWith(".pdf")).length).toBe(made.length);
    for (const { name, file, filled } of made) {
      const bytes = new Uint8Array(readFileSync(join(folder, file.replace("docx", "pdf"))));
      expect([name, missing(filled, await pdfWords(bytes, filled.foot))]).toEqual([name, []]);
    }
    rmSync(folder, { recursive: true });
  });
});
