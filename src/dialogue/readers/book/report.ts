import { showDay } from "../../../domain/instant.ts";
import type { Choice } from "../../../domain/message.ts";
import type { Round } from "../../../domain/programme.ts";
import type { PrintedSheet } from "../../../domain/sheet.ts";
import { placeName } from "../../../domain/role.ts";
import { kindOfOrganisation, organisationKindTitle } from "../../../register/kinds.ts";
import { type Register, type RegisterRecord, organisationKinds } from "../../../register/record.ts";
import {
  type Counts,
  type Facts,
  type Progress,
  report,
  type Scope,
  type Starred,
  starred,
  unknown,
} from "../../../register/report.ts";
import { registerSheets } from "../../../register/sheets.ts";
import { communeIn, readStars } from "../../../register/table.ts";
import { plain } from "../../../text/plain.ts";
import { looksLikeQuestion } from "../../../text/question.ts";
import { type BookFound, type BookList, bookLists, type ListWanted } from "../../book.ts";
import { has, hasOn } from "../../right.ts";
import { capital, phrase, say, speak } from "../../say.ts";
import type { Reader, Scene, Turn } from "../../scene.ts";
import { days } from "../../../domain/instant.ts";
import { listsOf, settled, shown, wants, withoutPhone } from "./programme-book.ts";

/** Lines of a list in one message. */
const pageSize = 15;

const reports = /^(?:(?:xem|cho xem|lam|in|xuat|gui) )?bao cao(?: (.*))?$/u;
const lists: readonly { readonly list: BookList; readonly words: RegExp }[] = [
  { list: "trainings", words: /^(?:danh sach|ds|xem) (?:cac )?(?:lop )?tap huan\b/u },
  { list: "promotions", words: /^(?:danh sach|ds|xem) (?:cac )?(?:hoi cho|trien lam|xuc tien)\b/u },
  {
    list: "products",
    words: /^(?:(?:danh sach|ds|xem) (?:cac )?)san pham\b|^(?:cac )?san pham (?:tu )?\d sao\b/u,
  },
  {
    list: "organisations",
    words:
      /^(?:danh sach|ds|xem) (?:cac )?(?:to chuc|hop tac xa|cong ty|doanh nghiep|to hop tac|ho\b(?! so)|co so|chu the)/u,
  },
];

/** "báo cáo", "báo cáo Tà Chải", "báo cáo đợt 1", "báo cáo excel", "danh sách hợp tác xã", "sản phẩm 3 sao". */
export const reportWanted: Reader<{ readonly text: string }> = (turn, { text }, scene) => {
  if (!has(turn, "report", scene)) return undefined;
  const words = plain(text);
  const wanted = reports.exec(words);
  if (wanted !== null) {
    const rest = wanted[1] ?? "";
    const several = whichOfOwn(turn, rest, scene);
    if (several !== undefined) return say(turn, scene, "report-which", { places: several.join(", ") });
    const scope = scopeIn(turn, rest, scene);
    if (scope === undefined) return say(turn, scene, "report-not-yours");
    const file = /\b(?:excel|xlsx|tep|file|bang)\b/u.test(rest);
    return wants(turn, { ask: "report", scope, as: file ? "file" : "words" });
  }
  const list = lists.find((one) => one.words.test(words))?.list;
  if (list === undefined || looksLikeQuestion(text)) return undefined;
  const scope = scopeIn(turn, words, scene);
  if (scope === undefined) return say(turn, scene, "report-not-yours");
  const stars = list === "products" ? readStars(/\d sao/u.exec(words)?.[0] ?? "") : undefined;
  const kind =
    list === "organisations" && !/chu the|to chuc/u.test(words) ? kindOfOrganisation(words) : undefined;
  return wants(turn, {
    ask: "list",
    wanted: {
      list,
      page: 0,
      ...(scope.commune === undefined ? {} : { commune: scope.commune }),
      ...(stars === undefined ? {} : { stars }),
      ...(kind === undefined ? {} : { kind }),
    },
  });
};

/** The communes of an officer who is there for several and has named none. */
function whichOfOwn(turn: Turn, words: string, scene: Scene): readonly string[] | undefined {
  const { communes } = scene.setting.programme;
  if (communeNamed(words, scene) !== undefined || hasOn(turn, "report", {}, scene)) return undefined;
  const own = communes.filter((one) => hasOn(turn, "report", { place: one.id }, scene));
  return own.length > 1 ? own.map((one) => one.name) : undefined;
}

