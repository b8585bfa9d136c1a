import { z } from "zod";
import type { WholeStore } from "../dump.ts";
import { connect } from "./connection.ts";
import { dumper } from "./dump.ts";
import { filler } from "./fill.ts";
import { clientName } from "./keys.ts";
import { ownOf } from "./own.ts";

/** The whole of one programme in Redis. */
export async function wholeRedis(options: {
  readonly url: string;
  readonly programme: string;
  readonly connectTimeoutMs?: number;
}): Promise<WholeStore> {
  const { url, programme, connectTimeoutMs = 5000 } = options;
  const name = clientName(programme);
  const { send, close } = await connect(url, { connectTimeoutMs, patient: false }, () => {}, `${name}-whole`);
  const own = ownOf(send, programme);
  const dumps = await dumper(own).catch(async (why: unknown) => {
    await close();
    throw why;
  });
  return {
    dump: dumps.dump,
    ...filler(own, dumps),
    inUse: async () => {
      // Where a provider does not let us ask, it cannot be told.
      const clients = z.string().parse(await send(["CLIENT", "LIST"]).catch(() => ""));
      return clients.split("\n").some((line) => line.includes(` name=${name} `));
    },
    close,
  };
}
