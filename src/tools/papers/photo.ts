import sharp, { type Sharp } from "sharp";
import { type Certificate, drawn, page } from "./certificate.ts";

/** How a paper is photographed. */
export const conditions = [
  "clean",
  "blurred",
  "turned-2",
  "turned-5",
  "turned-90",
  "shadowed",
  "jpeg-40",
  "perspective",
  "stamped",
] as const;
export type Condition = (typeof conditions)[number];

/** A photo of a paper, as JPEG. */
export async function photo(paper: Certificate, how: Condition | "unreadable" | "tiny"): Promise<Uint8Array> {
  const flat = sharp(Buffer.from(drawn(paper, how === "stamped"))).flatten({ background: "#ffffff" });
  const desk = "#6b5b4a";
  switch (how) {
    case "clean":
    case "stamped":
      return jpeg(flat, 88);
    case "blurred":
      return jpeg(flat.blur(1.8), 80);
    case "turned-2":
      return jpeg(flat.rotate(2, { background: desk }), 85);
    case "turned-5":
      return jpeg(flat.rotate(-5, { background: desk }), 85);
    case "turned-90":
      return jpeg(flat.rotate(90), 85);
    case "shadowed":
      return jpeg(
        flat.composite([
          {
            input: Buffer.from(
              `<svg width="${page.width}" height="${page.height}"><defs><linearGradient id="s" x1="0" y1="0" x2="1" y2="0.7"><stop offset="0" stop-opacity="0.05"/><stop offset="0.45" stop-opacity="0.15"/><stop offset="0.6" stop-opacity="0.62"/><stop offset="1" stop-opacity="0.72"/></linearGradient></defs><rect width="100%" height="100%" fill="url(#s)"/></svg>`,
            ),
          },
        ]),
        82,
      );
    case "jpeg-40":
      return jpeg(flat.resize({ width: 1000 }), 40);
    case "perspective":
      return slanted(await flat.greyscale().raw().toBuffer());
    case "unreadable":
      return jpeg(flat.resize({ width: 900 }).blur(7), 60);
    case "tiny":
      return jpeg(flat.resize({ width: 320 }), 75);
  }
}

const jpeg = async (picture: Sharp, quality: number): Promise<Uint8Array> =>
  new Uint8Array(
    await sharp(await picture.png().toBuffer())
      .jpeg({ quality })
      .toBuffer(),
  );

/** Seen from below: the upper edge is shorter than the lower one. */
async function slanted(grey: Buffer): Promise<Uint8Array> {
  const { width, height } = page;
  const narrow = 0.14;
  const out = Buffer.alloc(width * height, 90);
  for (let y = 0; y < height; y += 1) {
    const depth = y / height;
    const span = 1 - narrow * (1 - depth);
    const from = ((1 - span) / 2) * width;
    // Lines further away lie closer together.
    const at = Math.floor(height * (depth / (depth + (1 - depth) * (1 - narrow))) * 0.999);
    for (let x = Math.ceil(from); x < width - from; x += 1) {
      const across = Math.floor((x - from) / span);
      out[y * width + x] = grey[at * width + Math.min(across, width - 1)] ?? 90;
    }
  }
  return jpeg(sharp(out, { raw: { width, height, channels: 1 } }), 85);
}
