/** How the supervisor talks to the person at the terminal, and the one way in which it gives up. */

/** Something the person at the terminal can mend. `message` is one clear sentence. */
export class StartFailed extends Error {
  override readonly name = "StartFailed";
}

/** One line of progress. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** A line that a child wrote and that the person should see. */
export function sayOf(child: string, line: string): void {
  process.stderr.write(`${child}: ${line}\n`);
}

/** Seconds since `started` (of performance.now), as `2.3 s`. */
export function secondsSince(started: number): string {
  return `${((performance.now() - started) / 1000).toFixed(1)} s`;
}
