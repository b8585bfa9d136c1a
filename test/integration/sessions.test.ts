import { afterAll, beforeAll, expect, test } from "vitest";
import { instantOf } from "../../src/domain/instant.ts";
import { dossierKey } from "../../src/domain/keys.ts";
import { openRedis } from "../../src/store/redis/open.ts";
import { rehearse } from "../../src/tools/rehearsal.ts";
import { readDossier } from "../../src/turn/state.ts";
import {
  member,
  opened,
  row,
  says,
  scores,
  secretary,
  sessionOf,
  setting,
} from "../support/council-stage.ts";
import { type Redis, startRedis } from "../support/redis.ts";

let redis: Redis;
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis.stop());

const open = (programme: string) => openRedis({ url: redis.url, programme });

test("two processes, twelve members who say yes at once: all of it counts", async () => {
  const numbers = Array.from({ length: 12 }, (_, at) => at + 1);
  const one = await opened(12, 1, 12, { opened: await open("scores") });
  const two = await rehearse(setting, instantOf("2021-05-20 10:00"), { opened: await open("scores") });
  for (const number of numbers) await says(one, member(number))("chấm", row(number / 12));
  await Promise.all(numbers.map((number) => says(number % 2 === 0 ? one : two, member(number))("đúng")));
  await Promise.all([one, two].map((each) => each.app.settle()));
  const { scores: kept } = await sessionOf(one.store);
  expect(new Set(kept.map((score) => score.person)).size).toBe(12);
  await Promise.all([one.close(), two.close()]);
});

test("two leads close at once: each dossier has its result once", async () => {
  const one = await opened(1, 30, 1, { opened: await open("close") });
  const two = await rehearse(setting, instantOf("2021-05-20 10:00"), { opened: await open("close") });
  for (let count = 0; count < 30; count += 1) await scores(one, 1, 0.8);
  await says(one, secretary)("đóng phiên");
  await says(one, "terminal:office")("đóng phiên");
  await Promise.all([says(one, secretary)("đúng"), says(two, "terminal:office")("đúng")]);
  await Promise.all([one, two].map((each) => each.app.settle()));
  const session = await sessionOf(one.store);
  expect(session.state).toBe("closed");
  const kept = await one.store.load(session.products.map((product) => dossierKey(product.dossier)));
  const counts = kept.map((text) => readDossier(text?.text ?? ""));
  expect(new Set(counts.map((dossier) => dossier.state))).toEqual(new Set(["evaluated"]));
  // Started, four answers, the paper, handed in, accepted, evaluated.
  expect(new Set(counts.map((dossier) => dossier.entries))).toEqual(new Set([9]));
  await Promise.all([one.close(), two.close()]);
});
