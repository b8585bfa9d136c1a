import type { News } from "../domain/event.ts";
import type { FileRef } from "../domain/message.ts";
import { clean } from "../text/clean.ts";
import { mentions, namedProduct, wantsToRegister } from "../flow/glean.ts";
import { fold } from "../text/fold.ts";
import { plain } from "../text/plain.ts";
import { looksLikeQuestion } from "../text/question.ts";
import { askNext, menu } from "./ask.ts";
import { waitsForWords } from "./back.ts";
import type { BookFound } from "./book.ts";
import type { Found } from "./desk.ts";
import { forgetLater, forgetStranger } from "./forget.ts";
import { handedOn, overdue } from "./hand-on.ts";
import { alikeWanted } from "./readers/alike.ts";
import { announce, announced } from "./readers/announcement/announce.ts";
import { quickAnswer } from "./readers/announcement/answers.ts";
import { announcementFile } from "./readers/announcement/draft.ts";
import { announcementDue, announcementNews } from "./readers/announcement/run.ts";
import { archive, archiveMade } from "./readers/archive.ts";
import { attendance, attended } from "./readers/book/attendance.ts";
import { carriedOn, carrying } from "./readers/carry.ts";
import { command, resume } from "./readers/command.ts";
import { confirmation } from "./readers/confirmation.ts";
import { correction } from "./readers/correction.ts";
import { atDesk, desk, heard, morning, seatGone, unseated } from "./readers/office/desk.ts";
import {
  document,
  documentLate,
  documentLeft,
  documentRead,
  documentSent,
  documentUnreadable,
} from "./readers/office/document.ts";
import { file } from "./readers/file.ts";
import { forms, formsMade } from "./readers/forms.ts";
import { imported, tableSent } from "./readers/book/import.ts";
import { allData, erased } from "./readers/my-data.ts";
import { codeSaid, redeemed, shut } from "./readers/join.ts";
import { expiring, expiryDue, paperRead, photoSeen, proofSaid, readInto } from "./readers/proof.ts";
import { openItem } from "./readers/open-item.ts";
import { booked, programmeBook } from "./readers/book/programme-book.ts";
import { answered, consult, question } from "./readers/question.ts";
import { complaint, replay, replayed } from "./readers/receipt.ts";
import { ready, selfScoring } from "./readers/readiness.ts";
import { register, tells, told } from "./readers/register.ts";
import { fileOver, listed, printed, reported, reportWanted } from "./readers/book/report.ts";
import { dealtSaid, decided } from "./readers/hand-in.ts";
import { dossierCame, queueMorning } from "./readers/office/queue.ts";
import { review, reviewed } from "./readers/office/review.ts";
import { rounds } from "./readers/office/rounds.ts";
import { plan, roundLost } from "./readers/plan.ts";
import { isReminder, reminded, reminderDue, reminding } from "./readers/reminders.ts";
import { atCondition, operation } from "./readers/office/operation.ts";
import { atRoles, guessesHeard, roles } from "./readers/office/roles.ts";
import { lapsed, lapseDue, lapseTimer, stillThere } from "./readers/lapse.ts";
import { atRetention, reportDue, retention, retentionTimer } from "./readers/office/retention.ts";
import { requirements } from "./readers/requirements.ts";
import { atSession, session, sessionHeard } from "./readers/council/session.ts";
import { sentences } from "./readers/sentences.ts";
import { story, storyRewritten, storyTold, storyWord } from "./readers/story.ts";
import { greeting, nod } from "./readers/small-talk.ts";
import { optOut } from "./readers/opt-out.ts";
import { offered, tap } from "./readers/tap.ts";
import { archiveSent, unpacked } from "./readers/unpacking.ts";
import { unread } from "./readers/unread.ts";
import { offerTaken, wish } from "./readers/wish.ts";
import { join, say } from "./say.ts";
import type { Effect, Happening, Reader, Scene, Turn } from "./scene.ts";

/** Longest text taken as one message, in characters. */
const longestText = 8000;

const registration: Reader<{ readonly text: string }> = (turn, { text }, scene) =>
  wantsToRegister(text) && !looksLikeQuestion(text) ? register(turn, scene, text) : undefined;

