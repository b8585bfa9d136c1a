/** What `src/tools/compile-content.ts` writes, which the bundle holds as "#content". */
declare const folded: string;
export default folded;
