/** How much each sign counts. Found on one half of the questions and measured on the other: docs/measurements.md. */
export const weights = {
  /** How fast a word that is said again stops counting, and how much long pieces are held back (BM25). */
  k1: 1.5,
  b: 0.6,
  /** The same for single sentences. */
  unitK1: 0.5,
  unitB: 0.3,
  /** Two words that are neighbours in the question and in the piece. */
  pair: 0.45,
  /** Words and neighbours that agree in their marks too, where marks were typed. */
  marked: 0.6,
  markedPair: 0.3,
  /** The best sentence, beside the piece as a whole; two sentences in a row count a little less. */
  unit: 0.7,
  joined: 0.9,
  /** How often a title counts in a piece; asks count less, since they say one thing several ways. */
  title: 3,
  ask: 0.7,
  /** How much an ask loses with what it says beside the question, and gains when it is nearly the same. */
  askBeside: 0.5,
  askSame: 1,
  askSameFrom: 0.6,
  /** Words of the question that ask, or that stand in every question. */
  asking: 0.4,
  /** Other readings of a word: a known short form; one that the collection has as a word too; a number as a word. */
  reading: 0.8,
  readingOfKnown: 0.3,
  readingOfNumber: 0.3,
  /** A short form that only the collection suggests. */
  short: 0.5,
  /** A slip of a word that is not known; of one that is known but fits no neighbour. */
  spelt: 0.6,
  speltInContext: 0.4,
} as const;
