import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { freePort } from "./free-port.ts";

/** A real nginx with the example of docs/server in front of a port of this machine. */
export async function startNginx(
  behind: string,
): Promise<{ readonly url: string; readonly stop: () => Promise<void> }> {
  const server = process.env["NGINX"];
  if (server === undefined) throw new Error("NGINX is not set: run the tests by `npm test`");
  const port = await freePort();
  const folder = await mkdtemp(join(tmpdir(), "nginx-"));
  const example = (await readFile("docs/server/nginx.conf", "utf8"))
    .replace("listen 80;", `listen 127.0.0.1:${port};`)
    .replace("\tlisten [::]:80;\n", "")
    .replace("127.0.0.1:8787", new URL(behind).host);
  const places = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  const whole = `${process.getuid?.() === 0 ? "user root;\n" : ""}pid ${folder}/pid;
error_log ${folder}/error.log;
worker_processes 1;
events { worker_connections 256; }
http {
access_log off;
${places.map((name) => `${name}_temp_path ${folder}/${name};`).join("\n")}
${example}
}
`;
  await writeFile(join(folder, "nginx.conf"), whole);
  const options = ["-p", folder, "-e", join(folder, "error.log"), "-c", join(folder, "nginx.conf")];
  const child = spawn(server, [...options, "-g", "daemon off;"], { stdio: ["ignore", "ignore", "pipe"] });
  const endWithTests = (): void => void child.kill("SIGKILL");
  process.once("exit", endWithTests);
  let complaint = "";
  child.stderr?.on("data", (bytes) => (complaint += String(bytes)));
  const stop = async (): Promise<void> => {
    process.off("exit", endWithTests);
    await ended(child);
    await rm(folder, { recursive: true, force: true });
  };
  for (let tries = 0; tries < 400; tries += 1) {
    if (await listens(port)) return { url: `http://127.0.0.1:${port}`, stop };
    if (child.exitCode !== null) break;
    await wait(25);
  }
  await stop();
  throw new Error(`nginx did not come up: ${complaint}`);
}

const listens = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill("SIGTERM");
  await gone;
}