const communeNamed = (words: string, scene: Scene): string | undefined =>
  communeIn(
    words.replaceAll(/(?<!\b(?:xa|thi tran|tt) )\bbac ha\b/gu, " "),
    scene.setting.programme.communes,
  );

/** What is named, as far as it is theirs to see: a commune's officers see their own commune. */
function scopeIn(turn: Turn, words: string, scene: Scene): Scope | undefined {
  const { programme } = scene.setting;
  const named = communeNamed(words, scene);
  const whole = hasOn(turn, "report", {}, scene);
  const own = programme.communes.find((one) => hasOn(turn, "report", { place: one.id }, scene))?.id;
  const commune = named ?? (whole ? undefined : own);
  if (!hasOn(turn, "report", commune === undefined ? {} : { place: commune }, scene)) return undefined;
  const round = roundIn(words, programme.rounds);
  return {
    ...(commune === undefined ? {} : { commune }),
    ...(round === undefined ? {} : { round }),
  };
}

/** "đợt 1", "đợt 1 năm 2027": the first round that is called so. */
function roundIn(words: string, rounds: readonly Round[]): string | undefined {
  const [, number, year] = /\bdot (\d)\b(?:.*?\b(20\d\d)\b)?/u.exec(words) ?? [];
  return number === undefined
    ? undefined
    : rounds.find(
        (one) =>
          plain(one.title).startsWith(`dot ${number}`) && (year === undefined || one.title.includes(year)),
      )?.id;
}

/** How long a report that was sent as a file can be had. */
const fileStays = days(7);

/** Tells the figures, or makes the file of them. */
export function reported(turn: Turn, found: Extract<BookFound, { ask: "report" }>, scene: Scene): Turn {
  const { facts, scope } = found;
  const seen: Turn = {
    ...turn,
    effects: [
      ...turn.effects,
      {
        kind: "audit",
        by: turn.person?.id ?? scene.threadId,
        deed: "reported",
        about: scope.commune ?? "all",
      },
    ],
  };
  if (found.as === "file") {
    const day = scene.today;
    return wants(seen, {
      ask: "print",
      name: `bao-cao-ocop-${scope.commune ?? scene.setting.programme.id}-${day}.xlsx`,
      sheets: sheets(facts, scope, hasOn(turn, "register", {}, scene), scene),
    });
  }
  const figures = report(facts, scope);
  const lines = [
    phrase(scene, "report-head", { what: scopeName(scope, scene), day: showDay(scene.today) }),
    countsLine(figures.counts, capital(phrase(scene, "report-all")), scene),
    ...(scope.round === undefined
      ? figures.rounds
          .filter((one) => one.counts.all > 0)
          .map((one) => countsLine(one.counts, roundName(one.round, scene), scene))
      : []),
    ...(scope.commune === undefined && scope.round === undefined
      ? communeLines(figures.communes, scene)
      : []),
    ...(scope.round === undefined ? targetLines(figures.targets, facts, scope, scene) : []),
  ];
  return speak(seen, lines.join("\n"));
}

/** The file that was made, with the words to it. */
export function printed(turn: Turn, found: Extract<BookFound, { ask: "print" }>, scene: Scene): Turn {
  const { file } = found;
  if (file === undefined) return say(turn, scene, "report-no-file");
  const told = speak(turn, capital(phrase(scene, "report-file")), [], file);
  return {
    ...told,
    effects: [...told.effects, { kind: "remind", name: `file:${file.hash}`, at: scene.now + fileStays }],
  };
}

/** The time of a file that belongs to no dossier is over. */
export const fileOver = (turn: Turn, name: string): Turn => ({
  ...turn,
  effects: [...turn.effects, { kind: "discard", files: [name.slice("file:".length)] }],
});

function scopeName({ commune, round }: Scope, scene: Scene): string {
  const { programme } = scene.setting;
  const place = commune === undefined ? programme.place : (placeName(programme, commune) ?? commune);
  return round === undefined ? place : `${roundName(round, scene)}, ${place}`;
}

function roundName(round: string, scene: Scene): string {
  const title = scene.setting.programme.rounds.find((one) => one.id === round)?.title;
  return title?.split(",")[0] ?? phrase(scene, "report-no-round");
}

const communeName = (commune: string, scene: Scene): string =>
  commune === unknown
    ? phrase(scene, "report-no-commune")
    : (placeName(scene.setting.programme, commune) ?? commune);

const countsLine = (counts: Counts, what: string, scene: Scene): string =>
  phrase(scene, "report-counts", { what, ...counts });