/** "đăng ký Lê Tai Nung Bắc Hà": few words, and no paper that is registered too. */
const namesOther = (text: string, scene: Scene): boolean =>
  // "dk" alone is as often "được".
  /\b(?:dang k[yi]|lam (?:ho so|hs))\b/u.test(fold(text)) &&
  text.split(/\s+/u).length <= 10 &&
  !/[,;\n]/u.test(text) &&
  !/ (?:nhan hieu|thuong hieu|ma vach|ma so|tem|bao ho|so huu|cong bo|kiem nghiem|vietgap|hop tac xa|to hop tac|hoi cho|tap huan|von) /u.test(
    ` ${plain(text)} `,
  ) &&
  namedProduct(text, scene.world.lists.communes) !== undefined;

/** Another product, named while a question is open: "dk lap suon o thi tran". */
const anotherProduct: Reader<{ readonly text: string }> = (turn, { text }, scene) =>
  turn.dossier !== undefined && (namesProduct(text, scene) || namesOther(text, scene))
    ? registration(turn, { text }, scene)
    : undefined;

/** Whoever speaks as an officer without a role here is told how to get one, instead of being asked the producer's question again. */
const official: Reader<{ readonly text: string }> = (turn, { text }, scene) =>
  /^(?:(?:toi|em|minh|anh|chi) )?(?:la )?(?:can bo|lanh dao|chu tich|nhan vien) (?:xa|huyen|phong|van phong|nong nghiep)|^(?:gui|phat|dang) thong bao|^duyet ho so|^them van ban|^(?:viec hom nay|cau hoi|cau hoi dang cho|tra loi h\d+.*)$/u.test(
    plain(text),
  )
    ? askOrStay(say(turn, scene, "not-for-officers-yet"), scene)
    : undefined;

/** How typed words are understood, in this order; the first reader that knows what they mean decides. */
const readers: readonly Reader<{ readonly text: string }>[] = [
  quickAnswer,
  session,
  (turn, { text }, scene) => offered(turn, text, scene),
  selfScoring,
  offerTaken,
  proofSaid,
  codeSaid,
  carrying,
  announce,
  desk,
  attendance,
  programmeBook,
  reportWanted,
  review,
  rounds,
  roles,
  retention,
  operation,
  document,
  story,
  storyTold,
  replay,
  complaint,
  optOut,
  archive,
  forms,
  ready,
  plan,
  command,
  confirmation,
  sentences,
  correction,
  dealtSaid,
  greeting,
  official,
  anotherProduct,
  wish,
  requirements,
  storyWord,
  openItem,
  registration,
  question,
  nod,
];

/** What an event means: the state after it and the effects. Pure: the same scene and event give the same turn. */
export function decide(before: Turn, happening: Happening, scene: Scene): Turn {
  // What was looked up belongs to what asked for it: a timer may have, or somebody who has just written.
  const byThemselves =
    !["timer", "news", "desk", "review", "announcement", "paper-read", "dossier-read"].includes(
      happening.kind,
    ) &&
    !(
      happening.kind === "gathered" &&
      (happening.why === "remind" || happening.why === "lapse" || happening.why.startsWith("expiry"))
    );
  const seated = byThemselves ? stillThere(unseated(before, scene)) : before;
  const turn: Turn = byThemselves ? { ...seated, thread: { ...seated.thread, lastAt: scene.now } } : seated;
  const closed = byThemselves ? (shut(turn, scene) ?? seatGone(before, turn, scene)) : undefined;
  const after = documentLeft(before, closed ?? read(turn, happening, scene), scene);
  const answers = byThemselves || before.thread.lastAt === scene.now;
  if (!answers) return settle(before, after, scene, before);
  const told = roundLost(before, after, scene);
  return settle(before, reminding(before, alikeWanted(before, told, scene), scene), scene);
}

