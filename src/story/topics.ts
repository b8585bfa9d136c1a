import { type Topic, topics } from "../flows/story.ts";
import { tokens } from "../text/tokens.ts";

/** Folded words that tell of one topic: one of `sure` is enough, of `hints` it takes several. */
const cues: Readonly<Record<Topic, { readonly sure: readonly string[]; readonly hints: readonly string[] }>> =
  {
    storyOrigin: {
      sure: ["bat dau lam tu", "lam tu nam", "lam nghe tu nam", "bat dau tu nam", "la nguoi dau tien"],
      hints: ["bat dau", "tu nam", "tu ngay xua", "doi truoc", "tu hoi"],
    },
    storyLand: {
      sure: [
        "trong o thon",
        "trong o ban",
        "lay o ruong",
        "trong tren nuong",
        "nuoc suoi",
        "dat o day",
        "dat nha minh",
      ],
      hints: ["ruong", "nuong", "dat", "suoi", "khi hau", "suong", "do cao", "trong o", "nui"],
    },
    storyKnowledge: {
      sure: [
        "truyen lai",
        "day lai",
        "truyen nghe",
        "day cho",
        "hoc cua ba",
        "hoc tu me",
        "hoc cua me",
        "nghe gia truyen",
      ],
      hints: ["day toi", "hoc nghe", "chi cho", "day em"],
    },
    storyMaking: {
      sure: ["ngam roi", "nau roi", "rang roi", "gia roi", "phoi roi", "u men"],
      hints: [
        "ngam",
        "rang",
        "nau",
        "phoi",
        "u",
        "gia",
        "sang",
        "say",
        "dun",
        "hap",
        "uop",
        "goi",
        "treo",
        "xay",
        "chung cat",
        "tron",
      ],
    },
    storyDifferent: {
      sure: ["khac noi khac", "khong giong", "khac cho khac", "noi khac khong", "rieng co", "khac han"],
      hints: [],
    },
    storyEvent: {
      sure: ["nho mai", "khong quen", "co lan", "nam mat mua"],
      hints: [],
    },
    storyPeople: {
      sure: [
        "nguoi tay",
        "nguoi mong",
        "nguoi dao",
        "nguoi nung",
        "nguoi phu la",
        "nguoi giay",
        "nguoi la chi",
        "nguoi h mong",
        "nguoi kinh",
        "dan toc",
        "phong tuc",
        "com moi",
        "le cung",
      ],
      hints: [],
    },
    storyUse: {
      sure: ["cach dung", "an voi", "an kem", "dung de", "cham voi", "pha voi", "uong luc"],
      hints: [],
    },
    storyBuyers: {
      sure: ["khach mua", "nguoi mua", "khach bao", "khach khen", "khach du lich", "hay mua", "ban cho"],
      hints: [],
    },
    storyWish: {
      sure: ["toi mong", "chi mong", "mong muon", "uoc mong", "em mong", "mong con", "mong cho"],
      hints: [],
    },
  };

const fewest = 20;

/** The topics that an answer tells of besides the one it was asked for; short answers tell of none. */
export const toldIn = (answer: string): readonly Topic[] =>
  tokens(answer).length < fewest ? [] : cuedIn(answer);

/** The topics that words speak of, however few they are. */
export function cuedIn(text: string): readonly Topic[] {
  const said = ` ${tokens(text).join(" ")} `;
  const has = (cue: string): boolean => said.includes(` ${cue} `);
  return topics.filter((topic) => {
    const { sure, hints } = cues[topic];
    const most = topic === "storyMaking" ? 4 : 3;
    return sure.some(has) || hints.filter(has).length >= most;
  });
}
