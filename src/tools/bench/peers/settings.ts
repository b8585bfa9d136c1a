/** What every server of the comparison is told, under the names that our own server reads. */
const told = (name: string): string => {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set`);
  return value;
};

export const port = Number(told("PORT"));
export const token = told("TELEGRAM_BOT_TOKEN");
export const secret = told("TELEGRAM_WEBHOOK_SECRET");
export const apiRoot = told("TELEGRAM_API_ROOT");
export const redisUrl = told("REDIS_URL");

/** As long as a usual answer of ours, so that nobody sends less. */
export const answer = (text: string): string =>
  `Dạ, em đã ghi: ${text}\n\nAnh/chị cho em hỏi tiếp: sản phẩm này mình làm ở thôn nào ạ?`;
