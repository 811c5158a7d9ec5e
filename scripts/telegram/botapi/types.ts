/**
 * The Bot API's methods as grammY declares them, turned round for the one who answers. A handler
 * of an unknown name, with a wrong argument or a wrong result, does not compile.
 */
import type { ApiMethods } from "@grammyjs/types";
import type { Engine } from "../engine.ts";
import type { Limits } from "../limits.ts";
import type { Bot, World } from "../world/state.ts";
import type { BotApi } from "./call.ts";

/** A file that came in a request; stands where grammY's types say InputFile. */
export interface UploadedFile {
  readonly kind: "upload";
  readonly filename: string;
  readonly mime: string;
  readonly bytes: Uint8Array;
}

type Methods = ApiMethods<UploadedFile>;
export type MethodName = keyof Methods & string;
export type Args<K extends MethodName> = Parameters<Methods[K]>[0] extends undefined
  ? Record<string, never>
  : NonNullable<Parameters<Methods[K]>[0]>;
export type Result<K extends MethodName> = ReturnType<Methods[K]>;

/** What a handler works with: who calls, in which world, when. */
export interface Call {
  readonly api: BotApi;
  readonly engine: Engine;
  readonly world: World;
  readonly bot: Bot;
  readonly limits: Limits;
  /** Loudly tells of something that this Telegram doesn't model. */
  note(what: string): void;
}

export type Handler<K extends MethodName> = (
  call: Call,
  args: Args<K>,
) => Result<K> | Promise<Result<K>>;

/** The raw arguments of a request, before anything is believed. */
export interface RawArgs {
  readonly values: Readonly<Record<string, unknown>>;
  /** Multipart parts with a file name, by part name (`attach://<name>` refers to them). */
  readonly files: ReadonlyMap<string, UploadedFile>;
}

/** Reads one argument; `raw` is undefined when it was not sent. Throws what Telegram answers. */
export type Field<T> = (raw: unknown, source: RawArgs, name: string) => T;

/** One reader for each argument that grammY's types know: no more, no fewer. */
export type Fields<K extends MethodName> = {
  readonly [P in keyof Required<Args<K>>]: Field<Args<K>[P]>;
};

/** A method as this server has it. */
export interface Method<K extends MethodName> {
  readonly fields: Fields<K>;
  readonly run: Handler<K>;
}

/** Several methods of one subject; each subject is a file in methods/. */
export type MethodGroup = { readonly [K in MethodName]?: Method<K> };
