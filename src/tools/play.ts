import { listsOf } from "../app.ts";
import { listOfDossier } from "../dialogue/ask.ts";
import type { Setting } from "../dialogue/scene.ts";
import { show } from "../dialogue/show.ts";
import { complete, progress } from "../flow/progress.ts";
import type { OpenStore } from "../store/contract.ts";
import { sceneFor } from "../turn/run-thread.ts";
import { countingIds, rehearse, type Rehearsal } from "./rehearsal.ts";
import { type Conversation, deedOf, matches, written } from "./conversation.ts";

/** What came of playing a conversation: where it differed, and the whole of it as it went. */
export type Played = { readonly faults: readonly string[]; readonly record: string };

/** Somebody to play a conversation to: takes a line of the person's, gives back what was said to it. */
export type Talk = Pick<Rehearsal, "wait" | "dossier" | "close"> & {
  readonly line: (text: string) => Promise<readonly string[]>;
};

/** Plays a conversation through the whole assistant on a fixed clock. */
export async function play(
  conversation: Conversation,
  setting: Setting,
  opened?: OpenStore,
): Promise<Played> {
  const rehearsal = await rehearse(setting, conversation.at, opened);
  return playTo({ ...rehearsal, line: (text) => rehearsal.deed(deedOf(text)) }, conversation, setting);
}

/** Plays a conversation to whoever talks, over whatever channel. */
export async function playTo(talk: Talk, conversation: Conversation, setting: Setting): Promise<Played> {
  const faults: string[] = [];
  const record: string[] = [];
  let waiting: readonly string[] = [];
  let expected = false;
  const leftOver = (): void => {
    if (expected) for (const text of waiting) faults.push(`not expected: ${text}`);
    record.push(...waiting.map((text) => written("<", text)));
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
    leftOver();
    record.push(written(step.kind === "wait" ? "+" : ">", step.text));
    waiting = step.kind === "wait" ? await talk.wait(step.ms) : await talk.line(step.text);
    if (step.kind === "person" && waiting.length === 0)
      faults.push(`line ${step.line}: no answer to: ${step.text}`);
    expected = false;
  }
  leftOver();
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
