// More than this is not even thrown away politely: the connection ends.
const drained = 64 * 1024 * 1024;

/** The first `limit` bytes of a body. The rest is read and dropped, so that a phone still hears the answer. */
export async function bodyOf(request: Request, limit: number): Promise<Uint8Array> {
  const kept: Uint8Array[] = [];
  let size = 0;
  let total = 0;
  if (request.body) {
    const body: ReadableStream<Uint8Array> = request.body;
    for await (const chunk of body) {
      total += chunk.byteLength;
      if (total > drained) break;
      const part = chunk.subarray(0, limit - size);
      if (part.byteLength > 0) kept.push(part);
      size += part.byteLength;
    }
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const part of kept) {
    bytes.set(part, at);
    at += part.byteLength;
  }
  return bytes;
}
