/**
 * HTTP on top of the local Telegram: Bot API, files, clients, control, and the chat page, all on
 * one loopback port.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:http";
import type { Telegram } from "../telegram.ts";
import { answerBot, answerFile } from "./bot-endpoint.ts";
import { answerClient } from "./client-endpoint.ts";
import { answerControl } from "./control-endpoint.ts";
import { refusal } from "./guard.ts";
import { sendJson, sendText } from "./reply.ts";
import { answerStatic } from "./static.ts";

export interface ServerOptions {
  /** 0 takes a free one. */
  readonly port: number;
  /** Opens the control API; without it there is none. */
  readonly controlToken: string | null;
  /** The built chat client. */
  readonly pageFolder: string;
}

export interface RunningServer {
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

/** Listens on loopback. Rejects when the port is taken. */
export async function startServer(
  telegram: Telegram,
  options: ServerOptions,
): Promise<RunningServer> {
  const server = createServer((request, response) => {
    answer(telegram, options, request, response).catch((error: unknown) => {
      const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
      telegram.engine.trace("http.broken", { path: request.url?.split("?")[0]?.slice(0, 8), why });
      if (!response.headersSent) {
        sendJson(response, 500, {
          ok: false,
          error_code: 500,
          description: "Internal Server Error",
        });
      } else response.destroy();
    });
  });
  server.keepAliveTimeout = 75_000;
  await new Promise<void>((done, fail) => {
    server.once("error", fail);
    server.listen(options.port, "127.0.0.1", done);
  });
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : options.port;
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  telegram: Telegram,
  options: ServerOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const refused = refusal(request);
  if (refused) return sendText(response, 403, refused);
  const url = new URL(request.url ?? "/", "http://127.0.0.1");
  if (await answerBot(telegram, url, request, response)) return;
  if (url.pathname.startsWith("/file/") && answerFile(telegram, url, response)) return;
  if (url.pathname.startsWith("/client/")) return answerClient(telegram, url, request, response);
  if (url.pathname.startsWith("/control/")) {
    return answerControl(telegram, options.controlToken, url, request, response);
  }
  if (request.method !== "GET" && request.method !== "HEAD")
    return sendText(response, 405, "GET only");
  answerStatic(options.pageFolder, url.pathname, response);
}
