// @ts-check
/**
 * @typedef {{ data: string, label: string }} Choice
 * @typedef {{ hash: string, name: string, mime: string, size: number }} Kept
 * @typedef {{ id: string, at: number, from: "them" | "us", message: { text: string, choices?: Choice[], file?: Kept } }} Line
 * @typedef {{ id: string, at: number, text?: string, tap?: Choice, file?: string }} Waiting
 */

const zone = "Asia/Ho_Chi_Minh";
const fileLimit = 11_500_000;
const answerWait = 60_000;

const words = {
  sending: "Đang gửi…",
  sent: "Đã gửi",
  kept: "Máy đang bận, tin đã được giữ và sẽ có trả lời",
  busy: "Máy đang bận, sẽ gửi lại",
  offline: "Mất mạng, sẽ gửi lại",
  refused: "Chưa gửi được",
  lostFile: "Ảnh hoặc tệp này đã mất. Bà con gửi lại giúp nhé.",
  bigFile: "Tệp quá lớn (hơn 11 MB). Bà con gửi tệp nhỏ hơn nhé.",
  emptyFile: "Tệp này trống. Bà con chọn tệp khác nhé.",
  cookies: "Trình duyệt đang chặn cookie nên chưa gửi được. Bà con cho phép rồi tải lại trang.",
  elsewhere: "Trò chuyện đang mở ở thẻ khác.",
  me: "Bà con: ",
  us: "Trợ lý: ",
  choose: "Lựa chọn",
  today: "Hôm nay",
  yesterday: "Hôm qua",
  picture: "Ảnh: ",
  paper: "Tệp: ",
};

/**
 * @template {Element} T
 * @param {string} id
 * @param {new () => T} kind
 * @returns {T}
 */
function part(id, kind) {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(id);
  return found;
}

const scroller = part("scroller", HTMLElement);
const welcome = part("welcome", HTMLElement);
const list = part("lines", HTMLOListElement);
const typing = part("typing", HTMLElement);
const form = part("form", HTMLFormElement);
const field = part("text", HTMLTextAreaElement);
const attach = part("attach", HTMLButtonElement);
const picker = part("file", HTMLInputElement);
const state = part("state", HTMLElement);
const newer = part("newer", HTMLButtonElement);

// ---- small pieces of the page

/**
 * @param {string} tag
 * @param {string} [name]
 * @param {...(Node | string)} inside
 */
function make(tag, name = "", ...inside) {
  const element = document.createElement(tag);
  if (name !== "") element.className = name;
  element.append(...inside);
  return element;
}

/**
 * Text with *bold* and addresses as nodes, never as markup.
 * @param {string} text
 */
function rich(text) {
  const paragraph = make("p");
  const marks = /(?<![\p{L}\p{N}*])\*([^*\n]+)\*(?![\p{L}\p{N}*])|https:\/\/[^\s<>"”»]*[^\s<>"”».,;:!?)]/gu;
  let at = 0;
  for (const found of text.matchAll(marks)) {
    paragraph.append(text.slice(at, found.index));
    if (found[1] !== undefined) paragraph.append(make("strong", "", found[1]));
    else {
      const link = document.createElement("a");
      link.href = found[0];
      link.rel = "noopener noreferrer";
      link.target = "_blank";
      link.textContent = found[0];
      paragraph.append(link);
    }
    at = found.index + found[0].length;
  }
  paragraph.append(text.slice(at));
  return paragraph;
}

/**
 * @param {string} address
 * @param {string} name
 * @param {string} mime
 */
function shownFile(address, name, mime) {
  const link = document.createElement("a");
  link.href = address;
  link.target = "_blank";
  link.rel = "noopener";
  const asPaper = () => {
    link.className = "paper";
    link.replaceChildren(words.paper + name);
  };
  if (!mime.startsWith("image/")) {
    asPaper();
    return link;
  }
  const image = document.createElement("img");
  image.alt = words.picture + name;
  image.width = 168;
  image.height = 168;
  // Not every browser shows the pictures phones take; the name still leads to it.
  image.addEventListener("error", asPaper);
  image.src = address;
  link.className = "picture";
  link.append(image);
  return link;
}

