import fc from "fast-check";

/** Characters that trip a reader up: signs, marks of their own, halves of pairs. */
export const strange = fc.constantFrom(
  ..."a ă đ ẻ ỡ 1 ② 9 , ; : ( ) - / 😀 ﬀ".split(" "),
  " ",
  "\n",
  "\u0301",
  "\u0000",
  "\uD83D",
);
