const onset = /^(?:ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdghklmnprstvx])?/;
const rhymes: ReadonlySet<string> = new Set(
  (
    "a ac ach ai am an ang anh ao ap at au ay e ec ech em en eng enh eo ep et eu i ia ich iec iem ien ieng iep " +
    "iet ieu im in inh ip it iu o oa oac oach oai oam oan oang oanh oao oap oat oay oc oe oen oeo oet oi om on " +
    "ong ooc oong op ot u ua uan uang uat uay uac uc ue uech uenh ui um un ung uo uoc uoi uom uon uong uop uot " +
    "uou up ut uu uy uya uych uyen uyet uyn uynh uyt uyu y yem yen yet yeu"
  ).split(" "),
);

/** How a syllable without marks begins and goes on: "nghieng" -> ngh, ieng. */
export const apart = (bare: string): readonly [string, string] => {
  const head = onset.exec(bare)?.[0] ?? "";
  // In "gi" and "gin" the i belongs to the rhyme.
  if (head === "gi" && !rhymes.has(bare.slice(2))) return ["g", bare.slice(1)];
  return [head, bare.slice(head.length)];
};

/** Whether letters without marks can be a Vietnamese syllable. */
export const isSyllable = (bare: string): boolean => {
  const [, rhyme] = apart(bare);
  return rhymes.has(rhyme);
};
