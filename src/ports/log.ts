/** One line per event handled: codes, ids and figures only, never text or personal data. */
export type Log = (line: Readonly<Record<string, string | number | boolean>>) => void;
