import { fold } from "../text/fold.ts";
import { sentencesOf } from "./sentences.ts";

/** cure: works against an illness; best: better than all others; sure: of the whole of it; organic: needs a certificate. */
export type ClaimKind = "cure" | "best" | "sure" | "organic";
export type Claim = { readonly kind: ClaimKind; readonly words: string; readonly sentence: string };

const patterns: readonly { readonly kind: ClaimKind; readonly is: RegExp }[] = [
  {
    kind: "cure",
    is: /\b(?:(?:chua|tri|phong|ngua|dieu tri|dac tri|khoi|chua khoi|day lui|ho tro dieu tri|giam)(?: duoc| khoi| het| duoc ca| ca| cac| nhieu| moi| bach)* (?:benh|ung thu|viem|dau|ho|cam|cum|gut|tieu duong|huyet ap|xuong khop|mat ngu|da day|yeu sinh ly|mo mau|so mui)|thuoc tien|bo than|trang duong|giai doc gan|than duoc|khoi han benh|tang suc de khang|ha huyet ap|ha mo mau)\b/gu,
  },
  {
    kind: "best",
    is: /\b(?:(?:tot|ngon|thom|dep|sach|noi tieng|dac biet|lau doi|quy) nhat|so (?:1|mot)\b(?! (?:nam|thang|ngay|ho|nguoi|nha|thon|ban|khach|cho|noi|loai|lan))|duy nhat|hang dau|vo dich|khong dau (?:co|bang)|khong ai (?:bang|sanh))/gu,
  },
  {
    kind: "sure",
    is: /(?:\b100 ?%|\b(?:100|mot tram) phan tram|\btuyet doi|\bhoan toan (?:tu nhien|sach|an toan)|\bkhong (?:mot chut|chut nao) hoa chat)/gu,
  },
  { kind: "organic", is: /\b(?:huu co|organic|vietgap|globalgap)\b/gu },
];

/** Folded, with the percent sign, which folding lets go. */
const folded = (text: string): string => fold(text.replaceAll("%", " phan tram "));

/** The risky claims in what was told, each with the sentence it stands in. */
export function claimsIn(told: string): readonly Claim[] {
  return sentencesOf(told).flatMap((sentence) =>
    patterns.flatMap(({ kind, is }) =>
      [...folded(sentence).matchAll(is)].slice(0, 1).map(([words]) => ({ kind, words, sentence })),
    ),
  );
}
