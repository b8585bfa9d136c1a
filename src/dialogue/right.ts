import { mayOn, may, type On, type Right } from "../domain/role.ts";
import type { Scene, Turn } from "./scene.ts";

/** Whether whoever writes here has a right somewhere, today. */
export const has = ({ person }: Turn, right: Right, scene: Scene): boolean =>
  person !== undefined && may(person.roles, right, scene.setting.programme, scene.today);

/** Whether whoever writes here has a right on this, today. */
export const hasOn = ({ person }: Turn, right: Right, on: On, scene: Scene): boolean =>
  person !== undefined && mayOn(person.roles, right, scene.setting.programme, on, scene.today);
