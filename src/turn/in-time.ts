/** What something brings within a time; undefined when it is late or fails. */
export async function inTime<Value>(bring: () => Promise<Value>, ms: number): Promise<Value | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  try {
    return await Promise.race([bring().catch(() => undefined), late]);
  } finally {
    clearTimeout(timer);
  }
}
