/**
 * How set-up talks to the person who waits: one progress line, and one clear sentence when
 * something is missing. Plain JavaScript, because it runs before any package is installed.
 */

/** The oldest Node on which everything was tried. package.json `engines` says the same. */
const NODE_OLDEST = "20.20.0";

/** Something the person can mend. `message` says what and how; `details` is what a program printed. */
export class SetupFailed extends Error {
  /**
   * @param {string} message
   * @param {string} [details]
   */
  constructor(message, details) {
    super(message);
    this.name = "SetupFailed";
    this.details = details;
  }
}

/**
 * Null when this Node will do.
 * @param {string} version
 */
export function nodeComplaint(version) {
  const have = version.split(".").map(Number);
  const need = NODE_OLDEST.split(".").map(Number);
  for (let i = 0; i < need.length; i++) {
    const difference = (have[i] ?? 0) - (need[i] ?? 0);
    if (difference > 0) return null;
    if (difference < 0) {
      return `this is Node ${version}, and Libral needs Node ${NODE_OLDEST} or newer (https://nodejs.org has it).`;
    }
  }
  return null;
}

/**
 * Says `what` at once and counts the seconds until the answer is called: in place on a terminal,
 * by a new line now and then elsewhere. On standard error: standard output is the command's own.
 * @param {string} what
 * @returns {(outcome: string) => void}
 */
export function progress(what) {
  const started = performance.now();
  const seconds = () => Math.round((performance.now() - started) / 1000);
  const onTerminal = process.stderr.isTTY === true;
  process.stderr.write(onTerminal ? `${what} …` : `${what} …\n`);
  const timer = setInterval(
    () =>
      process.stderr.write(
        `${onTerminal ? "\r" : ""}${what} … ${seconds()} s${onTerminal ? "" : "\n"}`,
      ),
    onTerminal ? 1000 : 15_000,
  );
  return (outcome) => {
    clearInterval(timer);
    process.stderr.write(`${onTerminal ? "\r" : ""}${what}: ${outcome} (${seconds()} s)\n`);
  };
}
