import { serve } from "@hono/node-server";
import { testHttp } from "../http/support.ts";
import { freePort } from "../support/free-port.ts";

const coop = { data: "owner=coop", label: "Hợp tác xã" };
const group = { data: "owner=group", label: "Tổ hợp tác" };
const household = { data: "owner=household", label: "Hộ sản xuất có đăng ký kinh doanh" };

/** What the small responder says to a word. */
function replyTo(text: string) {
  if (text === "Hợp tác xã")
    return { text: 'Tôi ghi: *Hợp tác xã*. Sai thì gõ "sửa".\nTên hợp tác xã là gì?' };
  if (text === "") return { text: "Tôi đã nhận ảnh." };
  return {
    text: "Bà con muốn đăng ký *Tinh dầu quế Nậm Đét* đúng không? <b>Ai</b> đứng tên đăng ký? (câu 1/14)",
    choices: [coop, group, household],
  };
}

/** The real HTTP layer on a loopback port, answered by a small responder. */
export async function startServer() {
  const stop = new AbortController();
  const requests: string[] = [];
  const http = await testHttp({ stop: stop.signal });
  const clock = http.clock;
  clock.at = Date.now();
  const port = await freePort();
  let answered = 0;
  const answer = async () => {
    while (answered < http.events.length) {
      const event = http.events[answered];
      answered += 1;
      if (!event) return;
      const { deed } = event;
      const text = deed.kind === "tap" ? deed.label : deed.kind === "text" ? deed.text : "";
      await new Promise((resolve) => setTimeout(resolve, 150));
      await http.transcript.add(event.thread, {
        id: `re:${event.id}`,
        at: Date.now(),
        from: "us",
        message: replyTo(text),
      });
    }
  };
  const server = serve({
    port,
    hostname: "127.0.0.1",
    fetch: async (request, env) => {
      requests.push(`${request.method} ${new URL(request.url).pathname}`);
      clock.at = Date.now();
      const response = await http.app.fetch(request, env);
      void answer();
      return response;
    },
  });
  const close = (): Promise<void> => {
    stop.abort();
    return new Promise((resolve) => server.close(() => resolve()));
  };
  return { url: `http://127.0.0.1:${port}`, events: http.events, requests, close };
}
