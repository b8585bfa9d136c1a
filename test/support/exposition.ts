/** One figure as it stands in Prometheus' text. */
export type Sample = {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
};

const nameForm = /^[a-zA-Z_:][a-zA-Z0-9_:]*/u;
const labelForm = /^(?<name>[a-zA-Z_][a-zA-Z0-9_]*)="(?<value>(?:[^"\\\n]|\\["\\n])*)"/u;
const valueForm = /^(?:NaN|Nan|[+-]Inf|[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?)$/u;
const kindsKnown = ["counter", "gauge", "histogram"];

function labelsIn(text: string): Readonly<Record<string, string>> {
  const labels: Record<string, string> = {};
  let rest = text;
  while (rest !== "") {
    const found = labelForm.exec(rest);
    const { name, value } = found?.groups ?? {};
    if (found === null || name === undefined || value === undefined) throw new Error(`labels: ${text}`);
    if (name in labels) throw new Error(`label ${name} twice: ${text}`);
    labels[name] = value;
    rest = rest.slice(found[0].length).replace(/^,/u, "");
  }
  return labels;
}

/**
 * Reads the text as Prometheus does and refuses what it, or `promtool check metrics`, would: samples without their kind,
 * a kind without a help, the same sample twice, histograms whose buckets fall or do not end, counters without _total.
 */
export function readExposition(text: string): readonly Sample[] {
  if (!text.endsWith("\n")) throw new Error("the last line does not end");
  const kinds = new Map<string, string>();
  const helps = new Set<string>();
  const samples: Sample[] = [];
  const seen = new Set<string>();
  for (const line of text.split("\n")) {
    if (line === "") continue;
    const [, what, about = "", rest = ""] = /^# (HELP|TYPE) (\S+) (.*)$/u.exec(line) ?? [];
    if (what === "HELP") {
      if (helps.has(about) || rest === "") throw new Error(`help: ${line}`);
      helps.add(about);
    } else if (what === "TYPE") {
      if (kinds.has(about) || !helps.has(about) || !kindsKnown.includes(rest))
        throw new Error(`type: ${line}`);
      if ((rest === "counter") !== about.endsWith("_total")) throw new Error(`name of a ${rest}: ${about}`);
      kinds.set(about, rest);
    } else {
      const name = nameForm.exec(line)?.[0] ?? "";
      const [, inside = "", value = ""] = /^(?:\{(.*)\})? (\S+)$/u.exec(line.slice(name.length)) ?? [];
      const family = kinds.has(name) ? name : name.replace(/_(?:bucket|sum|count)$/u, "");
      if (!kinds.has(family) || !valueForm.test(value)) throw new Error(`sample: ${line}`);
      const key = line.slice(0, line.lastIndexOf(" "));
      if (seen.has(key)) throw new Error(`twice: ${line}`);
      seen.add(key);
      samples.push({ name, labels: labelsIn(inside), value: Number(value.replace("Inf", "Infinity")) });
    }
  }
  for (const [family, kind] of kinds) if (kind === "histogram") checkHistogram(family, samples);
  return samples;
}

function checkHistogram(family: string, samples: readonly Sample[]): void {
  const others = ({ labels }: Sample): string =>
    JSON.stringify(Object.entries(labels).filter(([name]) => name !== "le"));
  const named = (end: string) => samples.filter((one) => one.name === `${family}_${end}`);
  for (const count of named("count")) {
    const buckets = named("bucket").filter((one) => others(one) === others(count));
    const rising = buckets.every((one, at) => at === 0 || one.value >= (buckets[at - 1]?.value ?? 0));
    const last = buckets.at(-1);
    if (!rising || last?.labels["le"] !== "+Inf" || last.value !== count.value)
      throw new Error(`the buckets of ${family}`);
  }
}
