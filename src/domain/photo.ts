/** What makes a photo of a paper hard to read, whoever reads it. */
export const photoFaults = ["tiny", "dark", "bright", "blurred"] as const;
export type PhotoFault = (typeof photoFaults)[number];

/** Kinds of file that a machine may read what stands on a paper from. */
export const readableKinds: readonly string[] = ["image/jpeg", "image/png", "image/webp", "application/pdf"];
