import sharp from "sharp";
import type { SmallPicture } from "../ports/small-picture.ts";

const longest = 1280;
/** Above every telephone's camera; a file of a few bytes may claim any size. */
export const mostPixels = 120_000_000;

const kinds = { "image/jpeg": "jpeg", "image/png": "png", "image/webp": "webp" } as const;
const isKind = (mime: string): mime is keyof typeof kinds => mime in kinds;

type Limits = { readonly seconds: number; readonly pixels: number };

async function shrink(bytes: Uint8Array, kind: "jpeg" | "png" | "webp", limits: Limits): Promise<Uint8Array> {
  const picture = sharp(bytes, { limitInputPixels: limits.pixels, failOn: "error" })
    // Turned as the camera said: the mark itself goes, with the place and all else that the camera wrote.
    .autoOrient()
    .resize({ width: longest, height: longest, fit: "inside", withoutEnlargement: true })
    .timeout({ seconds: limits.seconds });
  const made = kind === "jpeg" ? picture.jpeg({ quality: 82, mozjpeg: true }) : picture.toFormat(kind);
  return new Uint8Array(await made.toBuffer());
}

/**
 * Shrinks JPEG, PNG and WebP. Everything else, HEIC among it, passes as it is, and so does what is damaged,
 * takes too long or would not become smaller. One at a time: a large picture takes much memory.
 */
export function smallPictures(settings: Partial<Limits> = {}): SmallPicture {
  const limits = { seconds: 10, pixels: mostPixels, ...settings };
  let before: Promise<unknown> = Promise.resolve();
  return (bytes, mime) => {
    if (!isKind(mime)) return Promise.resolve(undefined);
    const mine = before
      .then(() => shrink(bytes, kinds[mime], limits))
      .then((small) => (small.byteLength < bytes.byteLength ? small : undefined))
      .catch(() => undefined);
    before = mine;
    return mine;
  };
}
