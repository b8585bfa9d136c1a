import type { Reader, Turn } from "../scene.ts";
import { correction } from "./correction.ts";
import { note } from "./open-item.ts";

/** "2 trăm rưỡi lít. à mà số điện thoại hôm trước sai, ...": an answer and a correction in one message are both heard. */
export const sentences: Reader<{ readonly text: string }> = (turn, { text }, scene) => {
  const parts = text.split(/(?<=[.!?])\s+|\n+/u).filter((part) => part.trim() !== "");
  const [first, ...rest] = parts;
  if (
    first === undefined ||
    rest.length === 0 ||
    parts.length > 3 ||
    correction(turn, { text: first }, scene) !== undefined
  )
    return undefined;
  const noted = note(turn, first, scene);
  if (noted === undefined || noted.several) return undefined;
  return correction(noted.turn, { text: rest.join(" ") }, scene) satisfies Turn | undefined;
};