/** @param {readonly Choice[]} choices */
function choiceButtons(choices) {
  const group = make("div", "choices");
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", words.choose);
  choices.forEach((choice, index) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = `${index + 1}. ${choice.label}`;
    button.addEventListener("click", () => {
      field.focus({ preventScroll: true });
      say({ tap: choice });
    });
    group.append(button);
  });
  return group;
}

const dayKey = new Intl.DateTimeFormat("en-CA", { timeZone: zone });
const dayName = new Intl.DateTimeFormat("vi-VN", { timeZone: zone, weekday: "long", day: "numeric", month: "numeric", year: "numeric" });

/** @param {number} at */
function dayWords(at) {
  const key = dayKey.format(at);
  if (key === dayKey.format(Date.now())) return words.today;
  if (key === dayKey.format(Date.now() - 86_400_000)) return words.yesterday;
  return dayName.format(at);
}

// ---- the list

/** @type {Map<string, { item: HTMLElement, done: boolean }>} */
const shown = new Map();
/** @type {Line | undefined} */
let lastLine;
let lastDay = "";
let following = true;

const atBottom = () => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 60;

/** Where the newest lines are read from: the end, or the top of an answer that is taller than the view. */
function newest() {
  const item = lastLine?.from === "us" ? shown.get(lastLine.id)?.item : undefined;
  if (item === undefined || item.offsetHeight < scroller.clientHeight - 24) return scroller.scrollHeight;
  return scroller.scrollTop + item.getBoundingClientRect().top - scroller.getBoundingClientRect().top - 8;
}

const atNewest = () => atBottom() || Math.abs(newest() - scroller.scrollTop) < 60;

function toBottom() {
  scroller.scrollTop = newest();
}

/** @param {HTMLElement} item */
function place(item) {
  list.insertBefore(item, list.querySelector("li.waiting"));
}

/** @param {number} at */
function placeDay(at) {
  const day = dayKey.format(at);
  if (day === lastDay) return;
  lastDay = day;
  place(make("li", "day", dayWords(at)));
}

/**
 * @param {HTMLElement} item
 * @param {string} text
 * @param {boolean} trouble
 */
function mark(item, text, trouble = false) {
  const old = item.querySelector(".meta");
  if (old?.textContent === text) return;
  old?.remove();
  if (text !== "") item.append(make("p", trouble ? "meta trouble" : "meta", text));
}

function quietOld() {
  for (const item of list.querySelectorAll("li.us:not(.old)")) item.classList.add("old");
}

/** @param {Line} line */
function bubble(line) {
  const { text, file } = line.message;
  const box = make("div", "bubble", make("span", "aside", line.from === "them" ? words.me : words.us));
  if (file) box.append(shownFile(`/chat/files/${encodeURIComponent(file.hash)}`, file.name, file.mime));
  if (text !== "") box.append(rich(text));
  return box;
}

/** @param {Line} line */
function show(line) {
  const known = shown.get(line.id);
  if (known?.done) return;
  if (line.from === "them") forget(line.id);
  known?.item.remove();
  placeDay(line.at);
  quietOld();
  const item = make("li", line.from, bubble(line));
  if (line.from === "us" && line.message.choices?.length) item.append(choiceButtons(line.message.choices));
  if (line.from === "them") {
    for (const other of list.querySelectorAll("li.them:not(.waiting)")) if (other instanceof HTMLElement) mark(other, "");
    mark(item, words.sent);
  }
  place(item);
  shown.set(line.id, { item, done: true });
  lastLine = line;
}

/** @type {ReturnType<typeof setTimeout> | undefined} */
let typingEnds;

function refresh() {
  welcome.hidden = !opened || shown.size > 0;
  const left = lastLine?.from === "them" ? lastLine.at + answerWait - Date.now() : 0;
  typing.classList.toggle("on", left > 0);
  clearTimeout(typingEnds);
  if (left > 0) typingEnds = setTimeout(refresh, Math.min(left, answerWait));
  if (following) toBottom();
}

