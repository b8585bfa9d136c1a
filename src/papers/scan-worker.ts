// Takes the pictures out of a scanned PDF on a thread of its own, so that whoever waits for it can end it at any moment.
import { parentPort, workerData } from "node:worker_threads";
import { extractImages, getDocumentProxy } from "unpdf";

export type Scan = {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3 | 4;
};

type Given = { readonly bytes: Uint8Array; readonly pages: number };
const isGiven = (data: unknown): data is Given =>
  typeof data === "object" && data !== null && "bytes" in data && data.bytes instanceof Uint8Array;

const given: unknown = workerData;
if (!isGiven(given)) throw new TypeError("no document to read");
const document = await getDocumentProxy(new Uint8Array(given.bytes), { disableFontFace: true });
const scans: Scan[] = [];
for (let number = 1; number <= Math.min(given.pages, document.numPages); number += 1) {
  const pictures = await extractImages(document, number);
  // A page that was scanned is one large picture; what is beside it are marks.
  const [largest] = pictures.toSorted((one, two) => two.width * two.height - one.width * one.height);
  if (largest !== undefined) {
    const { width, height, channels } = largest;
    scans.push({ data: new Uint8Array(largest.data), width, height, channels });
  }
}
parentPort?.postMessage(scans);
