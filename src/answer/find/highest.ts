/** The places of the highest numbers above nought, the highest first; of equals the earlier. */
export const highest = (numbers: Float32Array, most: number): readonly number[] => {
  const heap: number[] = [];
  const below = (one: number, two: number): boolean => {
    const difference = (numbers[one] ?? 0) - (numbers[two] ?? 0);
    return difference < 0 || (difference === 0 && one > two);
  };
  const swap = (one: number, two: number): void => {
    [heap[one], heap[two]] = [heap[two] ?? 0, heap[one] ?? 0];
  };
  const rise = (from: number): void => {
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!below(heap[at] ?? 0, heap[parent] ?? 0)) return;
      swap(at, parent);
      at = parent;
    }
  };
  const sink = (): void => {
    let at = 0;
    for (;;) {
      let least = at;
      for (const child of [2 * at + 1, 2 * at + 2])
        if (child < heap.length && below(heap[child] ?? 0, heap[least] ?? 0)) least = child;
      if (least === at) return;
      swap(at, least);
      at = least;
    }
  };
  for (let place = 0; place < numbers.length; place += 1) {
    if ((numbers[place] ?? 0) <= 0) continue;
    if (heap.length < most) rise(heap.push(place) - 1);
    else if (most > 0 && below(heap[0] ?? 0, place)) {
      heap[0] = place;
      sink();
    }
  }
  return heap.toSorted((one, two) => (below(one, two) ? 1 : -1));
};