scroller.addEventListener("scroll", () => {
  following = atNewest();
  if (following) newer.hidden = true;
});
newer.addEventListener("click", () => {
  following = true;
  newer.hidden = true;
  toBottom();
  field.focus({ preventScroll: true });
});
// The keyboard of a phone makes the page lower: who read the end still sees the end.
new ResizeObserver(() => {
  if (following) toBottom();
}).observe(scroller);

// ---- what waits to be sent: kept over a reload, under names that sort by time

const prefix = "ocop:out:";
/** @type {Map<string, Waiting>} */
const waiting = new Map();

/** @param {Waiting} one */
const keyOf = (one) => `${prefix}${String(one.at).padStart(15, "0")}:${one.id}`;

/** @param {() => void} work */
function ifAllowed(work) {
  try {
    work();
  } catch {
    // Private windows can refuse storage: then messages wait in memory only.
  }
}

/**
 * @param {unknown} one
 * @returns {one is Waiting}
 */
const isWaiting = (one) =>
  typeof one === "object" && one !== null && "id" in one && typeof one.id === "string" && "at" in one && typeof one.at === "number";

/**
 * @param {unknown} line
 * @returns {line is Line}
 */
const isLine = (line) => typeof line === "object" && line !== null && "id" in line && "at" in line && "message" in line;

/** @param {string} text */
function waitingOf(text) {
  try {
    /** @type {unknown} */
    const one = JSON.parse(text);
    return isWaiting(one) ? one : undefined;
  } catch {
    return undefined;
  }
}

function loadWaiting() {
  ifAllowed(() => {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(prefix));
    for (const key of keys.sort()) {
      const one = waitingOf(localStorage.getItem(key) ?? "");
      if (one) waiting.set(one.id, one);
      else localStorage.removeItem(key);
    }
  });
}

/** @type {Map<string, Blob>} */
const blobs = new Map();

/**
 * @template T
 * @param {"readonly" | "readwrite"} mode
 * @param {(store: IDBObjectStore) => IDBRequest<T>} work
 * @returns {Promise<T | undefined>}
 */
