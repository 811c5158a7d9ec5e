/**
 * Preloaded into every child of the supervisor: when the supervisor is gone, whatever ended it,
 * the child ends too. The channel is only watched, never spoken through, and does not keep the
 * child alive; the programs themselves know nothing of it.
 */

/** How long a child may take to end well before it is ended hard. */
const GRACE_MS = 5000;

if (process.channel) {
  process.on("disconnect", () => {
    setTimeout(() => process.exit(1), GRACE_MS).unref();
    process.kill(process.pid, "SIGTERM");
  });
  process.channel.unref();
}
