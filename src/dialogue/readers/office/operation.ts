import { clockTime, dayOf, type Instant, showDay } from "../../../domain/instant.ts";
import { laneNames } from "../../../operation/condition.ts";
import { longestReason, switched, type SwitchName, switchNames } from "../../../operation/switch.ts";
import { mask } from "../../../text/mask.ts";
import { fold } from "../../../text/fold.ts";
import { plain } from "../../../text/plain.ts";
import { alarmLine } from "../../alarm-words.ts";
import { audited } from "../../audit.ts";
import { backToItem } from "../../back.ts";
import type { ConditionFound, ConditionWant, SetAside } from "../../condition.ts";
import { has } from "../../right.ts";
import { phrase, say, speak } from "../../say.ts";
import type { Reader, Scene, Turn } from "../../scene.ts";

/** What each job is called by whoever types without marks. */
const named: Readonly<Record<SwitchName, RegExp>> = {
  announcements: /^(?:gui |viec gui )?thong bao$/u,
  reminders: /^(?:nhac viec|nhac han|viec nhac|nhac ba con)$/u,
  model: /^(?:mo hinh|mo hinh ngon ngu|ai)$/u,
  escalation: /^(?:bao qua han|bao cham|bao tre|cau hoi qua han)$/u,
  alarms: /^canh bao$/u,
  retention: /^(?:don du lieu|don dep|xoa du lieu cu)$/u,
  documents: /^(?:them van ban|nhan van ban)$/u,
  uploads: /^(?:nhan anh|nhan tep|nhan giay to|nhan file)$/u,
  "zalo-sending": /^(?:gui (?:qua |tin )?zalo|zalo)$/u,
  "telegram-sending": /^(?:gui (?:qua |tin )?telegram|telegram)$/u,
  registering: /^(?:dang ky|dang ky moi|nhan dang ky|nhan ho so moi|ho so moi)$/u,
};

const turnsOff = /^\s*(?:tắt|tat|ngừng|ngung)\s+(?<name>.{2,40}?)\s+(?:vì|vi|do)\s+(?<reason>\S.*)$/isu;
const condition = /^(?:xem )?(?:tinh trang|tinh trang he thong|he thong (?:the nao|ra sao|co on khong))$/u;
const stuckList = /^(?:xem )?(?:viec ket|cac viec ket|viec bi ket)$/u;
const switchList = /^(?:xem )?(?:cac )?cong tac$/u;
// Not of words written out: "k" is an abbreviation.
const settles = /^(?<how>thu lai|gui lai|bo|xoa) (?<letter>[kcl])[ -]*(?<code>[2-9a-z]{5})$/u;

const nameOf = (words: string): SwitchName | undefined => switchNames.find((name) => named[name].test(words));

const wants = (turn: Turn, want: ConditionWant): Turn => ({
  ...turn,
  effects: [...turn.effects, { kind: "desk", want }],
});

/** "tình trạng", "việc kẹt", "thử lại K-…", "tắt thông báo vì …", "bật thông báo": only those who look after the program. */
export const operation: Reader<{ readonly text: string }> = (turn, { text }, scene) => {
  if (!has(turn, "operate", scene)) return undefined;
  const words = plain(text);
  if (condition.test(words)) return wants(turn, { ask: "condition" });
  if (stuckList.test(words)) return wants(turn, { ask: "set-aside" });
  if (switchList.test(words)) return speak(turn, switchLines(scene).join("\n"));
  const settle = settles.exec(fold(text))?.groups;
  if (settle !== undefined) {
    const code = `${settle["letter"]}-${settle["code"]}`.toUpperCase();
    const how = settle["how"] === "bo" || settle["how"] === "xoa" ? "drop" : "retry";
    return wants(turn, { ask: "settle", code, how });
  }
  const off = turnsOff.exec(text)?.groups;
  const name = nameOf(plain(off?.["name"] ?? ""));
  if (name !== undefined) return turnedOff(turn, name, off?.["reason"] ?? "", scene);
  const bare = /^(?<way>tat|ngung|bat) (?<name>.+)$/u.exec(words)?.groups;
  const meant = nameOf(bare?.["name"] ?? "");
  if (bare === undefined || meant === undefined) return undefined;
  return bare["way"] === "bat"
    ? turnedOn(turn, meant, scene)
    : say(turn, scene, "switch-why", { name: plain(bare["name"] ?? ""), title: titleOf(meant, scene) });
};

const titleOf = (name: SwitchName, scene: Scene): string => phrase(scene, `switch-${name}`);

function turnedOff(turn: Turn, name: SwitchName, said: string, scene: Scene): Turn {
  const { person } = turn;
  if (person === undefined) return turn;
  const reason = mask(said.replaceAll(/\s+/gu, " ").trim()).slice(0, longestReason);
  const off = switched(scene.off ?? {}, name, { at: scene.now, by: person.id, reason });
  const done: Turn = { ...turn, effects: [...turn.effects, { kind: "keep-switches", off }] };
  const told = say(audited(done, person, "switched-off", `${name}: ${reason}`), scene, "switched-off", {
    title: titleOf(name, scene),
    reason,
    felt: phrase(scene, `felt-${name}`),
  });
  return backToItem(turn, told, undefined, scene);
}

