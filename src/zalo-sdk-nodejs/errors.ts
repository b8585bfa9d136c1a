/**
 * What to do about a refusal.
 * wait: too fast, in a moment again. tomorrow: not at this hour or not again today. quota: the allowance is used up.
 * window: not before the person writes again. token: with another access token. upload: upload the file again.
 * person: never again to this person. setup: somebody has to change a setting or a contract. final: the request is wrong.
 * unsure: it may or may not have been done.
 */
export type Advice =
  | "wait"
  | "tomorrow"
  | "quota"
  | "window"
  | "token"
  | "upload"
  | "person"
  | "setup"
  | "final"
  | "unsure";

/** openapi: the Official Account API; business: templates by phone; oauth: tokens. Some codes differ between them. */
export type Host = "openapi" | "business" | "oauth";

/** A call that did not succeed. `code` is Zalo's own, or the HTTP status where no code came. `after`: milliseconds asked for. */
export type Fault = {
  readonly host: Host;
  readonly code: number | undefined;
  readonly advice: Advice;
  readonly message: string;
  readonly after?: number;
};

export type Answer<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly fault: Fault };

type Row = readonly [advice: Advice, meaning: string];

/** Codes of openapi.zalo.me, from the appendix "ma-loi" of the official documentation (two transcriptions agree). */
export const openapiErrors: Readonly<Record<number, Row>> = {
  [-32]: ["wait", "the app or the account has reached its call limit"],
  [-100]: ["upload", "the attachment has expired"],
  [-200]: ["unsure", "sending failed"],
  [-201]: ["final", "a parameter is invalid"],
  [-204]: ["setup", "the Official Account is disabled or deleted"],
  [-205]: ["setup", "the Official Account does not exist"],
  [-209]: ["setup", "the app is not activated"],
  [-210]: ["final", "a parameter is over its limit"],
  [-211]: ["quota", "out of quota"],
  [-212]: ["setup", "the app has not registered this API"],
  [-213]: ["window", "the person does not follow the account"],
  [-214]: ["wait", "the article is being processed"],
  [-216]: ["token", "the access token is invalid"],
  [-217]: ["person", "the person has blocked invitations"],
  [-218]: ["tomorrow", "the person has received as many as one may"],
  [-219]: ["setup", "the app is removed or disabled"],
  [-220]: ["token", "the access token is expired or removed"],
  [-221]: ["setup", "the account must be verified"],
  [-223]: ["setup", "the account has not authorised this API"],
  [-224]: ["setup", "the account needs a larger package"],
  [-227]: ["person", "the person is banned or inactive for 45 days"],
  [-230]: ["window", "no interaction in 7 days"],
  [-232]: ["window", "never interacted, or the interaction has expired"],
  [-233]: ["final", "the kind of message is invalid or not supported"],
  [-234]: ["tomorrow", "not at night (22:00 to 06:00)"],
  [-235]: ["setup", "the API does not support this kind of account"],
  [-237]: ["setup", "the group is disabled"],
  [-238]: ["setup", "the asset is used up"],
  [-240]: ["final", "version 2 of the message API is closed"],
  [-241]: ["setup", "the asset is disabled"],
  [-242]: ["setup", "appsecret_proof is missing or wrong"],
  [-244]: ["person", "the person restricts this kind of message from the account"],
  [-248]: ["final", "the content breaks the platform's standards"],
  [-249]: ["final", "the template cannot go by user id"],
  [-320]: ["setup", "the app needs a Zalo Cloud Account"],
  [-321]: ["setup", "the Zalo Cloud Account is out of money"],
  [-403]: ["setup", "the account is not in the group"],
  [-1340]: ["final", "the lead form is invalid"],
  [-1341]: ["final", "the lead form is invalid"],
};

