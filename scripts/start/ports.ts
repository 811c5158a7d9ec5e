/** Ports on loopback: whether one is free, and choosing one for good. */
import { createServer } from "node:net";

/** Below the range from which systems lend ports to outgoing connections, so they stay free. */
const FIRST = 20_000;
const COUNT = 10_000;
const ATTEMPTS_MAX = 200;

/** True when a server could listen on it now. Other errors than a busy port are thrown. */
export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE" || error.code === "EACCES") resolve(false);
      else reject(error);
    });
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}

/** `count` different free ports. Throws when the machine has none to give. */
export async function chooseFreePorts(count: number): Promise<readonly number[]> {
  const chosen = new Set<number>();
  for (let attempt = 0; attempt < ATTEMPTS_MAX && chosen.size < count; attempt++) {
    const port = FIRST + Math.floor(Math.random() * COUNT);
    if (!chosen.has(port) && (await isFree(port))) chosen.add(port);
  }
  if (chosen.size < count) {
    throw new Error(`found no ${count} free ports between ${FIRST} and ${FIRST + COUNT}`);
  }
  return [...chosen];
}
