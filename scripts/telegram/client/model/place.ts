/** Where the person is, as the fragment of the URL says it. */

export interface Place {
  readonly chatId: number | null;
  /** Only in forums: the topic, or `all`; null shows the topics. */
  readonly thread: number | "all" | null;
}

/** Reads a fragment; what it does not understand is nowhere. */
export function parsePlace(hash: string): Place {
  const match = /^#(-?\d+)(?:\/(\d+|all))?$/.exec(hash);
  if (match === null) return { chatId: null, thread: null };
  const thread = match[2];
  return {
    chatId: Number(match[1]),
    thread: thread === undefined ? null : thread === "all" ? "all" : Number(thread),
  };
}

/** The fragment of a place. */
export function formatPlace(place: Place): string {
  if (place.chatId === null) return "";
  return place.thread === null ? `#${place.chatId}` : `#${place.chatId}/${place.thread}`;
}
