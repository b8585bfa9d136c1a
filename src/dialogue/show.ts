import { showDay } from "../domain/instant.ts";
import { filesOf, onPaper, otherWords, type Value } from "../flow/answers.ts";
import { choicesOf } from "../flow/accept.ts";
import type { Item } from "../flow/define.ts";
import { showMoney } from "../text/money.ts";
import { showPhone } from "../text/phone.ts";
import { phrase } from "./say.ts";
import type { Scene } from "./scene.ts";

/** An answer in words, as people would say it. */
export function show(item: Item, value: Value, scene: Scene): string {
  const outside = otherWords(value);
  if (outside !== undefined) return outside;
  const listed = choicesOf(item.expect, scene.world);
  if (listed !== undefined) {
    const ids: readonly unknown[] = Array.isArray(value) ? value : [value];
    return ids
      .map((id) => listed.find((one) => one.id === id)?.label ?? elsewhere(item, id, scene) ?? String(id))
      .join(", ");
  }
  const files = filesOf(value);
  if (files.length > 0) return phrase(scene, "value-files", { count: files.length });
  if (value === onPaper) return phrase(scene, "value-on-paper");
  if (typeof value === "boolean") return phrase(scene, value ? "value-yes" : "value-no");
  if (typeof value === "number") return item.expect.kind === "money" ? showMoney(value) : amount(value, item);
  if (typeof value !== "string") return "";
  if (item.expect.kind === "phone") return showPhone(value);
  return item.expect.kind === "day" ? day(value) : value;
}

/** What an earlier programme, or another law, calls it. */
function elsewhere({ expect }: Item, id: unknown, { setting }: Scene): string | undefined {
  if (expect.kind !== "from") return undefined;
  const { sets, others = [] } = setting;
  const named =
    expect.list === "sets"
      ? Object.values(sets).flat()
      : others.flatMap((one) => (expect.list === "products" ? one.products : one.communes));
  return named.find((one) => one.id === id)?.name;
}

const amount = (value: number, item: Item): string => {
  const unit = item.expect.kind === "number" && item.expect.unit ? ` ${item.expect.unit}` : "";
  const [whole = "", part] = String(value).split(".");
  return `${whole.replaceAll(/\B(?=(\d{3})+$)/gu, ".")}${part ? `,${part}` : ""}${unit}`;
};

const day = (value: string): string =>
  value.length === 10 ? showDay(value) : value.split("-").toReversed().map(Number).join("/");
