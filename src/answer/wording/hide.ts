import { clean } from "../../text/clean.ts";
import { mask } from "../../text/mask.ts";

const longest = 1_000;
const digit =
  "(?:không|khong|một|mot|mốt|hai|ba|bốn|bon|tư|tu|năm|nam|lăm|sáu|sau|bảy|bẩy|bay|tám|tam|chín|chin)";
const spoken = new RegExp(String.raw`(?<!\p{L})${digit}(?:[\s,.-]+${digit}){6,}(?!\p{L})`, "giu");

/**
 * A question as it may leave the house: hidden characters gone, and phone, identity, tax and account numbers and e-mail
 * addresses replaced by what they are, also where they are said in words. Nothing puts them back.
 */
export const hide = (question: string): string =>
  mask(clean(question).normalize("NFKC")).replace(spoken, "[dãy số]").slice(0, longest);