function stored(mode, work) {
  return new Promise((resolve) => {
    const none = () => resolve(undefined);
    ifAllowed(() => {
      const opening = indexedDB.open("ocop", 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore("out");
      opening.onerror = none;
      opening.onblocked = none;
      opening.onsuccess = () => {
        const transaction = opening.result.transaction("out", mode);
        const request = work(transaction.objectStore("out"));
        transaction.oncomplete = () => {
          opening.result.close();
          resolve(request.result);
        };
        transaction.onerror = none;
        transaction.onabort = none;
      };
    });
    setTimeout(none, 5000);
  });
}

/** @param {string} id */
async function blobOf(id) {
  /** @type {unknown} */
  const blob = blobs.get(id) ?? (await stored("readonly", (store) => store.get(id)));
  return blob instanceof Blob ? blob : undefined;
}

/** @param {string} id */
function forget(id) {
  const one = waiting.get(id);
  if (!one) return;
  waiting.delete(id);
  ifAllowed(() => localStorage.removeItem(keyOf(one)));
  if (one.file !== undefined) {
    blobs.delete(id);
    void stored("readwrite", (store) => store.delete(id));
  }
}

/** @param {Waiting} one */
function showWaiting(one) {
  if (shown.has(one.id)) return;
  const text = one.text ?? one.tap?.label ?? "";
  const box = make("div", "bubble", make("span", "aside", words.me));
  const blob = blobs.get(one.id);
  if (blob?.type.startsWith("image/")) box.append(shownFile(URL.createObjectURL(blob), one.file ?? "", blob.type));
  else if (one.file !== undefined) box.append(make("p", "", words.paper + one.file));
  if (text !== "") box.append(rich(text));
  const item = make("li", "them waiting", box);
  mark(item, words.sending);
  list.append(item);
  shown.set(one.id, { item, done: false });
}

function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

let lastAt = 0;

/** @param {{ text?: string, tap?: Choice, blob?: Blob, file?: string }} what */
function say({ blob, ...what }) {
  lastAt = Math.max(Date.now(), lastAt + 1);
  const one = { id: newId(), at: lastAt, ...what };
  waiting.set(one.id, one);
  if (blob) {
    blobs.set(one.id, blob);
    void stored("readwrite", (store) => store.put(blob, one.id));
  }
  ifAllowed(() => localStorage.setItem(keyOf(one), JSON.stringify(one)));
  showWaiting(one);
  following = true;
  refresh();
  void flush();
}

// ---- sending

let flushing = false;
let failures = 0;
let renewed = false;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let again;

/** @param {Waiting} one */
async function bodyOf(one) {
  if (one.file === undefined) return JSON.stringify({ id: one.id, text: one.text, tap: one.tap });
  const blob = await blobOf(one.id);
  if (!blob) return undefined;
  const body = new FormData();
  body.set("id", one.id);
  body.set("text", one.text ?? "");
  body.set("file", blob, one.file);
  return body;
}

/**
 * @param {Waiting} one
 * @param {string} why
 */
function giveUp(one, why) {
  forget(one.id);
  const item = shown.get(one.id)?.item;
  if (item) mark(item, `${words.refused}. ${why}`, true);
}

/**
 * Sends one; answers how many milliseconds to wait before it is tried again, 0 when it is done with.
 * @param {Waiting} one
 */
async function post(one) {
  const body = await bodyOf(one);
  if (body === undefined) {
    giveUp(one, words.lostFile);
    return 0;
  }
  const headers = { "x-message-id": one.id, ...(typeof body === "string" ? { "content-type": "application/json" } : {}) };
  const answer = await fetch("/chat/events", { method: "POST", headers, body, signal: AbortSignal.timeout(120_000) });
  if (answer.ok) {
    forget(one.id);
    const known = shown.get(one.id);
    if (known && !known.done) mark(known.item, answer.status === 202 ? words.kept : words.sent);
    return 0;
  }
  if (answer.status === 401 && !renewed) {
    renewed = true;
    await fetch("/", { cache: "no-store" });
    listen();
    return 1;
  }
  const item = shown.get(one.id)?.item;
  if (item && answer.status >= 500) mark(item, words.busy, true);
  if (answer.status === 429 || answer.status === 503) return Number(answer.headers.get("retry-after") ?? "2") * 1000;
  if (answer.status >= 500 || answer.status === 408) return 3000;
  giveUp(one, answer.status === 401 ? words.cookies : (await answer.text()).slice(0, 200));
  return 0;
}

/** @param {boolean} offline */
function showState(offline) {
  for (const id of waiting.keys()) {
    const item = shown.get(id)?.item;
    if (item) mark(item, offline ? words.offline : words.sending, offline);
  }
  const text = offline && waiting.size > 0 ? words.offline : "";
  if (state.textContent !== text) state.textContent = text;
}

async function flush() {
  if (flushing) return;
  flushing = true;
  clearTimeout(again);
  let wait = 0;
  for (let one = first(); one && wait === 0; one = first()) {
    try {
      wait = await post(one);
      failures = 0;
      if (wait === 0) showState(false);
    } catch {
      failures += 1;
      wait = Math.min(30_000, 1000 * 2 ** failures);
      showState(true);
    }
  }
  flushing = false;
  refresh();
  if (wait > 0) again = setTimeout(() => void flush(), wait);
}

const first = () => waiting.values().next().value;

// ---- hearing

/** @type {EventSource | undefined} */
let source;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let reopening;
let opened = false;
let next = 0;
/** @type {Line[]} */
let early = [];

/** @param {readonly Line[]} lines */
function hear(lines) {
  if (lines.length === 0) return;
  const away = !following;
  for (const line of lines) show(line);
  if (away && lines.some((line) => line.from === "us")) newer.hidden = false;
  refresh();
}

function startAnew() {
  list.replaceChildren();
  shown.clear();
  early = [];
  lastLine = undefined;
  lastDay = "";
  next = 0;
  for (const one of waiting.values()) showWaiting(one);
  refresh();
}

function listen() {
  clearTimeout(reopening);
  source?.close();
  const opening = new EventSource(`/chat/stream?from=${next}`);
  source = opening;
  opening.onmessage = (event) => {
    /** @type {unknown} */
    const line = JSON.parse(String(event.data));
    if (!isLine(line)) return;
    next = Number(event.lastEventId) + 1;
    // The first lines are shown together, so that nothing jumps while they come.
    if (opened) hear([line]);
    else early.push(line);
  };
  opening.addEventListener("ready", () => {
    opened = true;
    hear(early);
    early = [];
    refresh();
  });
  opening.addEventListener("reset", startAnew);
  opening.addEventListener("elsewhere", () => {
    opening.close();
    state.textContent = words.elsewhere;
  });
  opening.onerror = () => {
    // The browser itself tries again after a broken line, but not after a refusal.
    if (opening.readyState === EventSource.CLOSED) reopening = setTimeout(listen, 5000);
  };
}

function back() {
  if (document.visibilityState === "hidden") return;
  if (source?.readyState === EventSource.CLOSED) {
    state.textContent = "";
    listen();
  }
  void flush();
}

// ---- what people do

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const text = field.value.trim();
  field.value = "";
  field.focus({ preventScroll: true });
  if (text !== "") say({ text });
});

