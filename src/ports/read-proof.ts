import type { PhotoFault } from "../domain/photo.ts";
import type { Result } from "../domain/result.ts";
import type { ProofLine } from "../proof/reading.ts";

/** The lines of a paper. turned: degrees a picture had to be turned clockwise to be read. */
export type ProofText = {
  readonly lines: readonly ProofLine[];
  readonly by: "text" | "picture";
  readonly turned: number;
};

/** kind: no picture and no PDF; broken: damaged; slow: it took too long. */
export type ProofFault = "kind" | "broken" | "slow";

/** Papers as a machine sees them. Neither ever fails or hangs. */
export type ReadProof = {
  /** At once: what makes a photo hard to read for anybody; undefined where there is nothing to say. */
  readonly look: (bytes: Uint8Array, mime: string) => Promise<PhotoFault | undefined>;
  /** In its own time: what stands on it. */
  readonly read: (bytes: Uint8Array, mime: string) => Promise<Result<ProofText, ProofFault>>;
};
