export { seededRandom } from "../../src/tools/seeded.ts";
