import { filledForm } from "../dialogue/filled-form.ts";
import { differences, formsOf } from "../dialogue/form-copy.ts";
import type { Scene } from "../dialogue/scene.ts";
import { dossierKey } from "../domain/keys.ts";
import type { PrintedForm } from "../domain/printed-form.ts";
import { seconds } from "../domain/instant.ts";
import type { FormDoor } from "../ports/form-door.ts";
import type { Forms } from "../ports/forms.ts";
import type { Store } from "../store/contract.ts";
import type { FormLinks } from "./form-links.ts";
import { inTime } from "./in-time.ts";
import { readDossier } from "./state.ts";

type Wanted = {
  readonly store: Pick<Store, "load">;
  readonly links: FormLinks;
  readonly make: Forms;
  readonly scene: () => Scene;
};

/** Made at the same time. */
const mostAtOnce = 2;
const madeWithin = seconds(10);

/** Gives the form of a link, made anew from the dossier; a version that has been changed since is not given any more. */
export function formDoor({ store, links, make, scene }: Wanted): FormDoor {
  let busy = 0;
  const found = async (token: string): Promise<PrintedForm | "over" | "changed"> => {
    const claim = await links.claim(token);
    const [kept] = claim === undefined ? [] : await store.load([dossierKey(claim.dossier)]);
    if (claim === undefined || kept === undefined) return "over";
    const now = scene();
    const dossier = readDossier(kept.text);
    const form = formsOf(dossier, now, ["producer"]).find((one) => one.id === claim.form);
    const copy = dossier.printed?.[claim.form];
    if (form === undefined || copy?.number !== claim.number) return "changed";
    if (differences(form, copy, dossier, now).length > 0) return "changed";
    return filledForm(form, dossier, now, copy);
  };
  return {
    look: async (token) => {
      const form = await found(token);
      return typeof form === "string" ? { kind: form } : { kind: "form", name: form.title };
    },
    file: async (token, kind) => {
      const form = await found(token);
      if (typeof form === "string") return { kind: form };
      if (busy >= mostAtOnce) return { kind: "busy" };
      busy += 1;
      try {
        const bytes = await inTime(() => make[kind](form), madeWithin);
        return bytes === undefined ? { kind: "busy" } : { kind: "file", name: `${form.file}.${kind}`, bytes };
      } finally {
        busy -= 1;
      }
    },
  };
}
