import { randomBytes, randomInt } from "node:crypto";
import type { Ids } from "../ports/ids.ts";

/** Codes are read out over the phone: no letters that look or sound alike. */
const letters = "ACDEFHKLMNPRTUVXY34679";
const some = (count: number): string =>
  [...randomBytes(count)].map((byte) => letters[byte % letters.length]).join("");

/** New names by chance: codes for people, longer where one gives a role, and names that nobody guesses for all else. */
export const freshIds: Ids = {
  next: (kind) => {
    switch (kind) {
      case "code":
        return `BH-${some(6)}`;
      case "invite":
        return `BH-${some(10)}`;
      case "inquiry":
        return `H${randomInt(10_000, 100_000)}`;
      case "document":
        return `V${randomInt(10_000, 100_000)}`;
      case "announcement":
        return `TB-${String(randomInt(1, 10_000)).padStart(4, "0")}`;
      case "receipt":
        return `TL-${some(5)}`;
      default:
        return randomBytes(16).toString("base64url");
    }
  },
};
