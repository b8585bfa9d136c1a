import { plain } from "../text/plain.ts";

export type Command =
  | "menu"
  | "help"
  | "register"
  | "continue"
  | "missing"
  | "skip"
  | "later"
  | "back"
  | "undo"
  | "stop"
  | "why"
  | "repeat"
  | "read-back"
  | "hand-in"
  | "my-data"
  | "erase"
  | "erase-dossier"
  | "person"
  | "dossiers"
  | "what-consent"
  | "ask"
  | "tasks"
  | "correct"
  | "join"
  | "add-helper"
  | "drop-helpers"
  | "receipt"
  | "questions"
  | "proposals"
  | "withdraw"
  | "reopen"
  | "remind-off"
  | "remind-on"
  | "keep";

/** Whole messages that are a command, folded, without the polite words around them. */
const phrases: Readonly<Record<Command, readonly string[]>> = {
  menu: ["menu", "bat dau", "start", "trang chu", "ve dau", "chon lai", "bat dau lai"],
  help: [
    "giup",
    "giup do",
    "tro giup",
    "help",
    "huong dan",
    "khong biet lam",
    "lam the nao",
    "khong hieu",
    "noi de hon",
    "giai thich",
    "chua hieu",
    "em khong hieu",
    "kho qua",
    "la sao",
  ],
  register: [
    "dang ky",
    "dang ky san pham",
    "dang ky moi",
    "lam ho so",
    "lam ho so moi",
    "ho so moi",
    "them san pham",
    "dang ky them",
    "dang ky ocop",
    "dang ky san pham ocop",
    "dang ky san pham moi",
  ],
  continue: ["tiep tuc", "tiep", "lam tiep", "quay lai lam tiep", "tiep di", "di tiep", "lam tiep ho so"],
  missing: [
    "con thieu gi",
    "thieu gi",
    "con thieu",
    "ho so thieu gi",
    "con gi nua",
    "con bao nhieu cau",
    "thieu giay gi",
    "con thieu giay gi",
    "ho so con thieu gi",
    "den dau roi",
    "lam den dau roi",
    "lam toi dau roi",
    "xong chua",
  ],
  tasks: ["viec can lam", "danh sach viec", "tien do", "cac phan", "xem tien do", "ho so den dau roi"],
  skip: ["bo qua", "khong co", "qua cau khac", "skip", "bo qua cau nay", "cau khac"],
  later: [
    "de sau",
    "lam sau",
    "hoi sau",
    "tra loi sau",
    "chua biet",
    "chua co",
    "tam de do",
    "khong nho",
    "chua nho",
    "quen roi",
    "khong ro",
    "cau tiep",
    "cau tiep theo",
    "khong biet",
  ],
  back: ["quay lai", "lui lai", "cau truoc", "back", "tro lai", "lui", "lui mot cau"],
  undo: [
    "hoan tac",
    "undo",
    "bo cai vua roi",
    "huy cai vua roi",
    "xoa cai vua roi",
    "lay lai",
    "bo cau vua roi",
  ],
  stop: [
    "nghi",
    "dung lai",
    "thoi nghi",
    "mai lam tiep",
    "tam dung",
    "luu lai",
    "thoat",
    "stop",
    "de mai lam",
    "hom khac lam tiep",
    "ban roi",
    "thoi nghi",
    "thoi nghi mai lam tiep",
    "nghi day",
    "nghi day mai lam",
    "nghi day mai lam tiep",
    "mai lam not",
    "nghi mai lam tiep",
    "de mai",
    "mai lam",
  ],
  why: [
    "tai sao",
    "vi sao",
    "sao hoi",
    "hoi lam gi",
    "tai sao hoi",
    "vi sao hoi",
    "de lam gi",
    "sao phai hoi",
    "can lam gi",
  ],
  repeat: ["noi lai", "hoi lai", "nhac lai", "lap lai", "cau gi", "hoi gi"],
  "read-back": [
    "doc lai",
    "xem lai",
    "xem ho so",
    "kiem tra lai",
    "xem lai ho so",
    "doc lai ho so",
    "ho so cua toi",
  ],
  "hand-in": ["nop", "nop ho so", "gui ho so", "nop luon", "gui di", "nop cho xa"],
  "my-data": ["du lieu cua toi", "thong tin cua toi", "xem du lieu", "lay du lieu", "tai du lieu"],
  erase: [
    "xoa du lieu",
    "xoa het",
    "xoa du lieu cua toi",
    "xoa thong tin",
    "rut dong y",
    "xoa thong tin cua toi",
    "xoa het du lieu",
  ],
  "erase-dossier": ["xoa ho so", "xoa ho so nay", "huy ho so", "bo ho so nay", "xoa ban nhap"],
  person: [
    "goi cho",
    "goi dien",
    "goi lai",
    "gap can bo",
    "gap nguoi",
    "noi chuyen voi can bo",
    "can bo",
    "goi can bo",
    "gap nguoi that",
    "hoi can bo",
    "can nguoi giup",
  ],
  dossiers: ["danh sach ho so", "cac ho so", "ho so khac", "doi ho so", "chon ho so"],
  "what-consent": ["doc ky hon", "doc ky", "quyen rieng tu", "bao mat"],
  ask: ["hoi", "hoi ve ocop", "chi hoi thoi", "toi muon hoi", "hoi thoi", "cho hoi"],
  join: [
    "noi tai khoan",
    "lien ket",
    "lien ket tai khoan",
    "ma noi",
    "lay ma noi",
    "doi may",
    "doi dien thoai",
    "dung tren may khac",
    "lam tiep tren may khac",
    "noi zalo",
    "noi telegram",
    "noi may khac",
  ],
  "add-helper": [
    "them nguoi giup",
    "nho nguoi giup",
    "cho nguoi khac lam giup",
    "them nguoi lam cung",
    "chia se ho so",
    "nho con lam giup",
  ],
  "drop-helpers": ["bo nguoi giup", "xoa nguoi giup", "go nguoi giup", "thoi chia se", "khong chia se nua"],
  receipt: ["ma tra loi", "xem ma tra loi", "ma cau tra loi", "cho ma tra loi"],
  questions: ["cau hoi", "cac cau hoi", "xem cau hoi", "cau hoi dang cho", "cau hoi moi", "viec hom nay"],
  withdraw: [
    "rut ho so",
    "rut lai ho so",
    "lay lai ho so",
    "rut lai",
    "khong nop nua",
    "thoi khong nop nua",
    "rut ho so ve",
    "rut ve sua",
  ],
  reopen: [
    "lam lai",
    "lam lai ho so",
    "lam lai cho dot sau",
    "dot sau lam lai",
    "chuan bi dot sau",
    "nop dot sau",
  ],
  "remind-off": [
    "tat nhac",
    "tat nhac nho",
    "tat nhac han",
    "dung nhac",
    "dung nhac nua",
    "dung nhac nho nua",
    "ngung nhac",
    "thoi nhac",
    "thoi dung nhac nua",
    "khong nhac nua",
    "khong can nhac",
    "khong can nhac nua",
    "khoi nhac",
    "khoi nhac nua",
    "khong muon nhac",
  ],
  "remind-on": [
    "bat nhac",
    "bat lai nhac",
    "bat nhac lai",
    "bat nhac nho",
    "bat nhac han",
    "mo nhac",
    "nhac han",
  ],
  keep: ["giu lai", "giu lai ho so", "giu ho so", "giu lai ho so nhap", "toi con lam", "giu lai cho toi"],
  proposals: ["de nghi", "de nghi dua vao kho", "xem de nghi", "duyet", "duyet cau tra loi"],
  correct: ["sua", "sua lai", "sai roi", "sai", "ghi sai", "sua cau truoc", "nham", "nham roi", "ghi nham"],
};

