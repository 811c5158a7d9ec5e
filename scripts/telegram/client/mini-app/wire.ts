/**
 * The words between a Mini App in a frame and a web client: JSON strings with `eventType` and
 * `eventData`, both ways (core.telegram.org/api/web-events). Pure: no window is touched here.
 */

/** What an event carries; every field is unchecked until it is read. */
export type EventData = Readonly<Record<string, unknown>>;

export interface FrameEvent {
  readonly type: string;
  readonly data: EventData;
}

/** Reads what a frame posted; null for anything that is not this protocol. */
export function parseFrameEvent(raw: unknown): FrameEvent | null {
  if (typeof raw !== "string" || raw.length > 1_000_000) return null;
  let value: unknown;
  try {
    value = JSON.parse(raw);
  } catch {
    return null;
  }
  if (typeof value !== "object" || value === null || !("eventType" in value)) return null;
  if (typeof value.eventType !== "string") return null;
  const data = "eventData" in value ? asData(value.eventData) : {};
  return { type: value.eventType, data };
}

/** Some callers send their data as a JSON string of its own; no data is an empty object. */
function asData(value: unknown): EventData {
  if (typeof value === "string") {
    try {
      return asData(JSON.parse(value));
    } catch {
      return {};
    }
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return {};
  return { ...value };
}

/** What the client posts into the frame. */
export function formatClientEvent(type: string, data?: unknown): string {
  return JSON.stringify({ eventType: type, eventData: data ?? {} });
}

/** A text field, or an empty text. */
export function textOf(data: EventData, name: string): string {
  const value = data[name];
  return typeof value === "string" ? value : "";
}

/** True only for a real `true`. */
export function flagOf(data: EventData, name: string): boolean {
  return data[name] === true;
}

/** The request id that the answer must bear: a text or number, else nothing to answer to. */
export function requestIdOf(data: EventData): string | number | null {
  const value = data.req_id;
  return typeof value === "string" || typeof value === "number" ? value : null;
}

/** `#rrggbb`, or null for what is no such colour. */
export function colourOf(data: EventData, name: string): string | null {
  const value = textOf(data, name);
  return /^#[0-9a-f]{6}$/i.test(value) ? value : null;
}