const communeLines = (
  communes: readonly { readonly commune: string; readonly counts: Counts }[],
  scene: Scene,
): readonly string[] => {
  const some = communes.filter((one) => one.counts.all > 0);
  if (some.length === 0) return [];
  const each = some.map((one) =>
    phrase(scene, "report-commune", {
      place: communeName(one.commune, scene).replace(/^xã /u, ""),
      all: one.counts.all,
      accepted: one.counts.accepted,
    }),
  );
  return [phrase(scene, "report-communes", { list: each.join("; ") })];
};

function targetLines(
  targets: readonly Progress[],
  facts: Facts,
  scope: Scope,
  scene: Scene,
): readonly string[] {
  const figures = report(facts, scope);
  const people = phrase(scene, "report-people", { count: figures.trained.people });
  const said =
    facts.programme.targets === undefined
      ? [
          phrase(scene, "report-recognised", { count: starred(facts, scope).length }),
          phrase(scene, "report-no-targets"),
        ]
      : targets
          // Offices and their people are not counted by commune.
          .filter((one) => scope.commune === undefined || one.target.what.startsWith("products-"))
          .map((one) => targetLine(one, scope, figures.communes[0]?.chosen ?? 0, scene));
  return scope.commune === undefined ? [...said, people] : said;
}

function targetLine(
  { target, done, of, reached }: Progress,
  scope: Scope,
  chosen: number,
  scene: Scene,
): string {
  const fill = { done, of, least: target.least, mark: reached ? "✓" : "·" };
  switch (target.what) {
    case "products-recognised":
      return scope.commune === undefined
        ? phrase(scene, "target-recognised", { ...fill, stars: target.stars ?? 1 })
        : phrase(scene, "target-recognised-here", { done, stars: target.stars ?? 1 });
    case "products-chosen":
      return scope.commune === undefined
        ? phrase(scene, "target-chosen", fill)
        : phrase(scene, "target-chosen-here", { done: chosen, least: target.least, mark: fill.mark });
    case "organisations-strengthened":
      return phrase(scene, "target-strengthened", fill);
    case "organisations-founded":
      return phrase(scene, "target-founded", fill);
    case "officers-trained":
      return phrase(scene, "target-officers", fill);
    case "producers-trained":
      return phrase(scene, "target-producers", fill);
  }
}

/** One page of a list. */
export function listed(turn: Turn, found: Extract<BookFound, { ask: "list" }>, scene: Scene): Turn {
  const { facts, wanted } = found;
  const phones = hasOn(turn, "register", {}, scene);
  const lines = linesOf({ ...facts, register: visible(facts.register, {}, phones) }, wanted, scene);
  const name = listName(wanted, scene);
  if (lines.length === 0) return say(turn, scene, "list-empty", { what: name });
  const pages = Math.ceil(lines.length / pageSize);
  const page = Math.min(Math.max(wanted.page, 0), pages - 1);
  const part = lines.slice(page * pageSize, (page + 1) * pageSize);
  const more: readonly Choice[] =
    page + 1 < pages ? [{ data: listData(wanted, page + 1), label: phrase(scene, "choice-more") }] : [];
  const head = phrase(scene, pages === 1 ? "list-head" : "list-page", {
    what: name,
    count: lines.length,
    page: page + 1,
    pages,
  });
  return speak(turn, [capital(head), ...part.map((one) => `• ${one}`)].join("\n"), more);
}

function linesOf(facts: Facts, { list, commune, stars, kind }: ListWanted, scene: Scene): readonly string[] {
  const { register } = facts;
  const here = (place: string): boolean => commune === undefined || place === commune;
  const line = (one: RegisterRecord): string => shown(one, register, 0, scene);
  switch (list) {
    case "organisations":
      return register.organisations
        .filter((one) => here(one.commune) && (kind === undefined || one.kind === kind))
        .map(line);
    case "products":
      return stars === undefined
        ? register.products.filter((one) => here(one.commune)).map(line)
        : starred(facts, commune === undefined ? {} : { commune }, true)
            .filter((one) => one.stars === stars)
            .map((one) => starLine(one, scene));
    case "trainings":
      return register.trainings.map((one) =>
        shown(one, register, facts.attendance.filter((each) => each.training === one.id).length, scene),
      );
    case "promotions":
      return register.promotions.map(line);
  }
}

const starLine = ({ title, commune, stars, decision, day, until }: Starred, scene: Scene): string =>
  [
    `*${title}*`,
    ...(commune === undefined ? [] : [communeName(commune, scene)]),
    decision === undefined || day === undefined || until === undefined
      ? phrase(scene, "list-stars", { stars })
      : phrase(scene, "list-certificate", { stars, decision, day: showDay(day), until: showDay(until) }),
  ].join(", ");

