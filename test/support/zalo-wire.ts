import { type Wire, zaloRoots } from "zalo-sdk-nodejs/wire";

/** Calls that go to one server on this machine, whatever their host. */
export const wireTo = (root: string, limit = 5000): Wire => ({
  fetch: (address, init) => fetch(address, init),
  roots: { ...zaloRoots, openapi: root, business: root, oauth: root },
  limit,
});
