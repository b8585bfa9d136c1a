/** An expected outcome: a value, or a fault with a code whose words stand in prompts/people/vi.md. */
export type Result<Value, Fault extends string = string> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly code: Fault; readonly with?: Readonly<Record<string, string>> };

export const ok = <Value>(value: Value): { readonly ok: true; readonly value: Value } => ({
  ok: true,
  value,
});

export const fault = <Fault extends string>(
  code: Fault,
  words?: Readonly<Record<string, string>>,
): { readonly ok: false; readonly code: Fault; readonly with?: Readonly<Record<string, string>> } =>
  words ? { ok: false, code, with: words } : { ok: false, code };
