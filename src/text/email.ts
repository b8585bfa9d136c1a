const address =
  /[a-z0-9](?:[a-z0-9._%+-]{0,62}[a-z0-9])?@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,4}\.[a-z]{2,24}(?![a-z0-9])/;

/** The first e-mail address of a text, lower case; spaces around @ are forgiven. */
export const readEmail = (text: string): string | undefined =>
  address.exec(
    text
      .normalize("NFKC")
      .toLowerCase()
      .replace(/ ?(?:@|\(at\)|\[at\]) ?/g, "@")
      .replace(/ ?\. ?(?=(?:com|vn|net|org|edu|gov)\b)/g, "."),
  )?.[0];
