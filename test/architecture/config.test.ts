import { expect, test } from "vitest";
import { readConfig } from "../../src/config.ts";

test("people's questions go to a model only where one is named", () => {
  const modelOf = (env: Readonly<Record<string, string>>) => {
    const read = readConfig(env);
    return read.ok ? read.config.model : read.problems.map((problem) => problem.split(":")[0]);
  };
  expect(modelOf({ OPENAI_API_KEY: "k" })).toBeUndefined();
  expect(modelOf({ OPENAI_MODEL: "m" })).toEqual(["OPENAI_API_KEY"]);
  expect(modelOf({ OPENAI_EMBEDDING_MODEL: "e" })).toEqual(["OPENAI_API_KEY"]);
  expect(modelOf({ OPENAI_API_KEY: "k", OPENAI_MODEL: "m" })).toMatchObject({
    key: "k",
    root: "https://api.openai.com/v1",
    model: "m",
  });
  expect(
    modelOf({ OPENAI_API_KEY: "k", OPENAI_MODEL: "m", OPENAI_BASE_URL: "http://localhost:11434/v1/" }),
  ).toMatchObject({ root: "http://localhost:11434/v1" });
});