field.addEventListener("keydown", (event) => {
  // Typing methods for Vietnamese use Enter too, while they compose.
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  form.requestSubmit();
});

/**
 * A photo of a phone, made smaller for slow lines: still sharp enough to read a paper.
 * @param {File} file
 * @returns {Promise<Blob>}
 */
async function lighter(file) {
  if (file.size < 2_000_000 || !file.type.startsWith("image/") || file.type === "image/gif") return file;
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, 2600 / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    /** @type {Blob | null} */
    const made = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.88));
    return made && made.size < file.size ? made : file;
  } catch {
    return file;
  }
}

/** @param {readonly File[]} files */
async function sendFiles(files) {
  for (const file of files) {
    const blob = await lighter(file);
    const trouble = blob.size === 0 ? words.emptyFile : blob.size > fileLimit ? words.bigFile : "";
    state.textContent = trouble;
    if (trouble === "") say({ blob, file: file.name || "anh.jpg", text: "" });
  }
}

attach.addEventListener("click", () => picker.click());
picker.addEventListener("change", () => {
  const files = [...(picker.files ?? [])];
  picker.value = "";
  field.focus({ preventScroll: true });
  void sendFiles(files);
});
field.addEventListener("paste", (event) => {
  const files = [...(event.clipboardData?.files ?? [])];
  if (files.length === 0) return;
  event.preventDefault();
  void sendFiles(files);
});
document.addEventListener("dragover", (event) => event.preventDefault());
document.addEventListener("drop", (event) => {
  event.preventDefault();
  void sendFiles([...(event.dataTransfer?.files ?? [])]);
});

for (const button of welcome.querySelectorAll("button")) {
  button.addEventListener("click", () => {
    field.focus({ preventScroll: true });
    say({ text: button.dataset["say"] ?? "" });
  });
}

addEventListener("online", back);
addEventListener("pageshow", back);
document.addEventListener("visibilitychange", back);

async function start() {
  loadWaiting();
  for (const one of waiting.values()) {
    lastAt = Math.max(lastAt, one.at);
    if (one.file === undefined) continue;
    const blob = await blobOf(one.id);
    if (blob) blobs.set(one.id, blob);
  }
  for (const one of waiting.values()) showWaiting(one);
  listen();
  void flush();
  // On a phone the keyboard would cover the first message.
  if (matchMedia("(pointer: fine)").matches) field.focus({ preventScroll: true });
}

void start();
