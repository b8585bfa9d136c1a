import { plain } from "../text/plain.ts";
import type { OrganisationKind, PromotionKind } from "./record.ts";

const organisations: readonly {
  readonly kind: OrganisationKind;
  readonly words: RegExp;
  readonly title: string;
}[] = [
  { kind: "cooperative", words: /\b(?:hop tac xa|htx)\b/u, title: "hợp tác xã" },
  { kind: "company", words: /\b(?:cong ty|cty|doanh nghiep|tnhh|co phan|dn)\b/u, title: "doanh nghiệp" },
  {
    kind: "group",
    words: /\b(?:to hop tac|tht|to san xuat|to nhom|nhom ho|to lien ket|nhom)\b/u,
    title: "tổ hợp tác",
  },
  {
    kind: "household",
    words: /\b(?:ho|ho kinh doanh|hkd|ho san xuat|ca nhan|co so|gia dinh)\b/u,
    title: "hộ, cơ sở",
  },
];

const promotions: readonly {
  readonly kind: PromotionKind;
  readonly words: RegExp;
  readonly title: string;
}[] = [
  {
    kind: "website",
    words: /\b(?:web|website|trang web|trang tin|san thuong mai|san giao dich|voso|postmart|facebook)\b/u,
    title: "trang web",
  },
  { kind: "exhibition", words: /\b(?:trien lam|trung bay)\b/u, title: "triển lãm" },
  { kind: "fair", words: /\b(?:hoi cho|cho phien|tuan hang|ngay hoi|phien cho)\b/u, title: "hội chợ" },
];

/** The kind that words name; a name begins with it: "HTX Quế Nậm Đét". */
export const kindOfOrganisation = (text: string): OrganisationKind | undefined =>
  organisations.find((one) => one.words.test(plain(text)))?.kind;

export const kindOfPromotion = (text: string): PromotionKind | undefined =>
  promotions.find((one) => one.words.test(plain(text)))?.kind;

/** A kind in words. */
export const organisationKindTitle = (kind: OrganisationKind): string =>
  organisations.find((one) => one.kind === kind)?.title ?? kind;
export const promotionKindTitle = (kind: PromotionKind): string =>
  promotions.find((one) => one.kind === kind)?.title ?? kind;
