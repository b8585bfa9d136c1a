import type { Unit } from "./units.ts";

type Base = { readonly unit: "kg" | "lit" | "m2"; readonly times: number };

// The sào and mẫu are the northern ones, used in Bắc Hà.
const bases: Partial<Record<Unit, Base>> = {
  tan: { unit: "kg", times: 1000 },
  ta: { unit: "kg", times: 100 },
  yen: { unit: "kg", times: 10 },
  kg: { unit: "kg", times: 1 },
  lang: { unit: "kg", times: 0.1 },
  gam: { unit: "kg", times: 0.001 },
  lit: { unit: "lit", times: 1 },
  ml: { unit: "lit", times: 0.001 },
  m2: { unit: "m2", times: 1 },
  sao: { unit: "m2", times: 360 },
  mau: { unit: "m2", times: 3600 },
  ha: { unit: "m2", times: 10_000 },
};

/** Kilograms, litres or square metres of an amount; nothing for units that are only counted. */
export const baseAmount = (
  amount: number,
  unit: Unit,
): { amount: number; unit: Base["unit"] } | undefined => {
  const base = bases[unit];
  return base === undefined
    ? undefined
    : { amount: Math.round(amount * base.times * 1e6) / 1e6, unit: base.unit };
};
