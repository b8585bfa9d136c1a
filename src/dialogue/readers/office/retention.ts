import { showDay } from "../../../domain/instant.ts";
import { type RetentionCounts, retentionKinds, type RetentionReport } from "../../../domain/retention.ts";
import { plain } from "../../../text/plain.ts";
import { askNext } from "../../ask.ts";
import { audited } from "../../audit.ts";
import { backToItem } from "../../back.ts";
import type { Found, RetentionWant } from "../../desk.ts";
import { has } from "../../right.ts";
import { phrase, say, speak } from "../../say.ts";
import type { Reader, Scene, Turn } from "../../scene.ts";
import type { Thread } from "../../thread.ts";
import { yesOrNo } from "../correction.ts";

/** The timer with which the report of a night comes to whoever hears of it, in the morning. */
export const retentionTimer = "retention";

/** Codes named in one message. */
const mostCodes = 10;

const shown = /^(?:xem )?(?:bao cao )?luu giu(?: du lieu)?$|^bao cao luu tru$/u;
const letGo = /^xoa (?:cac |het )?ho so (?:da )?qua han(?: giu| luu(?: giu)?)?$/u;

/** "báo cáo lưu giữ", "xoá hồ sơ quá hạn": for whoever looks after what is kept. */
export const retention: Reader<{ readonly text: string }> = (turn, { text }, scene) => {
  if (!has(turn, "retain", scene)) return undefined;
  const words = plain(text);
  if (shown.test(words)) return wants(turn, { ask: "retention", deed: "show" });
  return letGo.test(words) ? wants(turn, { ask: "retention", deed: "ask" }) : undefined;
};

const wants = (turn: Turn, want: RetentionWant): Turn => ({
  ...turn,
  effects: [...turn.effects, { kind: "desk", want }],
});

/** The morning after a night in which something went: the last report is looked at. */
export const reportDue = (turn: Turn): Turn => wants(turn, { ask: "retention", deed: "came" });

/** The yes: what is past its period is looked at again. */
export const letGoAgreed = (
  turn: Turn,
  { day, count }: Extract<Thread["pending"], { kind: "let-go" }>,
): Turn => wants(turn, { ask: "retention", deed: "agree", day, count });

/** What the last look found, shown to whoever may see it still. */
export function atRetention(turn: Turn, found: Extract<Found, { ask: "retention" }>, scene: Scene): Turn {
  const { person } = turn;
  const { report, deed } = found;
  if (person === undefined || !has(turn, "retain", scene)) return turn;
  if (deed === "came")
    return report === undefined ? turn : backToItem(turn, told(turn, report, scene), undefined, scene);
  if (report === undefined) return say(turn, scene, "retention-none");
  if (deed === "show") return audited(told(turn, report, scene), person, "retention-shown", report.day);
  const { listed } = report;
  if (listed.length === 0) return askNext(say(turn, scene, "retention-nothing-past"), scene);
  const count = listed.length;
  if (deed === "ask" || found.day !== report.day || found.count !== count)
    return say(
      { ...turn, thread: { ...turn.thread, pending: { kind: "let-go", day: report.day, count } } },
      scene,
      "retention-ask",
      { what: counted(report.past, scene), codes: codes(report) },
      yesOrNo(scene),
    );
  const agreed: Turn = {
    ...turn,
    effects: [...turn.effects, { kind: "let-go", records: listed, by: person.id }],
  };
  return audited(say(agreed, scene, "retention-agreed"), person, "retention-agreed", String(count));
}

function told(turn: Turn, report: RetentionReport, scene: Scene): Turn {
  const { gone, past, failed } = report;
  const some = (counts: RetentionCounts): boolean => Object.keys(counts).length > 0;
  const lines = [
    phrase(scene, "retention-report", { day: showDay(report.day) }),
    phrase(
      scene,
      some(gone) ? "retention-gone" : "retention-nothing",
      some(gone) ? { what: counted(gone, scene) } : {},
    ),
    ...(some(past)
      ? [phrase(scene, "retention-past", { what: counted(past, scene), codes: codes(report) })]
      : []),
    ...(failed.length === 0 ? [] : [phrase(scene, "retention-failed", { parts: failed.join(", ") })]),
  ];
  return speak(turn, lines.join("\n"));
}

/** "3 hồ sơ nháp, 2 tin bị kẹt". */
const counted = (counts: RetentionCounts, { setting }: Scene): string =>
  retentionKinds
    .flatMap((kind) => {
      const count = counts[kind] ?? 0;
      return count === 0 ? [] : [`${count} ${setting.retention?.[kind].title ?? kind}`];
    })
    .join(", ");

const codes = ({ listed }: RetentionReport): string =>
  [...listed.slice(0, mostCodes).map((one) => one.code), ...(listed.length > mostCodes ? ["…"] : [])].join(
    ", ",
  );
