import type { To } from "zalo-sdk-nodejs/consult";
import { threadId, type ThreadId } from "../../domain/ids.ts";
import type { Person } from "./read.ts";

/** A visitor's thread ends with his conversation, since only there he can be answered. */
export const threadOf = (person: Person): ThreadId =>
  threadId("user" in person ? `zalo:${person.user}` : `zalo:a:${person.visitor}:${person.conversation}`);

/** Whom a thread's messages go to. */
export function toOf(thread: ThreadId): To | undefined {
  const [channel, user = "", visitor = "", conversation = ""] = thread.split(":");
  if (channel !== "zalo" || user === "") return undefined;
  if (visitor === "") return { userId: user };
  return conversation === "" ? undefined : { anonymousId: visitor, conversationId: conversation };
}
