import { expect, test } from "vitest";
import { clockTime, dayOf, instantOf } from "../../src/domain/instant.ts";
import { readMoment } from "../../src/text/moment.ts";

/** A Monday. */
const now = instantOf("2021-04-12 14:00");

test.each([
  ["7h sáng mai", "2021-04-13 07:00"],
  ["hẹn 7h sáng mai", "2021-04-13 07:00"],
  ["7 gio ruoi toi nay", "2021-04-12 19:30"],
  ["thứ hai 8h", "2021-04-19 08:00"],
  ["8h thu hai", "2021-04-19 08:00"],
  ["thứ 3 tuần sau 7g", "2021-04-20 07:00"],
  ["20/4 lúc 14h30", "2021-04-20 14:30"],
  ["20/4", "2021-04-20 08:00"],
  ["8 giờ sáng ngày 20 tháng 4", "2021-04-20 08:00"],
  ["18/4/2021 07:00", "2021-04-18 07:00"],
  ["3h chiều", "2021-04-12 15:00"],
  ["15h", "2021-04-12 15:00"],
  ["8h", "2021-04-13 08:00"],
  ["1h trưa mai", "2021-04-13 13:00"],
  ["chiều mai", "2021-04-13 14:00"],
  ["sáng thứ 7", "2021-04-17 08:00"],
  ["mai", "2021-04-13 08:00"],
  ["tối nay", "2021-04-12 19:00"],
])("%s is %s", (text, moment) => {
  const at = readMoment(text, now);
  expect(at === undefined ? at : `${dayOf(at)} ${clockTime(at)}`).toBe(moment);
});

test.each(["", "abc", "tuần sau", "hôm qua 8h", "12/4 8h", "25h mai", "8h70", "31/2", "sớm nhé"])(
  "%s is no moment to come",
  (text) => {
    expect(readMoment(text, now)).toBeUndefined();
  },
);
