/** A list of whole numbers that grows; `done` gives exactly what was added. */
export const growing = () => {
  let room = new Uint32Array(1024);
  let length = 0;
  return {
    add: (value: number): void => {
      if (length === room.length) {
        const wider = new Uint32Array(room.length * 2);
        wider.set(room);
        room = wider;
      }
      room[length] = value;
      length += 1;
    },
    length: (): number => length,
    done: (): Uint32Array => room.slice(0, length),
  };
};

/** Numbers pairs of numbers in the order in which they come; a plain table, since there can be millions. */
export const numberPairs = () => {
  let size = 1 << 12;
  let slots = new Int32Array(size).fill(-1);
  let firsts = new Uint32Array(size >> 1);
  let seconds = new Uint32Array(size >> 1);
  let count = 0;
  const slotOf = (first: number, second: number): number => {
    const mixed = Math.imul(Math.imul(first, 0x9e3779b1) ^ second, 0x85ebca6b);
    let slot = (mixed ^ (mixed >>> 15)) & (size - 1);
    for (;;) {
      const at = slots[slot] ?? -1;
      if (at === -1 || (firsts[at] === first && seconds[at] === second)) return slot;
      slot = (slot + 1) & (size - 1);
    }
  };
  const widen = (): void => {
    size *= 2;
    slots = new Int32Array(size).fill(-1);
    const [olderFirsts, olderSeconds] = [firsts, seconds];
    firsts = new Uint32Array(size >> 1);
    seconds = new Uint32Array(size >> 1);
    firsts.set(olderFirsts);
    seconds.set(olderSeconds);
    for (let at = 0; at < count; at += 1) slots[slotOf(firsts[at] ?? 0, seconds[at] ?? 0)] = at;
  };
  return {
    /** The number of a pair, or -1. */
    find: (first: number, second: number): number => slots[slotOf(first, second)] ?? -1,
    /** The number of a pair, given now if it has none. */
    number: (first: number, second: number): number => {
      const slot = slotOf(first, second);
      const known = slots[slot] ?? -1;
      if (known !== -1) return known;
      const given = count;
      firsts[given] = first;
      seconds[given] = second;
      slots[slot] = given;
      count += 1;
      if (count >= size >> 1) widen();
      return given;
    },
    count: (): number => count,
    first: (pair: number): number => firsts[pair] ?? 0,
    second: (pair: number): number => seconds[pair] ?? 0,
  };
};
