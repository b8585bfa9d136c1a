import { plain } from "../text/plain.ts";

/** What kind of thing a question asks for, where a passage can be seen to hold it or not. */
type Want = "money" | "phone" | "account";

const asks: Readonly<Record<Want, RegExp>> = {
  money:
    /\b(?:bao nhieu tien|may tien|bao nhieu dong|bao nhieu trieu|may trieu|het bao nhieu|ton bao nhieu|mat bao nhieu tien|thuong bao nhieu|gia bao nhieu|phi bao nhieu|le phi|muc ho tro|so tien|kinh phi bao nhieu|luong bao nhieu)\b/u,
  phone: /\b(?:so dien thoai|sdt|hotline|duong day nong|so zalo|goi so nao|goi vao so)\b/u,
  account: /\b(?:so tai khoan|stk)\b/u,
};

const holds: Readonly<Record<Want, RegExp>> = {
  money: /\d[\d.,]* ?(?:đồng|nghìn|triệu|tỷ|đ\b|%)|miễn phí|không mất (?:phí|tiền)|không thu/iu,
  phone: /(?:\d[ .]?){9,}|\b1[89]00\d*/u,
  account: /(?:\d[ .]?){9,}/u,
};

/** Whether a passage lacks the very thing that is asked for: an amount, a number to call. */
export function lacksWanted(question: string, text: string): boolean {
  const words = plain(question);
  return (["money", "phone", "account"] as const).some(
    (want) => asks[want].test(words) && !holds[want].test(text),
  );
}
