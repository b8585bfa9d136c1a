import sharp from "sharp";
import { mostPixels } from "./small-picture.ts";

/** The longer side that print is read at: larger takes longer and is read no better. */
const longest = 2000;
/** A small picture is enlarged by no more than this. */
const mostEnlarged = 2;

/** A page in grey, row by row. */
export type Page = { readonly data: Buffer; readonly width: number; readonly height: number };

const rawOf = ({ data, width, height }: Page) => sharp(data, { raw: { width, height, channels: 1 } });

/** A photo upright as the camera meant it, grey, of one size, and without its shadows. */
export async function evenPage(bytes: Uint8Array, seconds: number): Promise<Page> {
  const picture = sharp(bytes, { limitInputPixels: mostPixels, failOn: "error" }).timeout({ seconds });
  const { width, height } = await picture.metadata();
  const scale = Math.min(mostEnlarged, longest / Math.max(width, height));
  const side = Math.round(Math.max(width, height) * scale);
  const upright = await picture
    .autoOrient()
    .flatten({ background: "#ffffff" })
    .toColourspace("srgb")
    .resize({ width: side, height: side, fit: "inside" })
    // In red light a red stamp is nearly as bright as the paper, and the print under it is not.
    .extractChannel("red")
    .raw()
    .toBuffer({ resolveWithObject: true });
  const page = { data: upright.data, width: upright.info.width, height: upright.info.height };
  return lit(page);
}

/** Divided by its own light: where a shadow lies, both paper and print are darker by as much. */
async function lit(page: Page): Promise<Page> {
  const { width, height } = page;
  const small = await rawOf(page)
    .resize({ width: Math.ceil(width / 16), height: Math.ceil(height / 16), fit: "fill" })
    .median(5)
    .blur(2)
    .extractChannel(0)
    .raw()
    .toBuffer({ resolveWithObject: true });
  const light = await sharp(small.data, {
    raw: { width: small.info.width, height: small.info.height, channels: 1 },
  })
    .resize({ width, height, fit: "fill", kernel: "cubic" })
    .extractChannel(0)
    .raw()
    .toBuffer();
  const data = Buffer.allocUnsafe(page.data.length);
  for (let at = 0; at < data.length; at += 1)
    data[at] = Math.min(255, Math.round(((page.data[at] ?? 0) * 245) / Math.max(16, light[at] ?? 255)));
  return { data, width, height };
}

/** The page as a picture file, turned clockwise by so much. */
export const pictureOf = (page: Page, turn: number): Promise<Buffer> =>
  rawOf(page).rotate(turn).png({ compressionLevel: 1 }).toBuffer();

/** Whether the lines of print run from top to bottom: then there is more of a difference between columns than rows. */
export async function isSideways(page: Page): Promise<boolean> {
  const { data, info } = await rawOf(page)
    .resize({ width: 600, height: 600, fit: "fill" })
    .extractChannel(0)
    .raw()
    .toBuffer({ resolveWithObject: true });
  const rows = Array.from({ length: info.height }, () => 0);
  const columns = Array.from({ length: info.width }, () => 0);
  // The rim is the desk and the frame of the paper.
  const rim = 60;
  for (let y = rim; y < info.height - rim; y += 1)
    for (let x = rim; x < info.width - rim; x += 1) {
      const ink = 255 - (data[y * info.width + x] ?? 255);
      rows[y] = (rows[y] ?? 0) + ink;
      columns[x] = (columns[x] ?? 0) + ink;
    }
  const changes = (sums: readonly number[]): number =>
    sums.slice(rim + 1, -rim).reduce((sum, one, at) => sum + Math.abs(one - (sums[rim + at] ?? one)), 0);
  return changes(columns) > changes(rows) * 1.15;
}
