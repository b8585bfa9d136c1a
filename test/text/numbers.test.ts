import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fold } from "../../src/text/fold.ts";
import { readNumber } from "../../src/text/numbers.ts";

const cases: readonly (readonly [string, number | undefined])[] = [
  ["25", 25],
  ["1.234,5", 1234.5],
  ["12.000", 12000],
  ["12,000", 12000],
  ["2,5", 2.5],
  ["2.5", 2.5],
  ["0,125", 0.125],
  ["1 200", 1200],
  ["1 200 000", 1_200_000],
  ["2tr5", 2_500_000],
  ["1tr2", 1_200_000],
  ["1tr25", 1_250_000],
  ["1 triệu 250", 1_250_000],
  ["2 triệu 300 nghìn", 2_300_000],
  ["2 ty 3", 2_300_000_000],
  ["1,5 tỷ", 1_500_000_000],
  ["150k", 150_000],
  ["3 vạn", 30_000],
  ["2 tram ruoi", 250],
  ["hai trăm rưỡi", 250],
  ["trăm rưỡi", 150],
  ["một nghìn rưỡi", 1500],
  ["nghìn rưởi", 1500],
  ["triệu hai", 1_200_000],
  ["một trăm linh năm", 105],
  ["một trăm lẻ năm", 105],
  ["hai mươi mốt", 21],
  ["ba mươi tư", 34],
  ["bốn mươi lăm", 45],
  ["hai lăm", 25],
  ["mười lăm", 15],
  ["chục", 10],
  ["ba chục", 30],
  ["2 chục rưỡi", 25],
  ["hai tá", 24],
  ["2 tá trứng", 24],
  ["nửa", 0.5],
  ["1/2", 0.5],
  ["2 tấn rưỡi", 2.5],
  ["hai nghìn không trăm hai mươi lăm", 2025],
  ["khoảng 1.200 chai", 1200],
  ["htx có 25 thành viên", 25],
  ["năm 2018 có 25 thành viên", 25],
  ["có năm người", 5],
  ["Bà Năm có ba con", 5],
  ["đc 12 người ạ", 12],
  ["5kg", 5],
  ["100m2", 100],
  ["không", 0],
  ["vài chục", undefined],
  ["mấy trăm", undefined],
  ["chưa biết", undefined],
  ["100-150", undefined],
  ["từ 10 đến 15 người", undefined],
  ["ba bốn người", undefined],
  ["15/8/2021", undefined],
  ["làm nhiều lắm", undefined],
  ["", undefined],
];

describe("readNumber", () => {
  test.each(cases)("%s", (text, value) => {
    expect(readNumber(text)).toBe(value);
  });

  test.each(cases.filter(([text]) => text !== "Bà Năm có ba con" && text !== "hai tá"))(
    "without marks: %s",
    (text, value) => {
      expect(readNumber(fold(text))).toBe(value);
    },
  );
});

const digits = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"];

const below100 = (n: number): string => {
  const ten = Math.floor(n / 10);
  const unit = n % 10;
  if (ten === 0) return digits[unit] ?? "";
  const tens = ten === 1 ? "mười" : `${digits[ten]} mươi`;
  if (unit === 0) return tens;
  if (unit === 5) return `${tens} lăm`;
  if (unit === 1 && ten > 1) return `${tens} mốt`;
  if (unit === 4 && ten > 1) return `${tens} tư`;
  return `${tens} ${digits[unit]}`;
};

const below1000 = (n: number, full: boolean): string => {
  const hundred = Math.floor(n / 100);
  const rest = n % 100;
  if (hundred === 0 && !full) return below100(rest);
  const head = `${digits[hundred]} trăm`;
  if (rest === 0) return head;
  return rest < 10 ? `${head} linh ${digits[rest]}` : `${head} ${below100(rest)}`;
};

const inWords = (n: number): string => {
  const thousand = Math.floor(n / 1000);
  const rest = n % 1000;
  if (thousand === 0) return below1000(rest, false);
  const head = `${below1000(thousand, false)} nghìn`;
  return rest === 0 ? head : `${head} ${below1000(rest, true)}`;
};

test("every number below a million is read back from words", () => {
  const wrong: string[] = [];
  const step = 7;
  for (let n = 0; n < 1_000_000; n += n < 3000 ? 1 : step)
    if (readNumber(inWords(n)) !== n) wrong.push(inWords(n));
  expect(wrong).toEqual([]);
}, 60_000);

test("numbers in words are read without marks too", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 999_999 }), (n) => {
      expect(readNumber(fold(inWords(n)))).toBe(n);
    }),
  );
});

test("grouped digits are read back", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 999_999_999 }), (n) => {
      expect(readNumber(String(n).replace(/\B(?=(?:\d{3})+$)/g, "."))).toBe(n);
    }),
  );
});