function listName({ list, commune, stars, kind }: ListWanted, scene: Scene): string {
  const what =
    list === "products" && stars !== undefined
      ? phrase(scene, "list-name-stars", { stars })
      : kind !== undefined
        ? organisationKindTitle(kind)
        : phrase(scene, `list-name-${list}`);
  return commune === undefined ? what : `${what}, ${communeName(commune, scene)}`;
}

const listData = ({ list, commune, stars, kind }: ListWanted, page: number): string =>
  `book:${list}:${commune ?? ""}:${stars ?? ""}:${kind ?? ""}:${page}`;

/** The next page of a list, tapped. */
export function nextPage(turn: Turn, data: string, scene: Scene): Turn | undefined {
  const [, name, commune = "", stars = "", kindName = "", page = ""] = data.split(":");
  const list = bookLists.find((one) => one === name);
  const kind = organisationKinds.find((one) => one === kindName);
  if (list === undefined || !hasOn(turn, "report", commune === "" ? {} : { place: commune }, scene))
    return undefined;
  return wants(settled(turn), {
    ask: "list",
    wanted: {
      list,
      page: Number(page) || 0,
      ...(commune === "" ? {} : { commune }),
      ...(/^[1-5]$/u.test(stars) ? { stars: Number(stars) } : {}),
      ...(kind === undefined ? {} : { kind }),
    },
  });
}

/** The sheets of the report: its figures, then the register as it stands. phones: for whoever writes it. */
function sheets(facts: Facts, scope: Scope, phones: boolean, scene: Scene): readonly PrintedSheet[] {
  const figures = report(facts, scope);
  const column = (code: string, width = 14) => ({ title: capital(code), width });
  const numbers = ({ all, waiting, returned, accepted, recognised, notReached }: Counts) => [
    all,
    waiting,
    returned,
    accepted,
    recognised,
    notReached,
  ];
  const counted = [
    column(phrase(scene, "report-sheet-all")),
    column(phrase(scene, "report-sheet-waiting")),
    column(phrase(scene, "report-sheet-returned")),
    column(phrase(scene, "report-sheet-accepted")),
    column(phrase(scene, "report-sheet-recognised")),
    column(phrase(scene, "report-sheet-not-reached")),
  ];
  const targets =
    scope.commune === undefined && scope.round === undefined
      ? targetLines(figures.targets, facts, scope, scene)
      : [];
  const { communes } = scene.setting.programme;
  return [
    {
      name: capital(phrase(scene, "report-sheet-dossiers")),
      columns: [
        column(phrase(scene, "report-sheet-commune"), 24),
        column(phrase(scene, "report-sheet-round"), 16),
        ...counted,
      ],
      rows: [
        ...figures.cells.map((one) => [
          communeName(one.commune, scene),
          roundName(one.round, scene),
          ...numbers(one.counts),
        ]),
        [capital(phrase(scene, "report-all")), null, ...numbers(figures.counts)],
      ],
    },
    {
      name: capital(phrase(scene, "report-sheet-targets")),
      columns: [column(phrase(scene, "report-sheet-target"), 90)],
      rows: targets.map((line) => [line]),
    },
    {
      name: capital(phrase(scene, "report-sheet-chosen")),
      columns: [
        column(phrase(scene, "report-sheet-commune"), 24),
        column(phrase(scene, "report-sheet-chosen-count"), 24),
      ],
      rows: communes
        .filter((one) => scope.commune === undefined || one.id === scope.commune)
        .map((one) => [one.name, figures.communes.find((each) => each.commune === one.id)?.chosen ?? 0]),
    },
    ...registerSheets(visible(facts.register, scope, phones), scene.setting.programme, listsOf(scene).sets, {
      main: capital(phrase(scene, "report-sheet-register")),
      trainings: capital(phrase(scene, "report-sheet-trainings")),
      promotions: capital(phrase(scene, "report-sheet-promotions")),
    }),
  ];
}

/** What of the register a report shows: of one commune only its own; phone numbers only to whoever keeps it. */
function visible(register: Register, { commune }: Scope, phones: boolean): Register {
  const own = register.organisations.filter((one) => commune === undefined || one.commune === commune);
  const organisations = phones ? own : own.map(withoutPhone);
  if (commune === undefined) return { ...register, organisations };
  const products = register.products.filter((one) => one.commune === commune);
  const ids = new Set<string>(products.map((one) => one.id));
  return {
    organisations,
    products,
    certificates: register.certificates.filter((one) => ids.has(one.product)),
    trainings: [],
    promotions: [],
  };
}
