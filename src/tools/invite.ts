import { mkdir } from "node:fs/promises";
import { parseArgs } from "node:util";
import { readConfig } from "../config.ts";
import { officeOf, placeName, roleNames } from "../domain/role.ts";
import { readSetting } from "../setting.ts";
import { freshIds } from "../store/fresh-ids.ts";
import { openStore } from "../store/open.ts";
import { invite, peopleWithRoles, revoke } from "../turn/roles.ts";

const usage = `npm run invite -- --role officer|staff|council|admin --place ta-chai [--office phong-nong-nghiep]
  In một mã dùng một lần, 7 ngày; người nhận gửi mã cho trợ lý là có vai trò.
  --place   mã xã, "huyen", hoặc mã chương trình
  --list    ai đang có vai trò gì
  --revoke  thu vai trò: mã đã phát, hoặc tên người trong --list`;

const { values } = parseArgs({
  options: {
    role: { type: "string" },
    place: { type: "string" },
    office: { type: "string" },
    revoke: { type: "string" },
    list: { type: "boolean" },
    help: { type: "boolean" },
  },
});

const read = readConfig(process.env);
if (!read.ok) throw new Error(read.problems.join("\n"));
const { config } = read;
const { programme } = await readSetting(config.programme);
const role = roleNames.find((name) => name === values.role);
const { place = "", office = role && officeOf(programme, { role, place }) } = values;

const wrong = (text: string): void => {
  console.error(text);
  process.exitCode = 2;
};

if (values.list || values.revoke !== undefined) await atStore();
else if (values.help || role === undefined) wrong(usage);
else if (placeName(programme, place) === undefined)
  wrong(
    `Không có nơi "${place}": ${[...programme.communes.map((one) => one.id), "huyen", programme.id].join(", ")}`,
  );
else if (role === "officer" && !programme.offices.some((one) => one.id === office))
  wrong(`Không có cơ quan "${office ?? ""}": ${programme.offices.map((one) => one.id).join(", ")}`);
else await atStore();

async function atStore(): Promise<void> {
  await mkdir(config.dataDir, { recursive: true });
  const store = await openStore(config);
  try {
    const now = Date.now();
    if (values.list) {
      for (const person of await peopleWithRoles(store))
        for (const one of person.roles)
          console.log([person.id, one.role, one.place, one.office ?? "-", one.by].join("\t"));
    } else if (values.revoke !== undefined) {
      const gone = await revoke(store, now, values.revoke);
      console.log(gone === 0 ? `Không có vai trò nào của ${values.revoke}` : `Đã thu: ${gone}`);
    } else if (role !== undefined) {
      const code = freshIds.next("invite");
      await invite(store, now, code, { role, place, ...(role === "officer" ? { office } : {}) });
      console.log(code);
    }
  } finally {
    await store.close();
  }
}
