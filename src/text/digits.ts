const grouped = /^[1-9]\d{0,2}(?:[.,]\d{3})+$/;
const single = /^\d+(?:[.,]\d+)?$/;
const both = /^(\d{1,3}(?:([.,])\d{3})+)([.,])(\d+)$/;
const fractions: ReadonlyMap<string, number> = new Map([
  ["1/2", 0.5],
  ["1/4", 0.25],
  ["3/4", 0.75],
  ["1/3", 1 / 3],
  ["2/3", 2 / 3],
]);

/** Digits with Vietnamese separators as a number: "1.234,5" -> 1234.5, "12.000" -> 12000, "2,5" -> 2.5; dates and ranges are none. */
export const digitsValue = (digits: string): number | undefined => {
  if (grouped.test(digits)) return Number(digits.replace(/[.,]/g, ""));
  if (single.test(digits)) return Number(digits.replace(",", "."));
  const parts = both.exec(digits);
  if (parts !== null && parts[2] !== parts[3])
    return Number(`${(parts[1] ?? "").replace(/[.,]/g, "")}.${parts[4]}`);
  return fractions.get(digits);
};
