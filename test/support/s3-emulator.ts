import { createHash, createHmac } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

/** What the next request meets instead of an answer: a status, a line that is cut, or silence. */
type Mishap = number | "cut" | "half" | "silent";

export type S3Emulator = {
  readonly url: string;
  readonly objects: Map<string, Uint8Array>;
  /** Each request takes one from the front. */
  readonly mishaps: Mishap[];
  /** Method and status of every request, in order. */
  readonly asked: string[];
  readonly stop: () => Promise<void>;
};

export const s3Key = "AKIDEXAMPLE";
export const s3Secret = "a secret of the emulator";

const sha256 = (data: Uint8Array | string): string => createHash("sha256").update(data).digest("hex");
const hmac = (key: Uint8Array | string, data: string): Buffer =>
  createHmac("sha256", key).update(data).digest();

/** Works the signature out again, from the rules of Signature Version 4. */
function isSigned(request: IncomingMessage, body: Uint8Array, host: string): boolean {
  const given =
    /^AWS4-HMAC-SHA256 Credential=(?<key>[^/]+)\/(?<day>\d{8})\/(?<region>[^/]+)\/s3\/aws4_request, ?SignedHeaders=(?<names>[^,]+), ?Signature=(?<signature>[0-9a-f]{64})$/u.exec(
      request.headers.authorization ?? "",
    )?.groups;
  const date = String(request.headers["x-amz-date"]);
  const hash = String(request.headers["x-amz-content-sha256"]);
  if (given === undefined || given["key"] !== s3Key) return false;
  if (request.headers.host !== host || hash !== sha256(body)) return false;
  const names = (given["names"] ?? "").split(";");
  if (!["host", "x-amz-content-sha256", "x-amz-date"].every((name) => names.includes(name))) return false;
  const [path = "", query = ""] = (request.url ?? "").split("?");
  const canonical = [
    request.method,
    path,
    query.split("&").toSorted().join("&"),
    ...names.map((name) => `${name}:${String(request.headers[name])}`),
    "",
    names.join(";"),
    hash,
  ].join("\n");
  const scope = `${given["day"]}/${given["region"]}/s3/aws4_request`;
  const text = ["AWS4-HMAC-SHA256", date, scope, sha256(canonical)].join("\n");
  const day = hmac(`AWS4${s3Secret}`, given["day"] ?? "");
  const signing = hmac(hmac(hmac(day, given["region"] ?? ""), "s3"), "aws4_request");
  return hmac(signing, text).toString("hex") === given["signature"];
}

async function bodyOf(request: IncomingMessage): Promise<Uint8Array | undefined> {
  const parts: Uint8Array[] = [];
  try {
    for await (const part of request) {
      const bytes: unknown = part;
      if (bytes instanceof Uint8Array) parts.push(bytes);
    }
  } catch {
    return undefined;
  }
  return new Uint8Array(Buffer.concat(parts));
}

/** A page of names as buckets write it. */
function listing(objects: ReadonlyMap<string, Uint8Array>, asked: URLSearchParams): string {
  // A bucket may give less at once than it was asked for.
  const most = Math.min(Number(asked.get("max-keys")), 2);
  const all = [...objects.keys()]
    .filter((name) => name.startsWith(asked.get("prefix") ?? "") && name > (asked.get("start-after") ?? ""))
    .toSorted();
  const names = all.slice(0, most);
  const one = (name: string): string =>
    `<Contents><Key>${name}</Key><LastModified>2021-03-01T02:00:00.000Z</LastModified></Contents>`;
  return `<?xml version="1.0"?><ListBucketResult><IsTruncated>${all.length > most}</IsTruncated>${names.map(one).join("")}</ListBucketResult>`;
}

/** One bucket on loopback that speaks as S3 does, as far as files need it; it also misbehaves when told to. */
export async function s3Emulator(): Promise<S3Emulator> {
  const objects = new Map<string, Uint8Array>();
  const mishaps: Mishap[] = [];
  const asked: string[] = [];
  let host = "";

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const mishap = mishaps.shift();
    const say = (status: number, body: Uint8Array | string = ""): void => {
      asked.push(`${request.method} ${status}`);
      response.writeHead(status).end(body);
    };
    if (mishap === "silent") return;
    if (mishap === "cut") {
      // The first piece arrives, then the line is gone.
      request.once("data", () => request.destroy());
      request.once("end", () => request.destroy());
      return;
    }
    const body = await bodyOf(request);
    // Half an object is none.
    if (body === undefined) return;
    if (typeof mishap === "number") return say(mishap, "<Error><Code>Told</Code></Error>");
    if (!isSigned(request, body, host)) return say(403, "<Error><Code>SignatureDoesNotMatch</Code></Error>");
    const { pathname, searchParams } = new URL(request.url ?? "", `http://${host}`);
    const [, bucket, name = "", ...more] = pathname.split("/");
    if (bucket === "papers" && name === "" && searchParams.get("list-type") === "2")
      return say(200, listing(objects, searchParams));
    if (bucket !== "papers") return say(404, "<Error><Code>NoSuchBucket</Code></Error>");
    if (name === "" || more.length > 0) return say(405);
    if (request.method === "PUT") {
      objects.set(name, body);
      return say(200);
    }
    if (request.method === "DELETE") {
      objects.delete(name);
      return say(204);
    }
    const found = objects.get(name);
    if (found === undefined) return say(404, "<Error><Code>NoSuchKey</Code></Error>");
    if (mishap !== "half") return say(200, found);
    response.writeHead(200, { "Content-Length": found.byteLength });
    response.write(found.subarray(0, found.byteLength / 2), () => response.destroy());
  };

  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("No TCP address");
  host = `127.0.0.1:${address.port}`;
  return {
    url: `http://${host}/papers`,
    objects,
    mishaps,
    asked,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
