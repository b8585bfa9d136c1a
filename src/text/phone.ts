/** A Vietnamese number in its form since 2018, digits only: "0912345678". */
export type PhoneReading = { phone: string } | { fault: "none" | "short" | "long" | "prefix" };

const runs = /(?:\+|\(\+?)?\d(?:[ .\-()\u00A0]{0,3}\d)*/g;
const zeroLetter = /(?<![\p{L}\d])[oO](?=[ .]?\d[\d .]{7,})/gu;
const mobile = /^0(?:3[2-9]|5[25689]|7[06-9]|8[1-9]|9[0-9])\d{7}$/;
const landline = /^02\d{9}$/;
// The change of September 2018: four digits became three.
const moved: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "0162": "032",
    "0163": "033",
    "0164": "034",
    "0165": "035",
    "0166": "036",
    "0167": "037",
    "0168": "038",
    "0169": "039",
    "0120": "070",
    "0121": "079",
    "0122": "077",
    "0126": "076",
    "0128": "078",
    "0123": "083",
    "0124": "084",
    "0125": "085",
    "0127": "081",
    "0129": "082",
    "0186": "056",
    "0188": "058",
    "0199": "059",
  }),
);

const national = (digits: string): string => {
  if (/^0084\d{8,}/.test(digits)) return localPart(digits.slice(4));
  if (/^84\d{9,10}$/.test(digits)) return localPart(digits.slice(2));
  return digits;
};

const localPart = (digits: string): string => (digits.startsWith("0") ? digits : `0${digits}`);

const canonical = (digits: string): string | undefined => {
  const local = national(digits);
  const now = moved.get(local.slice(0, 4));
  const phone = local.length === 11 && now !== undefined ? now + local.slice(4) : local;
  return mobile.test(phone) || landline.test(phone) ? phone : undefined;
};

/** The first phone number of a text; else what is wrong with the likeliest one. */
export const readPhone = (text: string): PhoneReading => {
  let fault: "none" | "short" | "long" | "prefix" = "none";
  for (const match of text.normalize("NFKC").replace(zeroLetter, "0").matchAll(runs)) {
    const groups = match[0].split(/\D+/).filter((part) => part !== "");
    const digits = groups.join("");
    const phone = canonical(digits) ?? amongGroups(groups);
    if (phone !== undefined) return { phone };
    if (fault === "none") fault = faultOf(national(digits), match[0].startsWith("+"));
  }
  return { fault };
};

/** A number beside others in one run: "1. 0912345678" or two numbers in a row. */
const amongGroups = (groups: readonly string[]): string | undefined => {
  for (let start = 0; start < groups.length && start < 8; start += 1) {
    if (start > 0 && groups.slice(0, start).join("").length > 2) return undefined;
    for (let end = groups.length; end > start; end -= 1) {
      const rest = groups.slice(end).join("");
      if (rest.length > 0 && rest.length < 9) continue;
      const phone = canonical(groups.slice(start, end).join(""));
      if (phone !== undefined) return phone;
    }
  }
  return undefined;
};

const faultOf = (digits: string, abroad: boolean): "none" | "short" | "long" | "prefix" => {
  const dialled = digits.startsWith("0") && digits.length >= 4;
  if (digits.length < 7 && !dialled) return "none";
  if (abroad && !digits.startsWith("0")) return "prefix";
  if (digits.length < 10) return "short";
  if (digits.length === 10) return digits.startsWith("02") ? "short" : "prefix";
  if (digits.length === 11) return digits.startsWith("01") || digits.startsWith("02") ? "prefix" : "long";
  return "long";
};

/** A phone number in readable groups: "0912 345 678", "0214 388 0123". */
export const showPhone = (phone: string): string => {
  if (/^02[48]\d{8}$/.test(phone)) return `${phone.slice(0, 3)} ${phone.slice(3, 7)} ${phone.slice(7)}`;
  if (/^02\d{9}$/.test(phone)) return `${phone.slice(0, 4)} ${phone.slice(4, 7)} ${phone.slice(7)}`;
  if (/^0\d{9}$/.test(phone)) return `${phone.slice(0, 4)} ${phone.slice(4, 7)} ${phone.slice(7)}`;
  return phone;
};
