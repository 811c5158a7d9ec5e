/**
 * Readers of single arguments. Telegram takes everything as text (query, form) or as JSON, and
 * JSON inside of text; numbers in text and text in numbers are both fine. A value that cannot be
 * read gives Telegram's own error.
 *
 * Source: telegram-bot-api Client.cpp (get_integer_arg, to_bool, get_input_*).
 */
import { badRequest } from "../failure.ts";
import type { Field, RawArgs, UploadedFile } from "./types.ts";

/** Text as it stands; a number or boolean as JSON spelled it. */
export const text: Field<string | undefined> = (raw) => {
  if (raw === undefined || raw === null) return undefined;
  return typeof raw === "object" ? JSON.stringify(raw) : String(raw);
};

/** Text that must be there; says `why` when it is not. */
export const requiredText =
  (why: string): Field<string> =>
  (raw, source, name) => {
    const value = text(raw, source, name);
    if (value === undefined || value === "") throw badRequest(why);
    return value;
  };

/** Text that may be empty but is always given to the handler. */
export const anyText: Field<string> = (raw, source, name) => text(raw, source, name) ?? "";

/** A whole number; what is none counts as 0, as with Telegram. */
export const integer: Field<number | undefined> = (raw) => {
  if (raw === undefined || raw === null || raw === "") return undefined;
  const value = typeof raw === "number" ? raw : Number.parseInt(String(raw), 10);
  return Number.isFinite(value) ? Math.trunc(value) : 0;
};

/** A whole number that must be there. */
const requiredInteger =
  (why: string): Field<number> =>
  (raw, source, name) => {
    const value = integer(raw, source, name);
    if (value === undefined || value === 0) throw badRequest(why);
    return value;
  };

/** `true`, `yes` and `1` are true in any case; everything else is false. */
export const flag: Field<boolean | undefined> = (raw) => {
  if (raw === undefined || raw === null) return undefined;
  return ["true", "yes", "1"].includes(String(raw).toLowerCase());
};

/** A chat by number or by @username. */
export const chat: Field<number | string> = (raw, source, name) => {
  const value = text(raw, source, name)?.trim();
  if (!value) throw badRequest("chat_id is empty");
  return /^-?\d+$/.test(value) ? Number(value) : value;
};

export const optionalChat: Field<number | string | undefined> = (raw, source, name) =>
  raw === undefined || raw === "" ? undefined : chat(raw, source, name);

/** `message_id`; what is missing is named as Telegram names it. */
export const messageId = requiredInteger("message identifier is not specified");

export const userId = requiredInteger("invalid user_id specified");

/** A value that must be one of a list; others are passed on for the handler's own error. */
export function oneOf<const T extends string>(...known: readonly T[]): Field<T | undefined> {
  return (raw, source, name) => {
    const value = text(raw, source, name);
    return known.find((item) => item === value);
  };
}

/** JSON, sent as such or inside of text. */
export function readJson(raw: unknown, complaint: string): unknown {
  if (typeof raw !== "string") return raw;
  try {
    return JSON.parse(raw);
  } catch {
    throw badRequest(complaint);
  }
}

/** A list of whole numbers. */
export function integers(complaint: string): Field<number[] | undefined> {
  return (raw) => {
    if (raw === undefined || raw === "") return undefined;
    const value = readJson(raw, complaint);
    if (!Array.isArray(value)) throw badRequest(complaint);
    return value.map((item) => {
      const number = Number(item);
      if (!Number.isInteger(number)) throw badRequest(complaint);
      return number;
    });
  };
}

/**
 * A file: new bytes (by a part of this name or `attach://`), or text that names one (file id,
 * URL). Undefined when neither is there.
 */
export const file: Field<UploadedFile | string | undefined> = (raw, source, name) => {
  if (isUpload(raw)) return raw;
  const value = typeof raw === "string" ? raw : "";
  if (value.startsWith("attach://")) return source.files.get(value.slice("attach://".length));
  return value || source.files.get(name);
};

export function isUpload(value: unknown): value is UploadedFile {
  return typeof value === "object" && value !== null && "kind" in value && value.kind === "upload";
}

/** A reader for something that this Telegram does not have: refuses with the given text. */
export const refused =
  (why: string): Field<undefined> =>
  (raw) => {
    if (raw === undefined || raw === "") return undefined;
    throw badRequest(why);
  };

/** Known to Telegram and without effect here; see README, known differences. */
export function ignored<T>(): Field<T | undefined> {
  return () => undefined;
}

/** No business accounts here: a connection id never exists. */
export const businessConnection = refused("business connection not found");

/** Reads a member of an object whose shape nobody vouches for. */
export function memberOf(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null
    ? (value as Record<string, unknown>)[key]
    : undefined;
}

/** An object, or a complaint. */
export function objectOf(value: unknown, complaint: string): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw badRequest(complaint);
  }
  return value as Record<string, unknown>;
}

/** Arguments without files: for calls made inside this process. */
export const plainArgs = (values: Readonly<Record<string, unknown>>): RawArgs => ({
  values,
  files: new Map(),
});