function read(turn: Turn, deed: Happening, scene: Scene): Turn {
  switch (deed.kind) {
    case "text":
      return words(turn, clean(deed.text), scene);
    case "tap":
      return tap(turn, deed.data, deed.label, scene) ?? words(turn, clean(deed.label), scene);
    case "file":
      if (scene.off?.uploads !== undefined) return notTaken(turn, deed.file, scene);
      return (
        archiveSent(turn, deed.file, scene) ??
        announcementFile(turn, deed.file, clean(deed.text), scene) ??
        tableSent(turn, deed.file, clean(deed.text), scene) ??
        documentSent(turn, deed.file, clean(deed.text), scene) ??
        file(turn, deed.file, clean(deed.text), scene)
      );
    case "photo-seen":
      return photoSeen(turn, deed, scene);
    case "paper-read":
      return paperRead(turn, deed, scene);
    case "dossier-read":
      return readInto(turn, deed.read, deed.dossier, scene);
    case "document-read":
      return documentRead(turn, deed, scene);
    case "unreadable":
      return (
        documentUnreadable(turn, deed.why, scene) ??
        askOrStay(say(turn, scene, `unreadable-${deed.why}`), scene)
      );
    case "opened":
      return resume(turn, scene);
    case "redeemed":
      return redeemed(turn, deed.code, deed.given, scene);
    case "gathered":
      return gathered(turn, deed, scene);
    case "answered":
      return answered(turn, deed, scene);
    case "desk":
      return looked(turn, deed.found, scene);
    case "register":
      return inBook(turn, deed.found, scene);
    case "review":
      return reviewed(turn, deed.found, scene);
    case "announcement":
      return announced(turn, deed.found, scene);
    case "session":
      return atSession(turn, deed.found, scene);
    case "carry":
      return carriedOn(turn, deed.found, scene);
    case "forms":
      return formsMade(turn, deed.found, scene);
    case "rewritten":
      return storyRewritten(turn, deed.story, scene);
    case "archive":
      return archiveMade(turn, deed.found, scene);
    case "unpack":
      return unpacked(turn, deed.found, scene);
    case "news":
      return came(turn, deed.news, scene);
    case "timer":
      return timed(turn, deed.name, scene);
  }
}

/** No files are taken for now: this one is not kept either. */
const notTaken = (turn: Turn, { hash }: FileRef, scene: Scene): Turn =>
  askOrStay(
    say(
      { ...turn, effects: [...turn.effects, { kind: "discard", files: [hash] }] },
      scene,
      "unreadable-files-off",
    ),
    scene,
  );

/** What somebody else's turn has to tell this chat. */
function came(turn: Turn, news: News, scene: Scene): Turn {
  switch (news.what) {
    case "decided":
      return decided(turn, news, scene);
    case "dossier-came":
      return dossierCame(turn, scene);
    case "session":
      return sessionHeard(turn, news, scene);
    case "guesses":
      return guessesHeard(turn, news, scene);
    case "announcement":
      return announcementNews(turn, news, scene);
    default:
      return heard(turn, news, scene);
  }
}

function timed(turn: Turn, name: string, scene: Scene): Turn {
  if (name.startsWith("file:")) return fileOver(turn, name);
  const due = announcementDue(turn, name);
  if (due !== undefined) return due;
  if (isReminder(name)) return reminderDue(turn, name, scene);
  const ends = expiryDue(turn, name);
  if (ends !== undefined) return ends;
  switch (name) {
    case "desk":
      return morning(turn, scene);
    case "queue":
      return queueMorning(turn, scene);
    case lapseTimer:
      return lapseDue(turn, scene);
    case retentionTimer:
      return reportDue(turn);
    case "document":
      return documentLate(turn, scene);
    default:
      return overdue(turn, name, scene) ?? forgetStranger(turn, scene);
  }
}

function inBook(turn: Turn, found: BookFound, scene: Scene): Turn {
  switch (found.ask) {
    case "book":
      return booked(turn, found, scene);
    case "attend":
      return attended(turn, found, scene);
    case "report":
      return reported(turn, found, scene);
    case "list":
      return listed(turn, found, scene);
    case "print":
      return printed(turn, found, scene);
    case "import":
      return imported(turn, found, scene);
  }
}

