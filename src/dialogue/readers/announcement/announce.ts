import { readBeginning, readOrder } from "../../../broadcast/said.ts";
import { readMoment } from "../../../text/moment.ts";
import { plain } from "../../../text/plain.ts";
import { readYesNo } from "../../../text/yesno.ts";
import { type AnnouncementFound, wantAnnouncement } from "../../announcement.ts";
import type { Person } from "../../person.ts";
import { has } from "../../right.ts";
import { say } from "../../say.ts";
import type { Reader, Scene, Turn } from "../../scene.ts";
import { answerTaken, listing, people, peopleListed, sheetMade } from "./answers.ts";
import {
  askWhich,
  askWhom,
  begin,
  changed,
  composing,
  drop,
  edit,
  letGo,
  meant,
  type Pending,
  pendingOf,
  preview,
  sendStamped,
} from "./draft.ts";
import { review, withAudience } from "./preview.ts";
import { announcements, doubtsSettled, draftOver, figured, fileOver, ordered, stopSure } from "./run.ts";

/** "thông báo", "TB-0412 …", and what is typed while one is written: only whoever may announce has these words. */
export const announce: Reader<{ readonly text: string }> = (turn, { text }, scene) => {
  const pending = pendingOf(turn);
  if (!has(turn, "announce", scene))
    return pending === undefined ? undefined : say(letGo(turn), scene, "announce-not-yours");
  const begun = readBeginning(text);
  if (begun === "list") return wantAnnouncement(letGo(turn), { ask: "announcements" });
  if (begun !== undefined && (begun.text === "" || pending?.asks !== "text"))
    return begin(turn, begun.text, scene);
  return (
    orderSaid(turn, pending, text, scene) ??
    (pending === undefined ? undefined : waited(turn, pending, text, scene))
  );
};

function waited(turn: Turn, pending: Pending, text: string, scene: Scene): Turn | undefined {
  const { asks, id } = pending;
  if (id !== undefined && asks === "sure") {
    const said =
      /^dung(?: han| di| luon)?$/u.test(plain(text)) && !/đúng/iu.test(text) ? "yes" : readYesNo(text);
    return said === undefined ? undefined : stopSure(turn, id, said === "yes", scene);
  }
  if (id !== undefined && asks === "release") {
    const words = plain(text);
    if (/^(?:duyet|dong y|ok|gui|gui di|duyet gui|co|u|vang)(?: a| nhe| di)?$/u.test(words))
      return releaseSeen(turn, id);
    return /^(?:khong duyet|khong|khong dong y|tra lai|thoi)$/u.test(words) ? declined(turn, id) : undefined;
  }
  return composing(turn, pending, text, scene);
}

/** An order that names an announcement. */
function orderSaid(turn: Turn, pending: Pending | undefined, text: string, scene: Scene): Turn | undefined {
  const order = readOrder(text);
  if (order === undefined) return undefined;
  const { id } = order;
  switch (order.deed) {
    case "answered":
      return wantAnnouncement(turn, { ask: "listing", id, words: order.words });
    case "until": {
      const at = readMoment(order.when, scene.now);
      return at === undefined
        ? say(turn, scene, "announce-when-again")
        : wantAnnouncement(turn, { ask: "announcement", id, for: { deed: "until", at } });
    }
    case "release":
      return pending?.asks === "release" && pending.id === id
        ? releaseSeen(turn, id)
        : review(turn, id, true);
    case "stop":
      // A draft is dropped by the same word.
      return pending?.id === id && pending.asks !== "sure" && pending.asks !== "release"
        ? drop(turn, id, scene)
        : deed(turn, "stop", id, "", scene);
    default:
      return deed(turn, order.deed, id, "", scene);
  }
}

/** What was just seen is released: its stamp stands in the choice that was offered. */
function releaseSeen(turn: Turn, id: string): Turn {
  const data = turn.thread.offered.find((one) => one.data.startsWith(`nb:release:${id}:`))?.data;
  const stamp = Number(data?.split(":")[3] ?? "");
  return data === undefined || Number.isNaN(stamp)
    ? review(turn, id, true)
    : wantAnnouncement(turn, { ask: "announcement", id, for: { deed: "release", stamp } });
}

const declined = (turn: Turn, id: string): Turn =>
  wantAnnouncement(turn, { ask: "announcement", id, for: { deed: "decline", stamp: 0 } });

/** A tap that belongs to an announcement: what is done, to which, and with what. */
export function announceTapped(turn: Turn, data: string, scene: Scene): Turn | undefined {
  if (!has(turn, "announce", scene)) return say(letGo(turn), scene, "announce-not-yours");
  const [, done = "", id = "", rest = "", more = ""] = data.split(":");
  if (done === "drop" && id === "") return drop(turn, undefined, scene);
  if (!/^TB-\d{3,8}$/u.test(id)) return undefined;
  return deed(turn, done, id, more === "" ? rest : `${rest}:${more}`, scene);
}

