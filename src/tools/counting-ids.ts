import type { Ids } from "../ports/ids.ts";

/** Ids that count, the same in every rehearsal. */
export const countingIds = (): Ids => {
  let count = 0;
  let inquiries = 0;
  let documents = 0;
  let announcements = 0;
  return {
    next: (kind) => {
      if (kind === "inquiry") return `H${(inquiries += 1)}`;
      if (kind === "announcement") return `TB-${String((announcements += 1)).padStart(4, "0")}`;
      if (kind === "document") return `V${(documents += 1)}`;
      count += 1;
      const number = String(count).padStart(4, "0");
      return kind === "code" || kind === "invite"
        ? `BH-${number}`
        : kind === "receipt"
          ? `TL-${number}`
          : `${kind}-${count}`;
    },
  };
};
