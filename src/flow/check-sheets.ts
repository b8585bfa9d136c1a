import { type Sheet, allParts } from "../domain/criteria.ts";

/** What is wrong with the scoring sheets of a law: sets without one, sums that differ from the parts, levels out of order. */
export const checkSheets = (sheets: readonly Sheet[], sets: readonly string[]): readonly string[] => [
  ...sets
    .filter((set) => sheets.filter((one) => one.set === set).length !== 1)
    .map((set) => `${set}: needs one sheet`),
  ...sheets.filter((one) => !sets.includes(one.set)).map((one) => `${one.set}: no such set`),
  ...sheets.flatMap((sheet) => [...sums(sheet), ...levels(sheet)].map((text) => `${sheet.set}: ${text}`)),
];

function sums(sheet: Sheet): readonly string[] {
  const whole = allParts.reduce((sum, part) => sum + sheet.parts[part], 0);
  const parts = allParts.flatMap((part) => {
    const sum = sheet.criteria
      .filter((one) => one.part === part)
      .reduce((before, one) => before + (one.levels.at(-1) ?? 0), 0);
    // A part that is not wholly known has less, or it would be known.
    const right = sheet.totals.includes(part) ? sum < sheet.parts[part] : sum === sheet.parts[part];
    return right ? [] : [`part ${part} adds up to ${sum}, not ${sheet.parts[part]}`];
  });
  return whole === 100 ? parts : [...parts, `the parts add up to ${whole}`];
}

const levels = (sheet: Sheet): readonly string[] =>
  sheet.criteria.flatMap((one) => [
    ...(one.levels.every((level, at) => level > (one.levels[at - 1] ?? -1)) && one.levels.length > 1
      ? []
      : [`${one.id}: levels ${one.levels.join(" ")}`]),
    ...(one.least.every(
      ({ stars }, at) => stars >= 2 && stars <= 5 && stars > (one.least[at - 1]?.stars ?? 0),
    )
      ? []
      : [`${one.id}: stars out of order`]),
  ]);
