import sharp from "sharp";
import type { PhotoFault } from "../domain/photo.ts";
import { mostPixels } from "./small-picture.ts";

/** A page of print has to have so many dots across. */
const leastSide = 560;
/** The size at which sharpness is measured, so that one limit holds for every camera. */
const measured = 1000;
const tile = 50;
/** Under this the sharpest tenth of the picture has no edge in it. */
const leastSharp = 60;
const darkest = 45;
const brightest = 247;

/** What is wrong with a photo, before anybody tries to read it; undefined also where it cannot be opened. */
export async function lookAtPhoto(bytes: Uint8Array, seconds: number): Promise<PhotoFault | undefined> {
  const { data, info, side } = await grey(bytes, seconds);
  if (side < leastSide) return "tiny";
  const { mean, spread } = light(data);
  if (mean < darkest) return "dark";
  if (mean > brightest && spread < 12) return "bright";
  return sharpness(data, info.width, info.height) < leastSharp ? "blurred" : undefined;
}

async function grey(bytes: Uint8Array, seconds: number) {
  const picture = sharp(bytes, { limitInputPixels: mostPixels, failOn: "error" }).timeout({ seconds });
  const { width, height } = await picture.metadata();
  const { data, info } = await picture
    .autoOrient()
    .flatten({ background: "#ffffff" })
    .greyscale()
    .resize({ width: measured, height: measured, fit: "inside", withoutEnlargement: true })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, info, side: Math.min(width, height) };
}

function light(data: Uint8Array): { readonly mean: number; readonly spread: number } {
  let sum = 0;
  let squares = 0;
  for (const value of data) {
    sum += value;
    squares += value * value;
  }
  const mean = sum / data.length;
  return { mean, spread: Math.sqrt(Math.max(0, squares / data.length - mean * mean)) };
}

/** The variance of the Laplacian in the sharpest tenth of the tiles: paper is mostly empty, and its print is what counts. */
function sharpness(data: Uint8Array, width: number, height: number): number {
  const found: number[] = [];
  for (let top = 1; top + tile < height; top += tile)
    for (let left = 1; left + tile < width; left += tile) {
      let sum = 0;
      let squares = 0;
      for (let y = top; y < top + tile; y += 1)
        for (let x = left; x < left + tile; x += 1) {
          const at = y * width + x;
          const edge =
            4 * (data[at] ?? 0) -
            (data[at - 1] ?? 0) -
            (data[at + 1] ?? 0) -
            (data[at - width] ?? 0) -
            (data[at + width] ?? 0);
          sum += edge;
          squares += edge * edge;
        }
      const count = tile * tile;
      found.push(squares / count - (sum / count) ** 2);
    }
  return found.toSorted((one, two) => two - one)[Math.floor(found.length / 10)] ?? 0;
}
