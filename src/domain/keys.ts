/** The names of stored things, in one place. */
export const threadKey = (thread: string): string => `thread:${thread}`;
export const personKey = (person: string): string => `person:${person}`;
export const dossierKey = (dossier: string): string => `dossier:${dossier}`;
export const dossierLog = (dossier: string): string => `dossier:${dossier}`;
export const transcriptLog = (thread: string): string => `transcript:${thread}`;
/** A one-time code that joins a channel to a person, or a helper to a dossier. */
export const codeKey = (code: string): string => `code:${code}`;
export const codeIndex = "codes";
export const questionKey = (question: string): string => `question:${question}`;
export const triesKey = (work: string): string => `tries:${work}`;
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
