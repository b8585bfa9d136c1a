import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { readProject } from "../../src/project.ts";
import { settingOf } from "../../src/setting.ts";
import { fold } from "../../src/text/fold.ts";
import { type Conversation, readConversation } from "../../src/tools/conversation.ts";
import { type Picture, picturesIn, sumOf } from "../../src/tools/handbook/pictures.ts";
import { play } from "../../src/tools/play.ts";
import { rightsTold } from "../../src/dialogue/abilities.ts";
import { answersIn } from "../support/scripted-answers.ts";

const folder = "docs/so-tay";
const own = "so-tay/";
const handbook = readFileSync("docs/so-tay-can-bo.md", "utf8");
const made = readdirSync(folder).filter((name) => name.endsWith(".png"));
const files = readdirSync(import.meta.dirname, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".md"))
  .filter((name) => name.startsWith(own) || /^~ /mu.test(textOf(name)))
  .toSorted();

function textOf(name: string): string {
  return readFileSync(join(import.meta.dirname, name), "utf8");
}

const all = (pattern: RegExp): readonly string[] => [
  ...new Set([...handbook.matchAll(pattern)].map((found) => found[1] ?? "")),
];

describe("the handbook", () => {
  const project = readProject();
  const records: Conversation[] = [];
  const pictures: Picture[] = [];
  beforeAll(async () => {
    for (const name of files) {
      const conversation = readConversation(textOf(name));
      const setting = settingOf(await project, conversation.programme);
      const { faults, record } = await play(conversation, setting, await answersIn(name));
      expect(faults.join("\n\n")).toBe("");
      const played = { ...conversation, steps: readConversation(record).steps };
      pictures.push(...picturesIn(played));
      if (name.startsWith(own)) records.push(played);
    }
  }, 120_000);
  const said = (): readonly string[] =>
    records.flatMap(({ steps }) => steps.filter(({ kind }) => kind === "us").map(({ text }) => text));

  test("shows every picture that was made, and no other", () => {
    const shown = all(/<img src="so-tay\/([^"]+)"/gu);
    expect(shown.toSorted()).toEqual(made.toSorted());
    expect(made.map((name) => name.replace(".png", "")).toSorted()).toEqual(
      pictures.map(({ name }) => name).toSorted(),
    );
  });

  test("has pictures of what is said today; after a change: npm run handbook", () => {
    const kept: unknown = JSON.parse(readFileSync(join(folder, "pictures.json"), "utf8"));
    expect(kept).toEqual(Object.fromEntries(pictures.map((one) => [one.name, sumOf(one)])));
  });

  test("has small pictures", () => {
    const sizes = made.map((name) => statSync(join(folder, name)).size);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(60 * 1024);
    expect(sizes.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(1.5 * 1024 * 1024);
  });

  test("names only commands that are typed in its conversations and understood there", async () => {
    const { sentences: words } = await project;
    const strange = [
      "not-understood",
      "not-understood-officer",
      "not-understood-open",
      "not-for-officers-yet",
      "not-ours",
      "open-first",
      "nothing-pending",
    ].map((code) => words[code] ?? code);
    const isStrange = (text: string): boolean => strange.some((one) => text.startsWith(one));
    const understood = new Set(
      records.flatMap(({ steps }) =>
        steps.flatMap((step, at) => {
          const next = steps[at + 1];
          return step.kind === "person" && next?.kind === "us" && !isStrange(next.text)
            ? [fold(step.text)]
            : [];
        }),
      ),
    );
    expect(all(/`([^`\n]+)`/gu).filter((command) => !understood.has(fold(command)))).toEqual([]);
  });

  test("names every command of every role", async () => {
    const { sentences: words } = await project;
    const commands = all(/`([^`\n]+)`/gu).map(fold);
    const abilities = rightsTold.flatMap((right) =>
      [...(words[`can-${right}`] ?? "").matchAll(/"([^"]+)"/gu)].map((found) => found[1] ?? ""),
    );
    expect(abilities.length).toBeGreaterThan(20);
    // "hồ sơ HTX … thiếu gì": the words around what everybody puts in for themselves.
    const isNamed = (ability: string): boolean => {
      const [first = "", ...others] = ability
        .replace(/\d.*/u, "…")
        .split("…")
        .map((part) => fold(part.replace(/ HTX $/u, "")).trim());
      return commands.some((one) => one.startsWith(first) && others.every((part) => one.includes(part)));
    };
    expect(abilities.filter((ability) => !isNamed(ability))).toEqual([]);
  });

  test("says in the program's own words what the program says, and what its buttons are called", () => {
    const spoken = said().map((text) => text.replaceAll("*", ""));
    const quoted = all(/“([^”\n]+)”/gu);
    expect(quoted.filter((words) => !spoken.some((text) => text.includes(words)))).toEqual([]);
    const buttons = all(/\*\*\[([^\]\n]+)\]\*\*/gu);
    expect(
      buttons.filter((label) => !spoken.some((text) => new RegExp(`^\\d+\\. ${label}$`, "mu").test(text))),
    ).toEqual([]);
  });
});
