/** The codes in prompts/people/vi.md of what the HTTP layer itself says; everything else is said by the assistant. */
const codes = {
  notFound: "web-not-found",
  failed: "web-failed",
  origin: "web-origin",
  tooMany: "web-too-many",
  noThread: "web-no-thread",
  noFile: "web-no-file",
  unreadable: "web-unreadable",
  tooLong: "web-too-long",
  badBytes: "web-bad-bytes",
  fileKind: "web-file-kind",
  fileSize: "web-file-size",
  messageKind: "web-message-kind",
  formTitle: "web-form-title",
  formPdf: "web-form-pdf",
  formWord: "web-form-word",
  formOver: "web-form-over",
  formChanged: "web-form-changed",
  formBusy: "web-form-busy",
} as const;

export type HttpWords = Readonly<Record<keyof typeof codes, string>>;

/** Takes the HTTP layer's sentences out of all sentences; a missing one shows its code. */
export function httpWords(sentences: Readonly<Record<string, string>>): HttpWords {
  const text = (code: string): string => sentences[code] ?? code;
  return {
    notFound: text(codes.notFound),
    failed: text(codes.failed),
    origin: text(codes.origin),
    tooMany: text(codes.tooMany),
    noThread: text(codes.noThread),
    noFile: text(codes.noFile),
    unreadable: text(codes.unreadable),
    tooLong: text(codes.tooLong),
    badBytes: text(codes.badBytes),
    fileKind: text(codes.fileKind),
    fileSize: text(codes.fileSize),
    messageKind: text(codes.messageKind),
    formTitle: text(codes.formTitle),
    formPdf: text(codes.formPdf),
    formWord: text(codes.formWord),
    formOver: text(codes.formOver),
    formChanged: text(codes.formChanged),
    formBusy: text(codes.formBusy),
  };
}
