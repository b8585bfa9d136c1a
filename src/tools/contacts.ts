import { readConfig } from "../config.ts";
import { readSetting } from "../project.ts";
import { openStore } from "../store/open.ts";
import { contactsAnew } from "../turn/contacts-anew.ts";

/** Makes all contacts anew; may run while people write. */
const read = readConfig(process.env);
if (!read.ok) throw new Error(read.problems.join("\n"));
const { config } = read;
const setting = await readSetting(config.programme);
const store = await openStore(config);
try {
  const { people, changed } = await contactsAnew(store, setting, Date.now());
  console.log(`Đã xem ${people} người, sửa ${changed}`);
} finally {
  await store.close();
}
