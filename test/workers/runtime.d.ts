/** What is used of the runtime in tests that run inside it; around.ts says what stands in its two interfaces. */
declare module "cloudflare:test" {
  export interface TestEnv {}
  export interface TestObject {}

  export const env: TestEnv;

  /** Runs something beside an object, in the place where it may use its connections. */
  export function runInDurableObject<Answer>(
    stub: unknown,
    work: (object: TestObject) => Promise<Answer> | Answer,
  ): Promise<Answer>;
}

/** A stream that says beforehand how long it is. */
declare class FixedLengthStream {
  constructor(length: number);
  readonly readable: ReadableStream<Uint8Array>;
  readonly writable: WritableStream<Uint8Array>;
}
