import type { PhotoFault } from "../../src/domain/photo.ts";
import { ok } from "../../src/domain/result.ts";
import type { ReadProof } from "../../src/ports/read-proof.ts";
import { type Certificate, linesOf } from "../../src/tools/papers/certificate.ts";

const registration: Certificate = {
  kind: "coop",
  holder: "Hợp tác xã Quế hữu cơ Nậm Đét",
  product: "Tinh dầu quế",
  number: "10H7000123",
  issued: "2018-03-15",
  font: "",
};
const pledge: Certificate = {
  kind: "pledge",
  holder: "HTX Quế hữu cơ Nậm Đét",
  product: "Tinh dầu quế",
  number: "15/CK-ATTP",
  issued: "2017-05-02",
  font: "",
};

/** What stands on a photo of a name, how it has to be turned, and what is wrong with it at first sight. */
const photos: Readonly<
  Record<string, { readonly paper?: Certificate; readonly turned?: number; readonly fault?: PhotoFault }>
> = {
  "dkkd.jpg": { paper: registration },
  "dkkd-nha-khac.jpg": { paper: { ...registration, holder: "Hợp tác xã Nông nghiệp Bản Liền" } },
  "dkkd-so-khac.jpg": { paper: { ...registration, number: "10H7000999" } },
  "dkkd-ngang.jpg": { paper: registration, turned: 270 },
  "dkkd-nho.jpg": { paper: registration, fault: "tiny" },
  "dkkd-mo.jpg": { fault: "blurred" },
  "cam-ket-cu.jpg": { paper: pledge },
  "cam-ket-lap-suon.jpg": { paper: { ...pledge, product: "Lạp sườn" } },
  "trang.jpg": {},
};
const nameIn = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** Photos whose bytes are their names, as they are sent in conversations. */
export const proofPhotos: Readonly<Record<string, Uint8Array>> = Object.fromEntries(
  Object.keys(photos).map((name) => [name, new TextEncoder().encode(name)]),
);

/** Reads such photos without looking at a dot of them. */
export const scriptedProofs: ReadProof = {
  look: (bytes) => Promise.resolve(photos[nameIn(bytes)]?.fault),
  read: (bytes) => {
    const { paper, turned = 0 } = photos[nameIn(bytes)] ?? {};
    const lines = paper === undefined ? [] : linesOf(paper).map((text) => ({ text, confidence: 93 }));
    return Promise.resolve(ok({ lines, by: "picture" as const, turned }));
  },
};
