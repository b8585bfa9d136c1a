import { seconds } from "../domain/instant.ts";
import type { Store } from "../store/contract.ts";

/** stopping: nothing new is taken any more. tick-late: nobody looks for work. */
type Lack = "stopping" | "store-away" | "store-late" | "tick-late";

/** A store that takes longer than this is as good as away. */
const longest = seconds(2);

/** What keeps the program from serving, by codes; none: it is ready. */
export function readiness(
  parts: {
    readonly store: Pick<Store, "load">;
    /** Lanes that have not looked for work for too long. */
    readonly late: () => readonly string[];
    readonly stop: AbortSignal;
  },
  within = longest,
): () => Promise<readonly Lack[]> {
  const store = async (): Promise<readonly Lack[]> => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const asked = parts.store.load(["health"]).then(
      () => [],
      (): readonly Lack[] => ["store-away"],
    );
    const tooLate = new Promise<readonly Lack[]>((resolve) => {
      timer = setTimeout(() => resolve(["store-late"]), within);
    });
    return Promise.race([asked, tooLate]).finally(() => clearTimeout(timer));
  };
  return async () => [
    ...(parts.stop.aborted ? (["stopping"] as const) : []),
    ...(await store()),
    ...(parts.late().length > 0 ? (["tick-late"] as const) : []),
  ];
}
