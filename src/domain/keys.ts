/** The names of stored things, in one place. */
export const threadKey = (thread: string): string => `thread:${thread}`;
export const personKey = (person: string): string => `person:${person}`;
export const dossierKey = (dossier: string): string => `dossier:${dossier}`;
export const dossierLog = (dossier: string): string => `dossier:${dossier}`;
export const transcriptLog = (thread: string): string => `transcript:${thread}`;
/** A one-time code that joins a channel to a person, or a helper to a dossier. */
export const codeKey = (code: string): string => `code:${code}`;
export const codeIndex = "codes";
/** What nobody could read, kept for the staff. */
export const questionKey = (question: string): string => `question:${question}`;
/** A question handed on to an office; all open ones by time, and those of one office, or of its part in one commune. */
export const inquiryKey = (inquiry: string): string => `inquiry:${inquiry}`;
export const inquiryIndex = "inquiries";
/** Those that are answered, by when. */
export const answeredIndex = "answered";
export const officeInquiries = (office: string, place?: string): string =>
  place === undefined ? `inquiries:${office}` : `inquiries:${office}:${place}`;
/** The chats that wait for one. */
export const askersIndex = (inquiry: string): string => `askers:${inquiry}`;
/** The open inquiry that asks the same; the document of the same number and day. */
export const sameKey = (sameness: string): string => `same:${sameness}`;
/** Answered inquiries and documents that somebody proposed to publish, and the inquiries that are published. */
export const proposalIndex = "proposals";
export const publishedIndex = "published";
/** A document that somebody proposed to add to what is known, its articles, and all such documents. */
export const documentKey = (document: string): string => `document:${document}`;
export const articlesKey = (document: string): string => `articles:${document}`;
export const documentIndex = "documents";
export const receiptKey = (receipt: string): string => `receipt:${receipt}`;
export const receiptIndex = "receipts";
/** Rounds opened or changed since the plan. */
export const roundsKey = "rounds";
/** People with a role. */
export const roleIndex = "roles";
/** The chats of an office's officers, or of those who are there for all offices: members "<place> <thread>", and "<until>" where it ends. */
export const deskIndex = (office: string): string => `desk:${office}`;
export const allDesks = "*";
/** Wrong codes of the last hour: members "<thread> <id>"; and when somebody was last told that there are many. */
export const guessIndex = "guesses";
export const guessesToldKey = "guesses:told";
/** Every use of a right, by month ("2021-03"). */
export const auditLog = (month: string): string => `audit:${month}`;
/** Groups of a lane by when they can be claimed: the store keeps this index itself, and it can only be read. */
export const laneIndex = (lane: string): string => `lane:${lane}`;
/** Jobs that are switched off; how a job that runs by itself ended last; alarms that were told and are not over. */
export const switchesKey = "switches";
export const lastKey = (job: string): string => `last:${job}`;
export const alarmsKey = "alarms";
export const triesKey = (work: string): string => `tries:${work}`;
export const triesIndex = "tries";
export const stuckKey = (work: string): string => `stuck:${work}`;
/** Messages that wait until the person of a thread writes again. */
export const heldKey = (thread: string): string => `held:${thread}`;
/** When the person of a thread last did something that lets us answer. */
export const windowKey = (thread: string): string => `window:${thread}`;
/** Which dossiers hold a file: it is deleted with the last of them. */
export const fileIndex = (hash: string): string => `file:${hash}`;
/** What a person left outside their dossier: keys of questions and stuck messages, erased with them. */
export const leftIndex = (thread: string): string => `left:${thread}`;
export const questionIndex = "questions";
export const stuckIndex = "stuck";
export const heldIndex = "held";
export const dossierIndex = "dossiers";
/** One record of the programme's register, all of a kind by number, and the highest numbers given out. */
export const registerKey = (kind: string, record: string): string => `register:${kind}:${record}`;
export const registerIndex = (kind: string): string => `register:${kind}`;
export const registerNumbersKey = "register-numbers";
/** Who was at a training, through the chat: members "<role> <who>"; with the name they gave, as long as their data is kept. */
export const attendedIndex = (training: string): string => `attended:${training}`;
export const attendanceKey = (training: string, who: string): string => `attendance:${training}:${who}`;
/** Dossiers that wait for an office's decision at a stage, those that wait for the council, and all ever handed in. */
export const queueIndex = (stage: string, place?: string): string =>
  place === undefined ? `review:${stage}` : `review:${stage}:${place}`;
export const readyIndex = (stage: string, place?: string): string =>
  place === undefined ? `ready:${stage}` : `ready:${stage}:${place}`;
export const handedIndex = (place?: string): string => (place === undefined ? "handed" : `handed:${place}`);
/** Dossiers of one product, drafts too: they count, and are named to nobody. */
export const alikeIndex = (product: string): string => `alike:${product}`;
/** A session of the council; all of them by number, and the one that is open. */
export const sessionKey = (session: string): string => `session:${session}`;
/** What one of its members has brought into it, as long as it is open. */
export const seatKey = (session: string, person: string): string => `session:${session}:${person}`;
export const sessionIndex = "sessions";
export const openSessionIndex = "sessions:open";
/** The dossier behind a receipt's code, and the chats that hear of a dossier. */
export const receiptDossierKey = (code: string): string => `handed-in:${code}`;
export const chatsIndex = (dossier: string): string => `chats:${dossier}`;
/** What an announcement may look at of a person, and all of these by when they joined. */
export const contactKey = (person: string): string => `contact:${person}`;
export const contactIndex = "contacts";
/** Whom the name of a person from before two channels were joined means now. */
export const joinedKey = (was: string): string => `joined:${was}`;
/** An announcement, all of them by time, its recipients by chunk, and how many rows of a chunk are in a state. */
export const announcementKey = (announcement: string): string => `announcement:${announcement}`;
export const announcementIndex = "announcements";
export const chunkKey = (announcement: string, chunk: number): string => `ledger:${announcement}:${chunk}`;
export const tallyIndex = (announcement: string, state: string): string => `tally:${announcement}:${state}`;
/** What somebody answered to an announcement, and who gave each of its answers, by number. */
export const answerKey = (announcement: string, person: string): string => `answer:${announcement}:${person}`;
export const answersIndex = (announcement: string, number: number): string =>
  `answers:${announcement}:${number}`;
/** The announcement with quick answers that a chat heard last, as long as nothing was said there since. */
export const askedKey = (thread: string): string => `asked:${thread}`;
/** What links to forms are signed with. */
export const linkSecretKey = "link-secret";
/** When the store was begun: where it is gone, the data is gone with it. */
export const birthKey = "store-birth";
/** Until when a channel takes no announcements from any process. */
export const quietKey = (channel: string): string => `quiet:${channel}`;
/** What the nightly look at what is kept has come to, and what it found last. */
export const retentionRunKey = "retention:run";
export const retentionReportKey = "retention:report";
/** Whoever's data was erased, with the name that nobody has under which they stay counted: members "<id> <name>". */
export const goneIndex = "gone";
