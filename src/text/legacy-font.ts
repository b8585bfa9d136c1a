const word = /[^\s.,:;!?()"“”/\\-]+/gu;
/** Letters that only Unicode Vietnamese has. */
const unicode = /[ăđơưĂĐƠƯ\u1EA0-\u1EF9]/u;
// TCVN3 puts its letters where Latin-1 has signs: "QuyÕt ®Þnh", "céng hßa".
const tcvn3 =
  /[A-Za-zÀ-ÿ][®µ¸¹¶·¨»¾¼½©ª«¬§\u00AD]|[®µ¸¹¶·¨»¾¼½©ª«¬§][A-Za-zÀ-ÿ]|[a-z][ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÙÜÝÞßæç]/u;
// VNI writes a vowel and then its mark as a second letter: "Coäng hoøa", "Quyeát ñònh".
const vni = /[aeouyAEOUYöôÖÔ][äàáåãøùûõïëéèüúýÄÀÁÅÃØÙÛÕÏËÉÈÜÚÝ]|[ñÑ]/u;

/** Fewer strange words than this prove nothing. */
const fewest = 3;

/** The old font encoding that a text was typed in, if it looks like one; such text is no Vietnamese to a computer. */
export function legacyFont(text: string): "TCVN3" | "VNI" | undefined {
  const words = text.match(word) ?? [];
  const strange = words.filter((one) => /[\u00A1-\u00FF]/u.test(one) && !unicode.test(one));
  // A text in Unicode has one of its own letters in every third word or so.
  if (
    strange.length < words.length * 0.15 ||
    words.filter((one) => unicode.test(one)).length > words.length * 0.05
  )
    return undefined;
  const count = (form: RegExp): number => strange.filter((one) => form.test(one)).length;
  const [old, pairs] = [count(tcvn3), count(vni)];
  if (Math.max(old, pairs) < Math.max(fewest, words.length * 0.15)) return undefined;
  return old > pairs ? "TCVN3" : "VNI";
}
