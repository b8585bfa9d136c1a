/** Somebody with the page open: what they write goes in by a post, what they hear comes over the stream. */
export type BrowserPerson = {
  /** Posts a message and gives back the status. */
  readonly post: (text: string) => Promise<number>;
  /** Posts a message and waits for the first answer to it. */
  readonly says: (text: string) => Promise<string>;
  /** The next line from the assistant. */
  readonly hears: () => Promise<string>;
  /** Resolves when the server ends the stream. */
  readonly over: Promise<void>;
  readonly leave: () => void;
};

/** Opens the page's stream as `name`. */
export async function browserPerson(url: string, name: string): Promise<BrowserPerson> {
  const cookie = `chat=${name}`;
  const leaving = new AbortController();
  const stream = await fetch(`${url}/chat/stream`, { headers: { cookie }, signal: leaving.signal });
  if (stream.body === null) throw new Error("no stream");
  const bytes: ReadableStream<Uint8Array> = stream.body;
  const heard: string[] = [];
  let wake = (): void => {};
  const read = async (): Promise<void> => {
    const decoder = new TextDecoder();
    let text = "";
    for await (const chunk of bytes) {
      text += decoder.decode(chunk, { stream: true });
      const blocks = text.split("\n\n");
      text = blocks.pop() ?? "";
      heard.push(...blocks.filter((block) => block.includes('"from":"us"')));
      wake();
    }
  };
  const over = read().catch(() => undefined);
  const hears = async (): Promise<string> => {
    for (;;) {
      const line = heard.shift();
      if (line !== undefined) return line;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
  let count = 0;
  const post = async (text: string): Promise<number> => {
    count += 1;
    const answer = await fetch(`${url}/chat/events`, {
      method: "POST",
      headers: { cookie, "content-type": "application/json" },
      body: JSON.stringify({ id: `m${count}`, text }),
    });
    await answer.arrayBuffer();
    return answer.status;
  };
  const says = async (text: string): Promise<string> => {
    heard.length = 0;
    if ((await post(text)) !== 204) throw new Error(`not taken: ${text}`);
    return hears();
  };
  return { post, says, hears, over, leave: () => leaving.abort() };
}
