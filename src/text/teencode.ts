// Only tokens that are no Vietnamese syllable of their own; "a" and "c" may be a name's letter or an option.
const words: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ko: "khong",
    kh: "khong",
    hok: "khong",
    hong: "khong",
    hem: "khong",
    khum: "khong",
    khom: "khong",
    khong: "khong",
    hk: "khong",
    kp: "khong phai",
    kco: "khong co",
    dc: "duoc",
    dk: "dang ky",
    dky: "dang ky",
    dki: "dang ky",
    duok: "duoc",
    dx: "duoc",
    r: "roi",
    rui: "roi",
    j: "gi",
    ji: "gi",
    bn: "bao nhieu",
    bnh: "bao nhieu",
    nhiu: "nhieu",
    bh: "bao gio",
    bjo: "bay gio",
    ntn: "nhu the nao",
    tn: "the nao",
    nthe: "nhu the",
    z: "vay",
    zay: "vay",
    vs: "voi",
    vz: "vay",
    ng: "nguoi",
    nta: "nguoi ta",
    mn: "moi nguoi",
    mng: "moi nguoi",
    mk: "minh",
    mjk: "minh",
    mik: "minh",
    e: "em",
    wa: "qua",
    bik: "biet",
    bit: "biet",
    bjt: "biet",
    thik: "thich",
    lm: "lam",
    cx: "cung",
    cg: "cung",
    nx: "nua",
    trc: "truoc",
    ms: "moi",
    lun: "luon",
    hum: "hom",
    hnay: "hom nay",
    hqua: "hom qua",
    vd: "vi du",
    tks: "cam on",
    thks: "cam on",
    thanks: "cam on",
    ah: "a",
    ak: "a",
    ok: "ok",
    oke: "ok",
    okie: "ok",
    oki: "ok",
    okay: "ok",
    okela: "ok",
    uk: "u",
    uh: "u",
    uhm: "u",
    um: "u",
    uhu: "u",
    vg: "vang",
    vag: "vang",
    uhuh: "u",
    ukm: "u",
    yes: "co",
    no: "khong",
    yep: "co",
    hs: "ho so",
    hso: "ho so",
    sp: "san pham",
    spham: "san pham",
    htx: "hop tac xa",
    tht: "to hop tac",
    dn: "doanh nghiep",
    hkd: "ho kinh doanh",
    cty: "cong ty",
    ctytnhh: "cong ty tnhh",
    attp: "an toan thuc pham",
    vsattp: "ve sinh an toan thuc pham",
    sx: "san xuat",
    kd: "kinh doanh",
    sxkd: "san xuat kinh doanh",
    dkkd: "dang ky kinh doanh",
    gpkd: "giay phep kinh doanh",
    gcn: "giay chung nhan",
    gcndkkd: "giay chung nhan dang ky kinh doanh",
    ubnd: "uy ban nhan dan",
    tg: "thoi gian",
    sdt: "so dien thoai",
    stk: "so tai khoan",
    cccd: "can cuoc cong dan",
    cmnd: "chung minh nhan dan",
    cmt: "chung minh thu",
    cb: "can bo",
    tv: "thanh vien",
    nv: "nhan vien",
    sl: "san luong",
    nnghiep: "nong nghiep",
    ntm: "nong thon moi",
    tccs: "tieu chuan co so",
    mst: "ma so thue",
    hsd: "han su dung",
  }),
);
const placeWords: ReadonlySet<string> = new Set([
  "thon",
  "ban",
  "xa",
  "to",
  "so",
  "pho",
  "huyen",
  "tinh",
  "khu",
  "doi",
]);
const number = /^\d/;
const area = /^(?:m2|ha|sao|mau|hecta|met)$/;
const samples = /^(?:mau|phieu|phong|attp)$/;
const asks = /^(?:gi|j|dau|ai|nao|may|sao|ko|k|khong|chua|bn)$/;
const glued = /^\d[\d.,]*(?:m2|ha)$/;

const inPlace = (word: string, at: number, all: readonly string[]): string => {
  const before = all[at - 1] ?? "";
  const after = all[at + 1] ?? "";
  // "150 k" is money and "2 tr" a million; the same letters elsewhere are words.
  if (word === "k") return number.test(before) ? word : "khong";
  if (word === "v") return at > 0 && at === all.length - 1 ? "vay" : word;
  if (word === "dt") {
    const size = glued.test(after) || (number.test(after) && area.test(all[at + 2] ?? ""));
    return size ? "dien tich" : "dien thoai";
  }
  if (word === "gd" && before === "ho") return "gia dinh";
  if (word === "kn" && (samples.test(before) || samples.test(after))) return "kiem nghiem";
  if (word === "bg") return all.some((one) => asks.test(one)) ? "bay gio" : "bao gio";
  if (word === "dc" && at === 0 && placeWords.has(after)) return "dia chi";
  return words.get(word) ?? untelexed(word);
};

/** Keys of tones and of letters with marks, as they stay where a keyboard has not put them together: "ddur" is "đủ". */
const keys =
  /^(?:ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|dd|[bcdghklmnrstvx])(?:[aeiouyw]{1,4})(?:ng|nh|ch|[cmnpt])?[sfrxj]?$/;
const knownToken = new Map<string, string>();

/** A text whose words are put together from such keys. */
export const withoutKeys = (text: string): string => text.toLowerCase().replaceAll(/[a-z]+/g, untelexed);

function untelexed(word: string): string {
  if (word.length < 3 || (!/[sfrxjw]|dd|aa|ee|oo/.test(word.slice(1)) && !word.startsWith("dd"))) return word;
  const before = knownToken.get(word);
  if (before !== undefined) return before;
  const read =
    keys.test(word) && !/^(?:xoong|soong|goong|coong)$/.test(word)
      ? word
          .replace(/^dd/, "d")
          .replace(/(?<=.)[sfrxj]$/, "")
          .replaceAll(/([aeo])\1/g, "$1")
          .replaceAll(/(?<=[aou])w/g, "")
          .replaceAll("w", "u")
      : word;
  if (knownToken.size < 500) knownToken.set(word, read);
  return read;
}

/** Folded text with common abbreviations and teencode written out; whole tokens only: "htx dc bn tv" -> "hop tac xa duoc bao nhieu thanh vien". */
export const expand = (folded: string): string => {
  const all = folded.split(" ");
  // "đăng kí" is as right as "đăng ký".
  return all
    .map(inPlace)
    .join(" ")
    .replaceAll(/\bdang ki\b/g, "dang ky");
};
