import { daysAfter, showDay } from "../../../domain/instant.ts";
import type { Attendance } from "../../../register/record.ts";
import { readRecordId } from "../../../register/record.ts";
import { clean } from "../../../text/clean.ts";
import { backToItem, waitsForWords } from "../../back.ts";
import type { BookFound } from "../../book.ts";
import { say } from "../../say.ts";
import type { Reader, Scene, Turn } from "../../scene.ts";
import { wants } from "./programme-book.ts";

/** Days after a training on which its code still counts: a phone may have been without a network. */
const daysOpen = 3;

const said =
  /^(?:(?:điểm danh|diem danh|dd|có mặt|co mat)\s*[:,]?\s*)?(th[\s.-]?\d{1,6})(?:\s*[:,]?\s+(\p{L}[\p{L}\s.'-]{1,60}))?$/iu;
const bare = /^(?:điểm danh|diem danh)$/iu;

/** "điểm danh TH-12", or the code alone: whoever sends it was at the training, wherever they write from. */
export const attendance: Reader<{ readonly text: string }> = (turn, { text }, scene) => {
  if (bare.test(text.trim())) return backToItem(turn, say(turn, scene, "attend-how"), undefined, scene);
  const [, code = "", name] = said.exec(text.trim()) ?? [];
  const record = readRecordId(code);
  // Where words are waited for, "th 3" is a month; the code is said whole then.
  if (waitsForWords(turn) && !/^th-/iu.test(code) && code.length === text.trim().length) return undefined;
  if (record?.kind !== "training" || /^(?:co mat|có mặt|co du|có dự)/iu.test(name ?? "")) return undefined;
  const { person, thread } = turn;
  const who = [
    ...(person === undefined ? [thread.visitor ?? scene.fresh.person] : [person.id, ...(person.was ?? [])]),
    ...(person === undefined || thread.visitor === undefined ? [] : [thread.visitor]),
  ];
  return wants(turn, {
    ask: "attend",
    training: record.id,
    who,
    // Of whoever has not agreed to it no name is kept.
    ...(name === undefined || person?.consent === undefined ? {} : { name: clean(name) }),
  });
};

/** Counts whoever writes, once. */
export function attended(turn: Turn, found: Extract<BookFound, { ask: "attend" }>, scene: Scene): Turn {
  const { training, there, name } = found;
  const back = (told: Turn): Turn => backToItem(turn, told, undefined, scene);
  if (training === undefined) return back(say(turn, scene, "attend-no-such"));
  const fill = { title: training.title, day: showDay(training.day) };
  if (there) return back(say(turn, scene, "attend-already", fill));
  if (scene.today < training.day) return back(say(turn, scene, "attend-early", fill));
  if (scene.today > daysAfter(training.day, daysOpen)) return back(say(turn, scene, "attend-late", fill));
  const { person } = turn;
  const who = person?.id ?? turn.thread.visitor ?? scene.fresh.person;
  const kept: Attendance = {
    schema: 1,
    training: training.id,
    who,
    role: (person?.roles.length ?? 0) > 0 ? "officer" : "producer",
    ...(name === undefined ? {} : { name }),
    at: scene.now,
  };
  const counted: Turn = {
    ...turn,
    // Whom an announcement is for may depend on it.
    ...(person === undefined
      ? { thread: { ...turn.thread, visitor: who } }
      : { person: { ...person, trained: true as const } }),
    effects: [...turn.effects, { kind: "keep-attendance", attendance: kept }],
  };
  return back(say(counted, scene, "attend-counted", fill));
}
