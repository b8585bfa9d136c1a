import { afterEach, expect, test } from "vitest";
import { deedOf } from "../../src/tools/conversation.ts";
import { instantOf } from "../../src/domain/instant.ts";
import { dossierIndex, dossierKey, fileIndex, personKey } from "../../src/domain/keys.ts";
import type { Setting } from "../../src/dialogue/scene.ts";
import { readSetting } from "../../src/project.ts";
import { recordSchema, type RegisterRecord } from "../../src/register/record.ts";
import { registerIndex, registerKey, registerNumbersKey } from "../../src/domain/keys.ts";
import { openSqlite } from "../../src/store/sqlite/open.ts";
import { personOf, type Rehearsal, rehearse } from "../../src/tools/rehearsal.ts";
import { carryProgramme } from "../../src/turn/carry-programme.ts";
import { readDossier, readPerson } from "../../src/turn/state.ts";

const old = await readSetting("bac-ha-2021");
const now = await readSetting("bac-ha-2026");
const [carrying] = now.carryings ?? [];
if (carrying === undefined) throw new Error("no way");
const two = { old: old.programme, now: now.programme, carrying };
const chat = "terminal:1";

const open: Rehearsal[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

async function office(setting: Setting, at: string): Promise<Rehearsal> {
  const store = await openSqlite({ file: ":memory:", programme: setting.programme.id });
  // Two offices give different names out.
  let count = 0;
  const ids = { next: (kind: string) => `${setting.programme.id}-${kind}-${(count += 1)}` };
  const one = await rehearse(setting, instantOf(at), { opened: store, ids });
  open.push(one);
  return one;
}

async function says(to: Rehearsal, ...lines: readonly string[]): Promise<string> {
  let said: readonly string[] = [];
  for (const line of lines) said = await to.deed(deedOf(line), chat);
  return said.join("\n");
}

const records: readonly RegisterRecord[] = [
  { schema: 1, what: "organisation", id: "TC-1", name: "HTX Mận", kind: "cooperative", commune: "na-hoi" },
  {
    schema: 1,
    what: "product",
    id: "SP-1",
    name: "Mận",
    commune: "na-hoi",
    organisation: "TC-1",
    set: "s01",
  },
  {
    schema: 1,
    what: "certificate",
    id: "GCN-1",
    product: "SP-1",
    stars: 3,
    decision: "1/QĐ",
    day: "2024-05-01",
    until: "2027-05-01",
  },
];

test("people, unfinished dossiers and the register come to the new programme, are asked once, and go whole", async () => {
  const before = await office(old, "2021-12-01 08:00");
  await says(before, "dang ky com Na Lo", "dong y", "to hop tac", "Tổ hợp tác Na Lo", "roi", "1");
  await says(
    before,
    "thon Na Lo",
    "Vang Thi Thiet",
    "0942 010 203",
    "[ảnh giay.jpg] giấy đăng ký kinh doanh",
  );
  await before.store.commit({
    now: 1,
    put: [
      ...records.map((one) => ({ key: registerKey(one.what, one.id), text: JSON.stringify(one) })),
      {
        key: registerNumbersKey,
        text: JSON.stringify({ organisation: 1, product: 1, certificate: 1, training: 4, promotion: 0 }),
      },
    ],
    index: records.map((one) => ({ index: registerIndex(one.what), member: one.id, score: 1 })),
  });
  const person = (await personOf(before.store, chat)) ?? "";
  const [was] = await before.store.load([personKey(person)]);
  const first = readPerson(was?.text ?? "").dossiers[0]?.id ?? "";
  const [oldDossier] = await before.store.load([dossierKey(first)]);

  const after = await office(now, "2026-11-25 08:00");
  const brought: string[] = [];
  const bring = (file: { readonly hash: string }): Promise<void> => {
    brought.push(file.hash);
    return Promise.resolve();
  };
  const at = instantOf("2026-11-25 07:00");
  expect(await carryProgramme(before.store, after.store, two, at, bring)).toEqual({
    people: 1,
    dossiers: 1,
    there: 0,
    finished: 0,
    written: 3,
    unlisted: false,
  });
  expect(brought).toEqual(["hash-giay.jpg"]);
  // A second time brings nothing and changes nothing.
  expect(await carryProgramme(before.store, after.store, two, at, bring)).toMatchObject({
    people: 0,
    there: 1,
    unlisted: true,
  });
  expect((await before.store.load([dossierKey(first)]))[0]).toEqual(oldDossier);

  const [kept] = await after.store.load([registerKey("product", "SP-1")]);
  expect(recordSchema.parse(JSON.parse(kept?.text ?? ""))).toMatchObject({ commune: "bac-ha", set: "b01" });

  expect(await says(after, "alo")).toContain("nay áp dụng 26/2026/QĐ-TTg");
  expect(await says(after, "chuyen")).toContain("Đã chuyển hồ sơ");
  const dossier = await after.dossier(chat);
  expect(dossier).toMatchObject({
    list: "ho-so-26",
    from: { why: "moved", dossier: first, law: "qd-1048-2019" },
    answers: { product: "com-na-lo", commune: "bac-ha", owner: "group", set: "b06", phone: "0942010203" },
  });
  const [left] = await after.store.load([dossierKey(first)]);
  expect(readDossier(left?.text ?? "")).toMatchObject({ state: "draft", went: { dossier: dossier?.id } });
  expect(
    (await after.store.range(fileIndex("hash-giay.jpg"), { limit: 9 })).map((one) => one.member).toSorted(),
  ).toEqual([first, dossier?.id ?? ""].toSorted());

  expect(await says(after, "xoa du lieu", "co")).toContain("Đã xoá");
  expect(await after.store.range(dossierIndex, { limit: 9 })).toEqual([]);
  expect(await after.store.range(fileIndex("hash-giay.jpg"), { limit: 9 })).toEqual([]);
  expect(
    await after.store.load([personKey(person), dossierKey(first), dossierKey(dossier?.id ?? "")]),
  ).toEqual([undefined, undefined, undefined]);
});

test("whoever writes in the new programme already keeps what they have there", async () => {
  const before = await office(old, "2021-12-01 08:00");
  await says(before, "dang ky com Na Lo", "dong y");
  const after = await office(now, "2026-11-25 08:00");
  await says(after, "dang ky man tam hoa", "dong y");
  const kept = await after.dossier(chat);
  const done = await carryProgramme(before.store, after.store, two, instantOf("2026-11-25 09:00"), () =>
    Promise.resolve(),
  );
  expect(done).toMatchObject({ people: 0, there: 1 });
  expect(await after.dossier(chat)).toEqual(kept);
});

test("what an office has is finished under its law", async () => {
  const before = await office(old, "2021-12-01 08:00");
  await before.ready(chat, { product: "com-na-lo", commune: "ta-chai", set: "s06", owner: "Tổ Na Lo" });
  const after = await office(now, "2026-11-25 08:00");
  const done = await carryProgramme(before.store, after.store, two, instantOf("2026-11-25 09:00"), () =>
    Promise.resolve(),
  );
  expect(done).toMatchObject({ people: 1, dossiers: 0, finished: 1 });
  expect(await after.store.range(dossierIndex, { limit: 9 })).toEqual([]);
});
