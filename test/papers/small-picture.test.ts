import sharp from "sharp";
import { expect, test } from "vitest";
import { smallPictures } from "../../src/papers/small-picture.ts";

const small = smallPictures();

/** A picture whose upper left quarter is red and the rest blue. */
const drawn = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: "blue" } }).composite([
    {
      input: {
        create: { width: width / 2, height: height / 2, channels: 3, background: "red" },
      },
      left: 0,
      top: 0,
    },
  ]);

/** Noise, so that fewer pixels are fewer bytes. */
const noise = (width: number, height: number) =>
  sharp({
    create: {
      width,
      height,
      channels: 3,
      background: "gray",
      noise: { type: "gaussian", mean: 128, sigma: 40 },
    },
  });

test.each([
  ["image/jpeg", (width: number, height: number) => noise(width, height).jpeg()],
  ["image/png", (width: number, height: number) => noise(width, height).png()],
  ["image/webp", (width: number, height: number) => noise(width, height).webp()],
])("%s: the longest side becomes 1280, the kind stays", async (mime, make) => {
  const made = await small(await make(1600, 1200).toBuffer(), mime);
  const { width, height, format } = await sharp(made).metadata();
  expect([width, height, `image/${format}`]).toEqual([1280, 960, mime]);
});

test("a photo taken sideways stands upright, and what the camera wrote is gone", async () => {
  // 6: the camera was turned, the picture must be turned clockwise.
  const lying = await drawn(2400, 1200)
    .withMetadata({ orientation: 6, exif: { IFD0: { Copyright: "thửa đất số 7" } } })
    .jpeg({ quality: 100 })
    .toBuffer();
  const made = await small(lying, "image/jpeg");
  const { width, height, orientation, exif } = await sharp(made).metadata();
  expect([width, height, orientation, exif]).toEqual([640, 1280, undefined, undefined]);
  const { data, info } = await sharp(made).raw().toBuffer({ resolveWithObject: true });
  const red = (x: number, y: number) => (data[(y * info.width + x) * info.channels] ?? 0) > 128;
  expect([red(160, 320), red(480, 320), red(160, 960), red(480, 960)]).toEqual([false, true, false, false]);
});

test("what is no such picture, is damaged, or is small already passes as it is", async () => {
  const heic = Uint8Array.from([0, 0, 0, 24, ...new TextEncoder().encode("ftypheic")]);
  expect(await small(heic, "image/heic")).toBeUndefined();
  expect(await small(new TextEncoder().encode("%PDF-1.4"), "application/pdf")).toBeUndefined();
  const photo = new Uint8Array(await noise(1600, 1200).jpeg().toBuffer());
  expect(await small(photo.subarray(0, photo.byteLength / 2), "image/jpeg")).toBeUndefined();
  const tiny = await noise(40, 30).jpeg({ quality: 40, mozjpeg: true }).toBuffer();
  expect(await small(tiny, "image/jpeg")).toBeUndefined();
});

test("a picture of more pixels than allowed is not opened", async () => {
  const photo = await noise(1600, 1200).jpeg().toBuffer();
  expect(await smallPictures({ pixels: 1_000_000 })(photo, "image/jpeg")).toBeUndefined();
  expect(await smallPictures({ pixels: 2_000_000 })(photo, "image/jpeg")).toBeDefined();
});

test("one that failed does not keep the next from being made", async () => {
  const photo = await noise(1600, 1200).jpeg().toBuffer();
  const both = await Promise.all([
    small(new Uint8Array([1, 2, 3]), "image/jpeg"),
    small(photo, "image/jpeg"),
  ]);
  expect(both.map((one) => one !== undefined)).toEqual([false, true]);
});
