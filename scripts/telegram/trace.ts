/**
 * Diagnostics: one line each on standard error, in JSON. Never secret: tokens are shortened
 * by whoever traces.
 */

/** Tells what happened, with its facts. */
export type Trace = (event: string, facts?: Readonly<Record<string, unknown>>) => void;

/** Writes to standard error. */
export const stderrTrace: Trace = (event, facts = {}) => {
  process.stderr.write(`${JSON.stringify({ telegram: event, ...facts })}\n`);
};

/** Says nothing, for tests that expect noise. */
export const silentTrace: Trace = () => {};
