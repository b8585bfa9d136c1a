import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

/** Between a program and its Redis: what went over the sockets. */
export type Trips = { readonly connections: number; readonly trips: number; readonly bytes: number };

export type CountingProxy = {
  readonly port: number;
  /** What went over since this was asked last. A trip is what the program said in one go, until Redis answered. */
  readonly count: () => Trips;
  /** Breaks what is open, and lets nobody in until it is mended. */
  readonly cut: (broken: boolean) => void;
  readonly close: () => void;
};

/** Asks whether the other side is there, at a time of its own and for no turn. */
const ping = "*1\r\n$4\r\nPING\r\n";

/** A proxy on loopback that counts round trips at the socket; `delay` holds each answer back by so many milliseconds. */
export async function countingProxy(to: number, delay = 0): Promise<CountingProxy> {
  let seen = { connections: 0, trips: 0, bytes: 0 };
  let broken = false;
  const open = new Set<Socket>();
  const server = createServer((near) => {
    if (broken) return void near.destroy();
    seen.connections += 1;
    const far = connect(to, "127.0.0.1");
    let answered = true;
    open.add(near);
    near.on("data", (part: Buffer) => {
      far.write(part);
      if (part.toString("latin1") === ping) return;
      if (answered) seen.trips += 1;
      seen.bytes += part.byteLength;
      answered = false;
    });
    far.on("data", (part: Buffer) => {
      answered = true;
      if (delay === 0) near.write(part);
      else setTimeout(() => near.write(part), delay);
    });
    const end = (): void => {
      near.destroy();
      far.destroy();
      open.delete(near);
    };
    for (const socket of [near, far]) socket.on("error", end).on("close", end);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no TCP address");
  return {
    port: address.port,
    count: () => {
      const counted = seen;
      seen = { connections: 0, trips: 0, bytes: 0 };
      return counted;
    },
    cut: (now) => {
      broken = now;
      if (now) for (const socket of open) socket.destroy();
    },
    close: () => {
      for (const socket of open) socket.destroy();
      server.close();
    },
  };
}
