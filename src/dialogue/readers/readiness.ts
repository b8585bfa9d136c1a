import { allParts } from "../../domain/criteria.ts";
import { plain } from "../../text/plain.ts";
import { askNext, menu } from "../ask.ts";
import { waitsForWords } from "../back.ts";
import { say, speak } from "../say.ts";
import type { Reader, Scene, Turn } from "../scene.ts";
import { readinessOf } from "../self-assessment.ts";
import { calm } from "./open-item.ts";
import { listed, offers, stepLines, summed } from "./readiness-shown.ts";
import { nextCriterion, oneCriterion, scored } from "./self-scoring.ts";

const around =
  "(?: (?:khong|a|vay|the|nhi|nhe|nha|di|roi|giup|luon|ta|do|oi|voi|ha|ho so|nay|cua toi|cua em|cua minh))*";
const asks = "(?:(?:cho|xem|thu|hoi|the|gio|vay|a|ad|em oi) )*";
const whose =
  "(?:(?:cai |bo )?(?:ho so|san pham|hang|sp)(?: cua| nay)*(?: (?:toi|em|minh|con|chau|nha em|nha toi|nha minh|ho))? |(?:toi|em|minh|con|chau|nha em|nha toi|nha minh) )?";
const ofStars = new RegExp(
  `^${asks}${whose}(?:(?:thi|co|co the|lieu|se|da|dang|duoc|cham|len) )*(?:duoc|dat|len|cham) (?:khoang )?(?:may|bao nhieu) (?:sao|diem)${around}$`,
  "u",
);
const ofTry = new RegExp(
  `^${asks}(?:em |toi |minh |muon )*(?:tu cham(?: diem| thu)?|cham (?:diem )?thu|tinh (?:thu )?diem|uoc tinh diem|tu danh gia)${around}$`,
  "u",
);
const ofMissing = new RegExp(
  `^${asks}${whose}(?:muon (?:(?:duoc|dat|len|la) )*(?<wanted>[345]) sao (?:thi )?(?:con )?thieu (?:nhung )?gi|(?:con )?thieu (?:nhung )?gi (?:de|moi|thi)(?: (?:duoc|dat|len|la))* (?<stars>[345]) sao)${around}$`,
  "u",
);
const ofSteps =
  /^(?:cho |xem )*(?:(?:ba|3|may|nhung|cac) )?(?:diem (?:nao )?(?:de (?:them |lay |kiem |tang )?nhat|de them)|cach (?:nao )?them diem(?: de)?(?: nhat)?)(?: la gi| a| vay| di)*$/u;
const ofList =
  /^(?:cho )?(?:xem )?(?:(?:diem |bang )?tu cham(?: diem)?|tung muc(?: cham)?|bang diem)(?: di| a)*$/u;
const seesList = /^(?:cho )?xem /u;
const ofGo = /^(?:cham (?:tung muc|tiep|not)|tu cham tiep)(?: di| a| nhe)*$/u;
const ofOne =
  /^(?:cham|sua|doi)(?: lai| diem)*(?: muc| tieu chi)? (?<id>\d{1,2}\.\d(?:\.\d)?)(?: di| a| nhe)*$/u;
const skips =
  /^(?:bo qua|chua ro|khong ro|khong biet|chua biet|de sau|qua|tiep|cau khac|muc khac|bo|hong biet|k biet)(?: cau nay| muc nay| di| a| nhe)*$/u;
const stops =
  /^(?:dung|dung lai|thoi|nghi|thoi nghi|du roi|xong|thoat|stop|mai cham tiep)(?: di| a| nhe| cham)*$/u;
const bare = /^(?<points>\d{1,2}) ?(?:d|diem)$/u;

/** What a whole message wants to know of its own dossier's points. */
type Wish =
  | { readonly what: "sum"; readonly stars?: number }
  | { readonly what: "list" | "go" | "steps" }
  | { readonly what: "one"; readonly id: string };

