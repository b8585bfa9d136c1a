import { z } from "zod";
import type { AskedHere } from "../../dialogue/scene.ts";
import type { Versioned } from "../../store/contract.ts";

const schema = z.object({ announcement: z.string(), answers: z.array(z.string()) });

/** What a chat is asked by an announcement, as it is kept. */
export const askedText = ({ announcement, answers }: AskedHere): string =>
  JSON.stringify({ announcement, answers });
export const readAsked = (found: Versioned | undefined): AskedHere | undefined =>
  found === undefined ? undefined : schema.parse(JSON.parse(found.text));
