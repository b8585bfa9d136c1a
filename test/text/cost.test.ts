import { expect, test } from "vitest";
import { choose } from "../../src/text/choose.ts";
import { clean } from "../../src/text/clean.ts";
import { readCorrection } from "../../src/text/correction.ts";
import { readDay } from "../../src/text/day.ts";
import { fold } from "../../src/text/fold.ts";
import { mask } from "../../src/text/mask.ts";
import { readMoney } from "../../src/text/money.ts";
import { readNumber } from "../../src/text/numbers.ts";
import { readPhone } from "../../src/text/phone.ts";
import { readQuantity } from "../../src/text/quantity.ts";
import { looksLikeQuestion } from "../../src/text/question.ts";
import { expand } from "../../src/text/teencode.ts";
import { readUrl } from "../../src/text/url.ts";
import { readEmail } from "../../src/text/email.ts";
import { readYesNo } from "../../src/text/yesno.ts";

const options = [
  { id: "coop", label: "Hợp tác xã" },
  { id: "group", label: "Tổ hợp tác" },
  { id: "home", label: "Hộ kinh doanh" },
];
const readers: Readonly<Record<string, (text: string) => unknown>> = {
  clean,
  fold,
  expand: (text) => expand(fold(text)),
  readNumber,
  readQuantity,
  readMoney,
  readPhone,
  readDay: (text) => readDay(text, "2026-08-26"),
  readYesNo,
  choose: (text) => choose(text, options),
  readEmail,
  readUrl,
  readCorrection,
  mask,
  looksLikeQuestion,
};
const hostile = [
  "9".repeat(4000),
  "0 ".repeat(2000),
  "a.".repeat(2000),
  "khong phai ".repeat(400),
  "sua ".repeat(100),
  "1-".repeat(2000),
  "a@".repeat(2000),
  "sai la , ".repeat(44),
  "moi dung khong phai ".repeat(20),
];

// Generous, so that a busy machine passes; what it guards against is a pattern that backtracks without end.
test.each(Object.entries(readers))("%s stays quick on long and odd texts", (name, read) => {
  const start = performance.now();
  for (const text of hostile) {
    const before = performance.now();
    read(text);
    const took = performance.now() - before;
    if (process.env["TEXT_COST"]) if (took > 20) console.log(name, text.slice(0, 10), Math.round(took));
  }
  expect(performance.now() - start).toBeLessThan(1500);
});

test.each(Object.entries(readers))("%s is quick on a message", (name, read) => {
  const texts = [
    "sđt là 0912 345 678 chứ không phải 0912 345 687",
    "một trăm năm mươi nghìn 1 chai",
    "ngày 15 tháng 8 năm 2021",
    "htx ạ",
  ];
  for (let at = 0; at < 300; at += 1) for (const text of texts) read(text);
  const start = performance.now();
  for (let at = 0; at < 500; at += 1) for (const text of texts) read(text);
  const each = ((performance.now() - start) * 1000) / 2000;
  if (process.env["TEXT_COST"]) console.log(name, each.toFixed(1), "µs");
  expect(each).toBeLessThan(400);
});