function wishIn(text: string): Wish | undefined {
  const words = plain(text);
  const missing = ofMissing.exec(words)?.groups;
  if (missing !== undefined) return { what: "sum", stars: Number(missing["stars"] ?? missing["wanted"]) };
  const id = ofOne.exec(words)?.groups?.["id"];
  if (id !== undefined) return { what: "one", id };
  if (ofGo.test(words)) return { what: "go" };
  if (ofSteps.test(words)) return { what: "steps" };
  if (ofList.test(words) && seesList.test(words)) return { what: "list" };
  return ofTry.test(words) || ofStars.test(words) ? { what: "sum" } : undefined;
}

/** Whether an officer wants to see what a producer gives themselves. */
export const wantsSelfScore = (text: string): boolean => wishIn(text)?.what === "list";

/** "hồ sơ em được mấy sao", "tự chấm", "còn thiếu gì để 4 sao", "ba điểm dễ nhất", said of the open dossier. */
export const ready: Reader<{ readonly text: string }> = (turn, { text }, scene) => {
  if (turn.thread.pending !== undefined) return undefined;
  const wish = wishIn(text);
  if (wish === undefined) return undefined;
  const { dossier } = turn;
  // Without a dossier "được mấy sao" is a question to what is known.
  if (dossier === undefined)
    return ofTry.test(plain(text)) && !waitsForWords(turn)
      ? menu(say(turn, scene, "ready-none"), scene)
      : undefined;
  const standing = readinessOf(dossier, scene);
  if (standing === undefined) return askNext(say(calm(turn), scene, "ready-no-set"), scene);
  const here = calm(turn);
  switch (wish.what) {
    case "sum":
      return summed(here, dossier, standing, wish.stars, scene);
    case "steps":
      return offers(speak(here, stepLines(here, dossier, standing, scene).join("\n")), scene);
    case "list":
      return listed(here, dossier, standing, "A", scene);
    case "go":
      return nextCriterion(here, dossier, standing, scene);
    case "one":
      return oneCriterion(here, dossier, standing, wish.id, scene);
  }
};

/** While criteria are asked one by one: "bỏ qua", "dừng", "2 điểm". */
export const selfScoring: Reader<{ readonly text: string }> = (turn, { text }, scene) => {
  const { id, mode = "" } =
    /^sc:p:(?<id>[\d.]+):\d+(?<mode>:one)?$/u.exec(turn.thread.offered[0]?.data ?? "")?.groups ?? {};
  if (id === undefined) return undefined;
  const words = plain(text);
  if (stops.test(words)) return readyTap(turn, "stop", scene);
  if (skips.test(words)) return readyTap(turn, `skip:${id}:${mode}`, scene);
  const points = bare.exec(words)?.groups?.["points"];
  return points === undefined ? undefined : readyTap(turn, `p:${id}:${points}${mode}`, scene);
};

/** A tap: the sum, criterion by criterion, a level, the list of a part, how it is counted. */
export function readyTap(turn: Turn, data: string, scene: Scene): Turn | undefined {
  const { dossier } = turn;
  if (dossier === undefined) return undefined;
  const standing = readinessOf(dossier, scene);
  if (standing === undefined) return undefined;
  const here = calm(turn);
  const [verb, id = "", points, mode] = data.split(":");
  switch (verb) {
    case "sum":
      return summed(here, dossier, standing, undefined, scene);
    case "go":
      return nextCriterion(here, dossier, standing, scene);
    case "list":
      return listed(here, dossier, standing, allParts.find((one) => one === id) ?? "A", scene);
    case "how":
      return offers(say(here, scene, "ready-how"), scene);
    case "stop":
      return askNext(say(here, scene, "ready-stopped"), scene);
    case "skip":
      return scored(here, dossier, standing, { id, alone: data.endsWith(":one") }, scene);
    case "p":
      return scored(here, dossier, standing, { id, points: Number(points), alone: mode === "one" }, scene);
    default:
      return undefined;
  }
}
