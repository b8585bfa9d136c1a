import { plain } from "./plain.ts";
import { lexemes } from "./lexemes.ts";
import { isNegator } from "./negation.ts";

const trailing: ReadonlySet<string> = new Set([
  "a",
  "vay",
  "nhi",
  "the",
  "em",
  "anh",
  "chi",
  "oi",
  "co",
  "chu",
  "bac",
  "ta",
  "day",
  "do",
  "nhe",
  "nha",
  "dzay",
  "ban",
  "admin",
  "ad",
]);
const pronouns: ReadonlySet<string> = new Set([
  "a",
  "da",
  "vang",
  "em",
  "anh",
  "chi",
  "chu",
  "bac",
  "toi",
  "minh",
  "ben",
  "nha",
  "thi",
  "la",
  "chac",
  "thoi",
  "u",
  "o",
  "cung",
  "van",
  "hinh",
  "nhu",
  "hien",
  "tai",
  "con",
  "tui",
  "chau",
  "hop",
  "tac",
  "xa",
  "con",
  "duong",
  "the",
]);
const open =
  /\b(?:bao nhieu|bao lau|bao gio|khi nao|luc nao|the nao|nhu nao|ra sao|lam sao|tai sao|vi sao|sao lai|sao khong|lam the nao|may (?:ngay|tuan|thang|sao|lan|buoc|ban|loai|tien|nguoi)|o dau|den dau|nop dau|tu dau|gui dau|dau a|dau nhi|cho nao|ai cap|ai (?:quan ly|cong nhan|cham|danh gia|ho tro|giup|phu trach|lo|huong dan|kiem tra|chiu|duoc|xem|doc|giu|nhan|quyet|chon|tra|xet)|ai la|ai lam|ai ky|ai duyet|cho ai|gap ai|hoi ai|la ai|ai vay|loai nao|cai nao|ngay nao|nam nao|co quan nao|noi nao|giay nao|la gi|nghia la sao|nhung gi|lam gi|can gi|co gi|giay gi|gi vay|gi nua|thu gi|cai gi|the la sao|thi sao|phai khong|dung khong|duoc khong|co khong|hay la|co phai)\b/;
const gi = /\bgi(?: (?:a|the|vay|nua|nhi|em|anh|chi))*$/;
const asking =
  /\b(?:cho (?:em|toi|minh|chau|anh|chi|tui|bac|chu) hoi|cho hoi|xin hoi|(?<!(?:co|le|tiep|dai|xa|hiep|phu) )hoi (?:chut|ti|cai|them|la|ty)|muon hoi|can hoi|thac mac|muon biet|muon vay|(?:cho|xin) (?:xin |cho )?(?:em |toi |minh )?(?:so dien thoai|dia chi|lien he|mau))\b/;
const indefinite =
  /\b(?:khong|chua|chang) (?:\S+ ){0,2}(?:gi|ai|nao|dau|bao gio)\b|\b(?:gi|ai|nao|dau|bao nhieu|the nao|luc nao|bao gio|khi nao|sao) cung\b|\bbat (?:ky|cu) \S+\b/g;
const whether =
  /\b(?:co|da) (?:\S+ ){1,8}(?:khong|chua)(?: (?:a|vay|nhi|the|em|anh|chi|oi|co|chu|bac|ad|ta))*$/;
const short = /(?:^|\s)(?:hả|hở|hử|nhỉ|á)(?:\s|$)/u;
// "Hà" is in many names, Bắc Hà first of all.
const bareShort =
  /\b(?:ha|nhi) (?:em|anh|chi|a|ban|ad)$|\b(?:the|vay|lai|roi|nua|luon|day|tien|phi|duoc|a) (?:ha|nhi)$/;
