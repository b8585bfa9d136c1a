import { mkdir } from "node:fs/promises";
import { parseArgs } from "node:util";
import { readConfig } from "../config.ts";
import { clockTime, type Day, dayOf } from "../domain/instant.ts";
import { officeOf, placeName, type Role, roleNames, stands } from "../domain/role.ts";
import { readSetting } from "../project.ts";
import { freshIds } from "../store/fresh-ids.ts";
import { openStore } from "../store/open.ts";
import { readDay } from "../text/day.ts";
import { auditOf, invite, peopleWithRoles, revoke } from "../turn/roles.ts";

const usage = `npm run invite -- --role officer|aide|council|secretary|staff|admin --place ta-chai [--office phong-nong-nghiep] [--until 31/12/2021]
  In một mã dùng một lần, 7 ngày; người nhận gửi mã cho trợ lý là có vai trò.
  --place   mã xã, "huyen", hoặc mã chương trình
  --until   ngày cuối còn vai trò
  --list    ai đang có vai trò gì
  --revoke  thu vai trò: mã đã phát, hoặc tên người trong --list
  --log [2021-03]  nhật ký dùng quyền của một tháng`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    role: { type: "string" },
    place: { type: "string" },
    office: { type: "string" },
    until: { type: "string" },
    revoke: { type: "string" },
    list: { type: "boolean" },
    log: { type: "boolean" },
    help: { type: "boolean" },
  },
});

const read = readConfig(process.env);
if (!read.ok) throw new Error(read.problems.join("\n"));
const { config } = read;
const { programme } = await readSetting(config.programme);
const now = Date.now();
const role = roleNames.find((name) => name === values.role);
const { place = "" } = values;
const office = values.office ?? (role && officeOf(programme, { role, place }));
const until = values.until === undefined ? undefined : lastDay(values.until);
const [month = dayOf(now).slice(0, 7)] = positionals;

const wrong = (text: string): void => {
  console.error(text);
  process.exitCode = 2;
};

if (values.log && !/^\d{4}-\d{2}$/u.test(month)) wrong(`Tháng ghi như 2021-03, không phải "${month}"`);
else if (values.list || values.log || values.revoke !== undefined) await atStore();
else if (values.help || role === undefined) wrong(usage);
else if (placeName(programme, place) === undefined)
  wrong(
    `Không có nơi "${place}": ${[...programme.communes.map((one) => one.id), "huyen", programme.id].join(", ")}`,
  );
else if (!stands(programme, { role, place, office }))
  wrong(
    role === "officer"
      ? `Ở ${place} không có cơ quan "${office ?? ""}": ${programme.offices.map((one) => one.id).join(", ")}`
      : `Vai trò ${role} là của cả chương trình: --place huyen hoặc ${programme.id}`,
  );
else if (values.until !== undefined && until === undefined)
  wrong(`Ngày cuối ghi như 31/12/2021, từ hôm nay trở đi, không phải "${values.until}"`);
else await atStore();

function lastDay(text: string): Day | undefined {
  const today = dayOf(now);
  const day = readDay(text, today, { prefer: "future" });
  return "day" in day && day.precision === "day" && day.day >= today ? day.day : undefined;
}

const line = (id: string, one: Role): string =>
  [id, one.role, one.place, one.office ?? "-", dayOf(one.from), one.until ?? "-", one.by].join("\t");

async function atStore(): Promise<void> {
  await mkdir(config.dataDir, { recursive: true });
  const store = await openStore(config);
  try {
    if (values.list) {
      for (const person of await peopleWithRoles(store))
        for (const one of person.roles) console.log(line(person.id, one));
    } else if (values.log) {
      for (const { at, by, deed, about } of await auditOf(store, month))
        console.log([dayOf(at), clockTime(at), by, deed, about].join("\t"));
    } else if (values.revoke !== undefined) {
      const gone = await revoke(store, now, values.revoke);
      console.log(gone === 0 ? `Không có vai trò nào của ${values.revoke}` : `Đã thu: ${gone}`);
    } else if (role !== undefined) {
      const code = freshIds.next("invite");
      await invite(store, now, code, {
        role,
        place,
        ...(office === undefined ? {} : { office }),
        ...(until === undefined ? {} : { until }),
      });
      console.log(code);
    }
  } finally {
    await store.close();
  }
}
