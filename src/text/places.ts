/** The places, from 1, that a text lists; nothing when one is off the list. */
export const places = (typed: string, count: number): number[] => {
  const found: number[] = [];
  for (const word of typed.split(" ")) {
    if (!/^\d/.test(word)) continue;
    const range = /^(\d{1,2})-(\d{1,2})$/.exec(word);
    if (range !== null && Number(range[1]) < Number(range[2])) {
      for (let place = Number(range[1]); place <= Number(range[2]); place += 1) found.push(place);
    } else found.push(...word.split(/[^\d]+/).flatMap((digits) => split(digits, count)));
  }
  return found.every((place) => place >= 1 && place <= count) ? found : [];
};

// "13" from a list of five is 1 and 3.
const split = (digits: string, count: number): number[] => {
  if (digits === "") return [];
  const place = Number(digits);
  return place > count && digits.length <= count && new Set(digits).size === digits.length
    ? Array.from(digits, Number)
    : [place];
};