function deed(turn: Turn, done: string, id: string, rest: string, scene: Scene): Turn | undefined {
  const pending = pendingOf(turn);
  const stamp = Number(rest);
  switch (done) {
    case "whom":
      return askWhich(turn, id, rest, scene);
    case "use":
      return pending?.id === id && pending.segment !== undefined
        ? meant(turn, id, pending.segment)
        : askWhom(turn, id, scene);
    case "text":
      return edit(turn, id, "text");
    case "people":
      return edit(turn, id, "audience");
    case "when":
      return edit(turn, id, "when");
    case "now":
      return changed(turn, id, { startAt: scene.now });
    case "preview":
      return preview(turn, id);
    case "send":
    case "twice":
      return Number.isNaN(stamp) ? preview(turn, id) : sendStamped(turn, id, stamp, done === "twice");
    case "join":
      return wantAnnouncement(turn, { ask: "audience", id, for: { deed: "join", other: rest } });
    case "drop":
      return drop(turn, id, scene);
    case "release":
      return wantAnnouncement(turn, { ask: "announcement", id, for: { deed: "release", stamp } });
    case "decline":
      return declined(turn, id);
    case "show":
      return wantAnnouncement(turn, { ask: "figures", id, for: "asked" });
    case "pause":
    case "go-on":
    case "newcomers":
    case "no-newcomers":
      return wantAnnouncement(turn, { ask: "announcement", id, for: { deed: done } });
    case "stop":
      return wantAnnouncement(turn, { ask: "announcement", id, for: { deed: "stop", sure: false } });
    case "stopped":
      return stopSure(turn, id, true, scene);
    case "kept":
      return stopSure(turn, id, false, scene);
    case "again":
    case "as-sent":
      return wantAnnouncement(turn, { ask: "doubts", id, deed: done });
    case "doubts":
      return people(turn, id, { who: "doubt" }, 0);
    case "silent":
      return people(turn, id, { who: "silent" }, 0);
    case "who":
      return listPage(turn, id, rest);
    case "nudge":
      return turn.person === undefined
        ? undefined
        : wantAnnouncement(turn, {
            ask: "audience",
            id,
            for: { deed: "nudge", fresh: scene.fresh.announcement, by: turn.person.id },
          });
    case "sheet":
      return wantAnnouncement(turn, { ask: "sheet", id });
    default:
      return undefined;
  }
}

/** "2:1": the second page of those who chose the second answer. */
function listPage(turn: Turn, id: string, rest: string): Turn {
  const [which = "", said = "0"] = rest.split(":");
  const page = Math.max(0, Math.floor(Number(said)) || 0);
  if (which === "silent" || which === "doubt") return people(turn, id, { who: which }, page);
  const number = Math.floor(Number(which)) || 0;
  return people(turn, id, { who: "answered", ...(number > 0 ? { number } : {}) }, page);
}

/** What was found of announcements: an answer is anybody's, all else only theirs who may announce, now. */
export function announced(turn: Turn, found: AnnouncementFound, scene: Scene): Turn {
  if (found.ask === "answer") return answerTaken(turn, found, scene);
  if (found.ask === "announcement" && found.for.deed === "old") return draftOver(turn, found, scene);
  if (found.ask === "announcement" && found.for.deed === "file-old") return fileOver(turn, found, scene);
  const { person } = turn;
  // Nobody has said anything: whoever is no longer staff hears nothing.
  if (found.ask === "figures" && found.for !== "asked" && !has(turn, "announce", scene)) return turn;
  if (person === undefined || !has(turn, "announce", scene))
    return say(letGo(turn), scene, "announce-not-yours");
  return byStaff(turn, person, found, scene);
}

function byStaff(
  turn: Turn,
  person: Person,
  found: Exclude<AnnouncementFound, { ask: "answer" }>,
  scene: Scene,
): Turn {
  switch (found.ask) {
    case "audience":
      return withAudience(turn, person, found, scene);
    case "announcement":
      return ordered(turn, person, found, scene);
    case "figures":
      return figured(turn, found, scene);
    case "doubts":
      return doubtsSettled(turn, person, found, scene);
    case "listing":
      return listing(turn, found, scene);
    case "people":
      return peopleListed(turn, person, found, scene);
    case "sheet":
      return sheetMade(turn, person, found, scene);
    case "announcements":
      return announcements(turn, person, found, scene);
  }
}