const otherDau = /(?<!\p{L})(?:đầu|đậu|dầu|đấu|dấu|đau|dâu|dàu)(?!\p{L})/gu;
// Vacuum packing ("hút chân không") is no question.
const vacuum = /\bchan khong\b/g;
// "Bắc Hà" ends in what would be "hả" without marks, and so does a number of hectares.
const notAsking = /(?:\b(?:bac|thi|van)|\d) ?ha\b/;
const namedHa = /(?<!\p{L})hà(?!\p{L})/iu;

/** Whether a message asks something rather than answers: "mat phi ko", "ai cấp giấy", "bao lâu thì có". */
export const looksLikeQuestion = (text: string): boolean => {
  if (/[?？](?:[\s!.)]|\p{Extended_Pictographic})*$/u.test(text)) return /[\p{L}\p{N}]/u.test(text);
  const folded = plain(text.normalize("NFC").toLowerCase().replace(otherDau, "head")).replace(vacuum, "chan");
  if (folded === "") return false;
  if (asking.test(folded)) return true;
  const kept = folded.replace(indefinite, " ").replace(/ {2,}/g, " ").trim();
  if (open.test(kept) || gi.test(kept)) return true;
  const words = folded.split(" ");
  if (whether.test(folded) || endsAsking(words, text)) return true;
  return (
    words.length > 1 &&
    (short.test(text.normalize("NFC").toLowerCase()) ||
      (bareShort.test(folded) && !notAsking.test(folded) && !namedHa.test(text.normalize("NFC"))))
  );
};

// One thing goes with another, or is left open, in the middle of what somebody tells.
const correlated =
  /\b(?:bao nhieu|may) (?:\S+ ){0,4}?(?:bay nhieu|bay)\b|\bai (?:\S+ ){1,5}?(?:thi|nay|nguoi (?:ay|do)|nhieu (?:\S+ )?nhieu)\b|\b(?:co|duoc|lam|gap) gi (?:\S+ ){0,2}?(?:nay|day|do)\b/g;
const asIt = /(?<=\S )(?:khi|luc|bao gio|hom|cho|noi) (?:nao )?(?:\S+ ){1,6}?thi\b/g;
const clauses = /[,.;:\n]+|(?<!\p{L})(?:mà|ma|nhưng|nhung|nên|nen)(?!\p{L})/iu;
const notKnown = /^(?:van |con )?(?:khong|chua|chang) (?:biet|ro|nho|tinh)\b/;

/**
 * Whether a message asks, where a sentence about oneself is awaited: "làm ra mà không biết bán cho ai" and "khách đặt bao
 * nhiêu làm bấy nhiêu" have the words of a question, and tell.
 */
export const asksInsteadOfTelling = (text: string): boolean => {
  if (!looksLikeQuestion(text)) return false;
  if (/[?？]/u.test(text)) return true;
  // What one does not know oneself is told, when it follows on something else.
  const told = text
    .split(clauses)
    .filter((clause, at) => at === 0 || !notKnown.test(plain(clause)))
    .join(", ");
  const words = plain(told);
  const rest = words.replace(correlated, " ").replace(asIt, " ");
  return (rest === plain(text) || looksLikeQuestion(rest)) && words !== "";
};

/** "... không ạ", "... chưa": a last word that turns the sentence into a question. */
const endsAsking = (words: readonly string[], text: string): boolean => {
  let last = words.length - 1;
  while (last > 0 && trailing.has(words[last] ?? "")) last -= 1;
  const word = words[last];
  if (word !== "khong" && word !== "chua") return false;
  // "sữa chua", "cà chua" and "không" as a number are no questions.
  if (
    word === "chua" &&
    lexemes(text).some((lexeme) => lexeme.said === "chua") &&
    /(?:ca|sua|mang|dua|giam|qua|vi|me) chua$/.test(words.slice(0, last + 1).join(" "))
  )
    return false;
  const said = words.slice(0, last).filter((one) => !pronouns.has(one));
  if (said.length === 0) return words[last - 1] === "co" && last === 1;
  return !isNegator(said[0]);
};
