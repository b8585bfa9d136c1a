/**
 * Makes one call out of many asked for at the same moment: `run` gets up to `most` asks and answers them in order.
 * A failed call fails all its asks.
 */
export function coalesce<Ask, Answer>(
  run: (asks: readonly Ask[]) => Promise<readonly Answer[]>,
  most: number,
): (ask: Ask) => Promise<Answer> {
  type Waiting = {
    readonly ask: Ask;
    readonly resolve: (answer: Answer) => void;
    readonly reject: (why: unknown) => void;
  };
  let waiting: Waiting[] = [];
  const flush = async (): Promise<void> => {
    const batch = waiting.slice(0, most);
    waiting = waiting.slice(most);
    if (waiting.length > 0) setImmediate(() => void flush());
    try {
      const answers = await run(batch.map((one) => one.ask));
      batch.forEach((one, at) => {
        const answer = answers[at];
        if (answer === undefined) one.reject(new Error("an ask was not answered"));
        else one.resolve(answer);
      });
    } catch (why) {
      for (const one of batch) one.reject(why);
    }
  };
  return (ask) =>
    new Promise((resolve, reject) => {
      if (waiting.length === 0) setImmediate(() => void flush());
      waiting.push({ ask, resolve, reject });
    });
}