function gathered(
  turn: Turn,
  { dossiers, why }: Extract<Happening, { kind: "gathered" }>,
  scene: Scene,
): Turn {
  switch (why) {
    case "data":
      return allData(turn, dossiers, scene);
    case "erase":
      return erased(turn, dossiers, scene);
    case "remind":
      return reminded(turn, dossiers, scene);
    case "lapse":
      return lapsed(turn, dossiers, scene);
    default:
      return expiring(turn, dossiers, why.slice("expiry ".length), scene);
  }
}

function looked(turn: Turn, found: Found, scene: Scene): Turn {
  switch (found.ask) {
    case "pass":
      return handedOn(turn, found, scene);
    case "receipt":
      return replayed(turn, found, scene);
    case "retention":
      return atRetention(turn, found, scene);
    case "condition":
    case "set-aside":
    case "settle":
      return atCondition(turn, found, scene);
    case "holders":
    case "log":
    case "guesses":
      return atRoles(turn, found, scene);
    default:
      return atDesk(turn, found, scene);
  }
}

function words(turn: Turn, text: string, scene: Scene): Turn {
  if (text === "") return askOrStay(say(turn, scene, "empty"), scene);
  if (text.length > longestText) return askOrStay(say(turn, scene, "unreadable-length"), scene);
  for (const reader of readers) {
    const understood = reader(turn, { text }, scene);
    if (understood !== undefined) return understood;
  }
  if (waitsForWords(turn)) return unread(turn, text, scene);
  if (turn.dossier !== undefined) return consultOrUnread(turn, text, scene);
  if (namesProduct(text, scene)) return register(turn, scene, text);
  return (tells(text, scene) ? told(turn, text, scene) : undefined) ?? consultOrUnread(turn, text, scene);
}

/** Words that nobody read and nothing waits for may still be a question: "thu tuc cap giay cho com". */
const consultOrUnread = (turn: Turn, text: string, scene: Scene): Turn =>
  plain(text).split(" ").length > 2 ? consult(turn, text, false, scene) : unread(turn, text, scene);

/** Whether a product of the plan is named; alone, as a first word, it means that one wants to register it. */
const namesProduct = (text: string, scene: Scene): boolean =>
  scene.world.lists.products.some((one) =>
    [one.label, ...(one.also ?? [])].some((name) => mentions(text, name)),
  );

const askOrStay = (turn: Turn, scene: Scene): Turn =>
  turn.thread.pending !== undefined
    ? say(turn, scene, "still-waiting", {}, turn.thread.offered)
    : turn.dossier === undefined
      ? menu(turn, scene)
      : askNext(turn, scene);

/**
 * One message out of all that was said, and its choices kept as those that numbers mean; what we say by ourselves
 * without choices leaves those of `still` to be numbered.
 */
function settle(before: Turn, after: Turn, scene: Scene, still?: Turn): Turn {
  const said = after.effects.flatMap((effect) => (effect.kind === "say" ? [effect.message] : []));
  const others = after.effects.filter((effect) => effect.kind !== "say");
  // Files are messages of their own, each with its words; what was said besides follows as one.
  const files = said
    .filter((one) => one.file !== undefined)
    .map((message): Effect => ({ kind: "say", message }));
  const armed = before.thread.lastAt === 0 && after.thread.lastAt > 0 ? [forgetLater(scene)] : [];
  const message = join(said.filter((one) => one.file === undefined));
  const { answered: last } = after.thread;
  // "sai rồi" means an answer only as long as nothing was said since.
  if (message !== undefined && last?.last === true && last === before.thread.answered)
    after = { ...after, thread: { ...after.thread, answered: { ...last, last: false } } };
  if (message === undefined) return { ...after, effects: [...others, ...armed, ...files] };
  // An offer is taken by the very next words only.
  if (after.thread.wish !== undefined && after.thread.wish === before.thread.wish) {
    const { wish: _, ...thread } = after.thread;
    after = { ...after, thread };
  }
  const misses = after.thread.misses > before.thread.misses ? after.thread.misses : 0;
  const thread = { ...after.thread, misses, offered: [...(message.choices ?? still?.thread.offered ?? [])] };
  return { ...after, thread, effects: [...others, ...armed, ...files, { kind: "say", message }] };
}
