import { readPhone } from "./phone.ts";

const email = /[\p{L}\p{N}._%+-]+ ?@ ?[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;
const account =
  /((?:stk|số tk|so tk|tài khoản|tai khoan|tk|account|bank|ngân hàng|ngan hang)[^\d\n]{0,30})(\d(?:[ .-]?\d){5,18})/giu;
const identityWords =
  /((?:cccd|cmnd|cmt|căn cước|can cuoc|chứng minh|chung minh|hộ chiếu|ho chieu|passport)[^\d\n]{0,30}?)([A-Za-z]?\d(?:[ .-]?\d){6,13})/giu;
const passport = /(?<![\p{L}\d])[A-Z]\d{7,8}(?!\d)/gu;
const run = /(?:\+|\(\+?)?\d(?:[ .\-()]{0,2}\d){7,}/g;
const money =
  /^(?:[1-9]\d{0,2}(?:[. ]000|\.\d{3})+|[1-9]\d{0,2}(?: \d{3})* 000|(?:(?:19|20)\d\d|[1-9]\d{0,2}(?:\.\d{3})+)(?: (?:(?:19|20)\d\d|[1-9]\d{0,2}(?:\.\d{3})+))+)$/;
const isoDay = /^(?:19|20)\d\d-\d\d-\d\d(?: \d\d)?$/;
const currency = /^ ?(?:đ|d|đồng|dong|vnd|vnđ)(?![\p{L}])/iu;

/** Phone, identity, account numbers and e-mail addresses replaced by what they are, for logs and models. */
export const mask = (text: string): string =>
  text
    .replace(email, "[email]")
    .replace(account, "$1[số tài khoản]")
    .replace(identityWords, "$1[số giấy tờ]")
    .replace(passport, "[số giấy tờ]")
    .replace(run, (digits, at: number, whole: string) =>
      maskRun(digits, whole.slice(at + digits.length, at + digits.length + 8)),
    );

const maskRun = (run: string, after: string): string => {
  if (money.test(run) || isoDay.test(run) || (currency.test(after) && /^[1-9]\d+$/.test(run))) return run;
  const reading = readPhone(run);
  if ("phone" in reading) return "[số điện thoại]";
  const length = run.replace(/\D/g, "").length;
  if (length < 9) return reading.fault === "short" && run.startsWith("0") ? "[số điện thoại]" : run;
  return length === 9 || length === 12 ? "[số giấy tờ]" : "[dãy số]";
};
