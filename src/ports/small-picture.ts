/** A smaller copy of a picture, upright and of the same kind; undefined where the picture itself should be shown. */
export type SmallPicture = (bytes: Uint8Array, mime: string) => Promise<Uint8Array | undefined>;