const before =
  /^(?:(?:cho|giup) (?:toi|em|con|minh|chau|ba con)|(?:toi|em|con|minh|chau|anh|chi|bac|co) (?:muon|can|xin)|xin|muon|nho|a|o|the|vay) /u;
const after = / (?:a|nhe|nha|di|voi|giup toi|giup em|giup|oi|luon|nao|da|roi a|em|ad|nhi|the|vay|bot oi)$/u;

const table = new Map(Object.entries(phrases).flatMap(([name, all]) => all.map((words) => [words, name])));

const pronouns = /\b(?:em|toi|minh|con|chau|e|nha|roi a|a) ?/gu;

/** The command that a whole message is, or undefined. */
export function readCommand(text: string): Command | undefined {
  const words = plain(text.replace(/^\/+/u, ""));
  const bare = strip(words);
  const name = table.get(words) ?? table.get(bare) ?? table.get(bare.replaceAll(pronouns, "").trim());
  return isCommand(name) ? name : undefined;
}

export const isCommand = (name: string | undefined): name is Command =>
  name !== undefined && Object.hasOwn(phrases, name);

function strip(words: string): string {
  let text = words;
  for (let turn = 0; turn < 3; turn += 1) {
    const shorter = text.replace(before, "").replace(after, "");
    if (shorter === text) return text;
    text = shorter;
  }
  return text;
}
