import type { Renewing } from "../../flow/carry.ts";

/** What Decision 26/2026 wants brought up to date when a product is ranked again (Điều 7), and what is shown anew. */
export const renewal: Renewing = {
  list: "ho-so-26",
  still: [
    "foodSafety",
    "foodSafetyFresh",
    "makingPermit",
    "origin",
    "declaration",
    "declarationIf",
    "testReport",
    "testReportIf",
    "codes",
    "qualitySystem",
    "marketProof",
    "growth",
    "specs",
    "rawAndMethod",
    "markets",
    "incomes",
    "nextPlan",
  ],
  anew: ["samples", "quality", "changes"],
  occasion: { item: "occasion", again: "again", upgrade: "upgrade" },
  // Điều 7 khoản 6; Điều 12 khoản 3.
  window: { opens: 180, closes: 120, goesOn: 180 },
  lasts: 36,
};
