import type { Import } from "../../src/register/import.ts";
import { type Book, recordsIn, type RegisterRecord, shelve } from "../../src/register/record.ts";

/** A book after an import was written. */
export function after({ register }: Book, plan: Import): Book {
  const records = new Map<string, RegisterRecord>(recordsIn(register).map((one) => [one.id, one]));
  for (const { now } of plan.writes) records.set(now.id, now);
  return { register: shelve([...records.values()]), numbers: plan.numbers };
}
