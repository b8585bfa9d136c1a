export type Json = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const quote = 34;
const backslash = 92;
const isDigit = (code: number): boolean => code >= 48 && code <= 57;

/** Puts quotes around whole numbers of 16 digits and more: as JSON numbers they would lose their last digits. */
function quoteLongNumbers(text: string): string {
  let made = "";
  let from = 0;
  let inText = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (inText) {
      if (code === backslash) at += 1;
      else if (code === quote) inText = false;
    } else if (code === quote) inText = true;
    else if (isDigit(code)) {
      let end = at + 1;
      while (isDigit(text.charCodeAt(end))) end += 1;
      const start = text[at - 1] === "-" ? at - 1 : at;
      if (end - at >= 16 && !/[.eE+]/.test(`${text[start - 1] ?? ""}${text[end] ?? ""}`)) {
        made += `${text.slice(from, start)}"${text.slice(start, end)}"`;
        from = end;
      }
      at = end - 1;
    }
  }
  return made + text.slice(from);
}

/** A JSON text as a value, long whole numbers as strings; undefined when it is no JSON. */
export function parseJson(text: string): unknown {
  try {
    JSON.parse(text);
    const value: unknown = JSON.parse(quoteLongNumbers(text));
    return value;
  } catch {
    return undefined;
  }
}

/** What stands at a path inside a value. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  let found = value;
  for (const name of path) found = isObject(found) ? found[name] : undefined;
  return found;
}

/** A text, or a number written out: ids and amounts come as either. */
export function textAt(value: unknown, ...path: readonly string[]): string | undefined {
  const found = at(value, ...path);
  if (typeof found === "string") return found;
  return typeof found === "number" && Number.isFinite(found) ? String(found) : undefined;
}

export function numberAt(value: unknown, ...path: readonly string[]): number | undefined {
  const found = textAt(value, ...path);
  const number = found === undefined || found.trim() === "" ? Number.NaN : Number(found);
  return Number.isFinite(number) ? number : undefined;
}

export function listAt(value: unknown, ...path: readonly string[]): readonly unknown[] {
  const found = at(value, ...path);
  const none: readonly unknown[] = [];
  return Array.isArray(found) ? found.map((one: unknown) => one) : none;
}
