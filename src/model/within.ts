/** What a work brings, or the other value where it fails or takes longer than this many milliseconds. */
export const within =
  (milliseconds: number) =>
  async <Value>(work: Promise<Value>, otherwise: Value): Promise<Value> => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<Value>((resolve) => {
      timer = setTimeout(() => resolve(otherwise), milliseconds);
    });
    try {
      return await Promise.race([work.catch(() => otherwise), late]);
    } finally {
      clearTimeout(timer);
    }
  };