/** Codes of template messages, used by business.openapi.zalo.me and, below -1000 and from -101 to -147, by both hosts. */
export const templateErrors: Readonly<Record<number, Row>> = {
  [-100]: ["unsure", "unknown, try again"],
  [-101]: ["setup", "the app is invalid"],
  [-102]: ["setup", "the app does not exist"],
  [-103]: ["setup", "the app is not active"],
  [-104]: ["setup", "the app's secret is invalid"],
  [-105]: ["setup", "the app is not linked to the account"],
  [-106]: ["final", "the method is not supported"],
  [-107]: ["final", "the message id is invalid"],
  [-108]: ["final", "the phone number is invalid"],
  [-109]: ["final", "the template id is invalid"],
  [-110]: ["person", "the person's version of Zalo is not supported"],
  [-111]: ["final", "the template data is empty"],
  [-112]: ["final", "the type of a parameter is undefined"],
  [-1121]: ["final", "a parameter is too long"],
  [-1122]: ["final", "a parameter is missing"],
  [-1123]: ["final", "no QR code could be made"],
  [-1124]: ["final", "a parameter has the wrong format"],
  [-113]: ["final", "a button is invalid"],
  [-1131]: ["final", "a button is invalid"],
  [-114]: ["person", "the person cannot receive it"],
  [-115]: ["quota", "out of quota or balance"],
  [-116]: ["final", "the text is invalid"],
  [-117]: ["setup", "no access to the template"],
  [-118]: ["person", "the phone number has no Zalo"],
  [-119]: ["person", "the account cannot receive it"],
  [-120]: ["setup", "the account has no permission"],
  [-121]: ["final", "the body is empty"],
  [-122]: ["final", "the body is invalid"],
  [-123]: ["final", "encryption failed"],
  [-124]: ["token", "the access token is invalid"],
  [-125]: ["setup", "the account's id is invalid"],
  [-126]: ["setup", "the wallet for development is empty"],
  [-127]: ["setup", "a test goes to administrators only"],
  [-131]: ["final", "the template is not approved"],
  [-132]: ["final", "a parameter is invalid"],
  [-133]: ["tomorrow", "not at night"],
  [-135]: ["setup", "the account may not send templates"],
  [-1351]: ["setup", "the account is blocked from sending"],
  [-136]: ["setup", "a Zalo Cloud Account is needed"],
  [-137]: ["setup", "the Zalo Cloud Account cannot pay"],
  [-138]: ["setup", "the app has no permission"],
  [-139]: ["person", "the person refused this kind of message"],
  [-140]: ["person", "the person refused messages after a purchase"],
  [-141]: ["person", "the person refused messages of the account"],
  [-144]: ["tomorrow", "the account's daily limit is reached"],
  [-1441]: ["tomorrow", "the limit of promotions is reached"],
  [-145]: ["setup", "the account may not send this kind of template"],
  [-146]: ["setup", "the template is disabled for its quality"],
  [-147]: ["tomorrow", "the template's daily limit is reached"],
  [-1471]: ["tomorrow", "the person has received as many as one may today"],
  [-1472]: ["tomorrow", "the person has received as many as one may this month"],
};

/** Codes of oauth.zaloapp.com; there is no official table. */
export const oauthErrors: Readonly<Record<number, Row>> = {
  [-14002]: ["setup", "the app id is invalid, or the app is not active"],
  [-14003]: ["setup", "the redirect address is not the one in the console"],
  [-14020]: ["token", "the refresh token is used or expired"],
  [-14029]: ["setup", "the app is not approved"],
};

function rowOf(host: Host, code: number): Row | undefined {
  if (host === "oauth") return oauthErrors[code];
  return host === "business"
    ? (templateErrors[code] ?? openapiErrors[code])
    : (openapiErrors[code] ?? templateErrors[code]);
}

/** A fault of one of Zalo's codes. A code that no table knows may have been done or not. */
export function faultOf(host: Host, code: number, message: string): Fault {
  const [advice, meaning] = rowOf(host, code) ?? ["unsure", "unknown code"];
  return { host, code, advice, message: message === "" ? meaning : message };
}

export const refuse = (host: Host, code: number): { readonly ok: false; readonly fault: Fault } => ({
  ok: false,
  fault: faultOf(host, code, ""),
});