function turnedOn(turn: Turn, name: SwitchName, scene: Scene): Turn {
  const { person } = turn;
  const title = titleOf(name, scene);
  if (person === undefined) return turn;
  if (scene.off?.[name] === undefined)
    return backToItem(turn, say(turn, scene, "switch-on-already", { title }), undefined, scene);
  const off = switched(scene.off, name, undefined);
  const done: Turn = { ...turn, effects: [...turn.effects, { kind: "keep-switches", off }] };
  const told = say(audited(done, person, "switched-on", name), scene, "switched-on", { title });
  return backToItem(turn, told, undefined, scene);
}

const moment = (at: Instant): { readonly day: string; readonly time: string } => ({
  day: showDay(dayOf(at)),
  time: clockTime(at),
});

/** What is off since when and why, and how switches are turned. */
function switchLines(scene: Scene): readonly string[] {
  const names = switchNames.map((name) => titleOf(name, scene)).join(", ");
  return [...offLines(scene), phrase(scene, "switches-how", { names })];
}

function offLines(scene: Scene): readonly string[] {
  const lines = switchNames.flatMap((name) => {
    const off = scene.off?.[name];
    return off === undefined
      ? []
      : [
          phrase(scene, "switch-is-off", {
            title: titleOf(name, scene),
            reason: off.reason,
            ...moment(off.at),
          }),
        ];
  });
  return lines.length === 0 ? [phrase(scene, "switches-all-on")] : lines;
}

/** What was found for whoever looks after the program. */
export function atCondition(turn: Turn, found: ConditionFound, scene: Scene): Turn {
  const { person } = turn;
  if (person === undefined || !has(turn, "operate", scene)) return turn;
  switch (found.ask) {
    case "condition": {
      const told = speak(turn, conditionLines(found, scene).join("\n"));
      return audited(backToItem(turn, told, undefined, scene), person, "condition-seen", "");
    }
    case "set-aside": {
      const { counts } = found;
      const all = counts.stuck + counts.held + counts.unread;
      if (all === 0) return backToItem(turn, say(turn, scene, "set-aside-none"), undefined, scene);
      const lines = [phrase(scene, "set-aside", counts), ...found.found.map((one) => asideLine(one, scene))];
      const told = speak(turn, [...lines, phrase(scene, "set-aside-how")].join("\n"));
      return audited(backToItem(turn, told, undefined, scene), person, "set-aside-seen", String(all));
    }
    case "settle":
      return settled(turn, person, found, scene);
  }
}

function conditionLines(
  { condition: now, wrong }: Extract<ConditionFound, { ask: "condition" }>,
  scene: Scene,
): readonly string[] {
  const { backup } = now.jobs;
  const { quota } = now.zalo ?? {};
  const queues = laneNames.map((lane) => `${phrase(scene, `lane-${lane}`)} ${now.lanes[lane].groups}`);
  return [
    phrase(scene, "condition", moment(now.at)),
    ...(wrong.length === 0
      ? [phrase(scene, "condition-well")]
      : wrong.map(([name, fill]) =>
          phrase(scene, "condition-wrong", { line: alarmLine(name, fill, scene.setting.words) }),
        )),
    phrase(scene, "condition-queues", { queues: queues.join(", ") }),
    phrase(scene, "condition-counts", {
      stuck: now.stuck,
      held: now.held,
      doubt: now.doubt,
      unread: now.unread,
      inquiries: now.inquiries,
    }),
    backup === undefined
      ? phrase(scene, "condition-no-backup")
      : backup.ok
        ? phrase(scene, "condition-backup", moment(backup.at))
        : phrase(scene, "condition-backup-failed", { ...moment(backup.at), code: backup.code }),
    ...(quota === undefined
      ? []
      : [phrase(scene, "condition-zalo", { remain: quota.remain, total: quota.total })]),
    ...offLines(scene),
    phrase(scene, "condition-how"),
  ];
}

/** The channel's name, which is where a thread's name begins. */
const channelIn = (thread: string | undefined): string => thread?.split(":")[0] ?? "?";

function asideLine({ kind, code, at, thread, about }: SetAside, scene: Scene): string {
  const fill = { code, ...moment(at), channel: channelIn(thread), about };
  return phrase(scene, `aside-${kind}`, fill);
}

function settled(
  turn: Turn,
  person: NonNullable<Turn["person"]>,
  { one, code, how }: Extract<ConditionFound, { ask: "settle" }>,
  scene: Scene,
): Turn {
  if (one === undefined)
    return backToItem(turn, say(turn, scene, "aside-unknown", { code }), undefined, scene);
  if (how === "retry" && one.retry === undefined)
    return backToItem(turn, say(turn, scene, "aside-no-retry", { code }), undefined, scene);
  const done: Turn = { ...turn, effects: [...turn.effects, { kind: "settle-aside", one, how }] };
  const noted = audited(done, person, `settled-${how}`, `${code} ${one.kind}`);
  return backToItem(
    turn,
    say(noted, scene, how === "retry" ? "aside-retried" : "aside-dropped", { code }),
    undefined,
    scene,
  );
}
