import type { Certainty } from "./certainty.ts";

/** A product set ("bộ sản phẩm", the sub-group with a scoring sheet of its own). `body`: the ministry that manages it. */
export type ProductSet = {
  readonly id: string;
  readonly name: string;
  readonly group: string;
  readonly family?: string;
  readonly body: string;
  readonly also: readonly string[];
  readonly certainty: Certainty;
  readonly note?: string;
};
