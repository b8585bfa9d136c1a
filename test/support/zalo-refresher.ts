import { oauth } from "zalo-sdk-nodejs/oauth";
import { tokenKeeper } from "zalo-sdk-nodejs/token-keeper";
import { guarded } from "../../src/store/guarded.ts";
import { openSqlite } from "../../src/store/sqlite/open.ts";
import { wireTo } from "./zalo-wire.ts";

// A process of its own that needs a token: file of the store, root of the token server, app, secret, seed.
const [file = "", root = "", id = "", secret = "", seed = ""] = process.argv.slice(2);
const clock = { now: Date.now };
const store = await openSqlite({ file, programme: "p" });
const keeper = tokenKeeper({
  oauth: oauth(wireTo(root), { id, secret }),
  storage: guarded(store, clock, "zalo-tokens"),
  now: clock.now,
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  alarm: (alarm) => console.log(`alarm ${alarm.kind}`),
  link: "",
  seed,
});
const answer = await keeper.access();
console.log(answer.ok ? answer.value : answer.fault.message);
await store.close();
