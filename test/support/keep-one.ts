// Keeps four mebibytes in the folder it is given. Run with a limit on the size of files, it dies half-way.
import { diskBlobs } from "../../src/store/disk.ts";
import { blobFiles } from "../../src/store/files.ts";
import { sealed } from "../../src/store/sealed.ts";

const [folder = "", key, text = ""] = process.argv.slice(2);
const disk = diskBlobs(folder);
const blobs = key === undefined || key === "" ? disk : await sealed(disk, Uint8Array.fromHex(key));
await blobFiles(blobs).keep(new TextEncoder().encode(text.repeat((4 * 1024 * 1024) / text.length)), "a.txt");
