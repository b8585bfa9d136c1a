import { LunarDate, SolarDate } from "@nghiavuive/lunar_date_vi";
import { Temporal } from "temporal-polyfill";

type Lunar = { readonly year: number; readonly month: number; readonly day: number };

/** The Gregorian date of a day of the Vietnamese lunar calendar, leap months left out; undefined when that month has no such day. */
export const fromLunar = ({ year, month, day }: Lunar): Temporal.PlainDate | undefined => {
  if (year < 1900 || year > 2100 || month < 1 || month > 12 || day < 1 || day > 30) return undefined;
  try {
    const lunar = new LunarDate({ year, month, day });
    lunar.init();
    const solar = lunar.toSolarDate().get();
    return Temporal.PlainDate.from({ year: solar.year, month: solar.month, day: solar.day });
  } catch {
    // The library throws for the 30th of a short month.
    return undefined;
  }
};

/** The lunar year a Gregorian date falls in. */
export const lunarYear = (date: Temporal.PlainDate): number =>
  new SolarDate({ year: date.year, month: date.month, day: date.day }).toLunarDate().get().year;
