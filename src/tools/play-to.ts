import { listsOf } from "../app.ts";
import { listOfDossier } from "../dialogue/ask.ts";
import type { Setting } from "../dialogue/scene.ts";
import { show } from "../dialogue/show.ts";
import { complete, progress } from "../flow/progress.ts";
import type { Programme } from "../domain/programme.ts";
import { type Offer, officeOf } from "../domain/role.ts";
import { sceneFor } from "../turn/run-thread.ts";
import { type Conversation, matches, type Step, written } from "./conversation.ts";
import { countingIds } from "./counting-ids.ts";
import type { Rehearsal } from "./rehearsal.ts";

/** What came of playing a conversation: where it differed, and the whole of it as it went. */
export type Played = { readonly faults: readonly string[]; readonly record: string };

/** Somebody to play a conversation to: takes a line of a person's, gives back what was said to it. */
export type Talk = Pick<Rehearsal, "wait" | "dossier" | "close"> & {
  readonly line: (text: string, thread?: string) => Promise<readonly string[]>;
  /** Only where several people can talk. */
  readonly others?: Pick<Rehearsal, "heard" | "listening" | "ready" | "seat" | "unseat">;
};

/** The chat of somebody with a name of their own. */
export const chatOf = (name: string): string => `terminal:${name.replaceAll(/\s+/gu, "-")}`;

/** A role with the office that goes with it. */
export const seatIn = (programme: Programme, role: Offer): Offer => ({
  ...role,
  office: role.office ?? officeOf(programme, role),
});

/** Plays a conversation to whoever talks, over whatever channel. */
export async function playTo(talk: Talk, conversation: Conversation, setting: Setting): Promise<Played> {
  const faults: string[] = [];
  const record: string[] = [];
  const names = new Map<string, string>();
  let chat: string | undefined;
  let waiting: readonly string[] = [];
  let expected = false;
  const leftOver = (): void => {
    if (expected) for (const text of waiting) faults.push(`not expected: ${text}`);
    record.push(...waiting.map((text) => written("<", text)));
    waiting = [];
  };
  const comes = async ({ name, role, text }: Extract<Step, { kind: "as" }>): Promise<void> => {
    if (talk.others === undefined) throw new Error("only one person can talk here");
    record.push(`as: ${text}`);
    chat = chatOf(name);
    names.set(chat, name);
    if (role === undefined) {
      waiting = talk.others.heard(chat);
      expected = true;
      return;
    }
    waiting = await talk.others.seat(chat, seatIn(setting.programme, role));
    expected = false;
  };
  for (const step of conversation.steps) {
    if (step.kind === "us") {
      const [said, ...rest] = waiting;
      if (said === undefined) faults.push(`line ${step.line}: nothing was said, expected: ${step.text}`);
      else if (!matches(step.text, said))
        faults.push(`line ${step.line}: expected: ${step.text}\nsaid: ${said}`);
      if (said !== undefined) record.push(written("<", said));
      waiting = rest;
      expected = true;
      continue;
    }
    if (step.kind === "holds") {
      const wrong = await holdsNot(step.text);
      if (wrong !== undefined) faults.push(`line ${step.line}: ${wrong}`);
      record.push(...waiting.map((text) => written("<", text)), written("=", step.text));
      waiting = [];
      continue;
    }
    if (step.kind === "picture") {
      if (!expected) leftOver();
      record.push(`~ ${step.text}`.trimEnd());
      continue;
    }
    leftOver();
    if (step.kind === "as") {
      await comes(step);
      continue;
    }
    if (step.kind === "ready") {
      record.push(`* ${step.text}`);
      names.set(chatOf(step.name), step.name);
      await talk.others?.ready(chatOf(step.name), step.product);
      continue;
    }
    if (step.kind === "unseat") {
      record.push(`- ${step.text}`);
      await talk.others?.unseat(chatOf(step.text));
      continue;
    }
    record.push(written(step.kind === "wait" ? "+" : ">", step.text));
    waiting = step.kind === "wait" ? await talk.wait(step.ms, chat) : await talk.line(step.text, chat);
    if (step.kind === "person" && waiting.length === 0)
      faults.push(`line ${step.line}: no answer to: ${step.text}`);
    expected = false;
  }
  leftOver();
  for (const other of talk.others?.listening() ?? []) {
    const said = talk.others?.heard(other) ?? [];
    record.push(`as: ${names.get(other) ?? other}`, ...said.map((text) => written("<", text)));
    for (const text of said) faults.push(`not expected by ${names.get(other) ?? other}: ${text}`);
  }
  await talk.close();
  return { faults, record: record.join("\n") };

  async function holdsNot(text: string): Promise<string | undefined> {
    const dossier = await talk.dossier();
    if (text === "không có hồ sơ") return dossier === undefined ? undefined : "there is a dossier";
    if (dossier === undefined) return "there is no dossier";
    const scene = sceneFor(
      { setting, ids: countingIds(), lists: listsOf(setting) },
      "terminal:1",
      conversation.at,
    );
    const list = listOfDossier(scene, dossier);
    if (text === "đủ") {
      const open = progress(list, dossier).open.filter((id) => list.items[id]?.optional !== true);
      return complete(list, dossier) ? undefined : `still open: ${open.join(", ")}`;
    }
    if (text === "đã nộp") return dossier.state === "handed-in" ? undefined : "not handed in";
    const [id = "", ...words] = text.split(": ");
    const item = list.items[id];
    const value = dossier.answers[id];
    if (item === undefined) return `no item ${id}`;
    const shown = value === undefined ? "" : show(item, value, scene);
    return matches(words.join(": "), shown) ? undefined : `${id} is "${shown}"`;
  }
}
