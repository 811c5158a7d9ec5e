/**
 * The shape of control actions.
 */
import * as v from "valibot";
import type { Telegram } from "../telegram.ts";

/** Said to the script that asked. */
export class ControlFailure extends Error {
  override readonly name = "ControlFailure";
}

export interface Control {
  readonly schema: v.GenericSchema;
  run(telegram: Telegram, args: unknown): unknown;
}

export type Controls = Readonly<Record<string, Control>>;

/** A control action whose arguments are what its schema says. */
export function control<S extends v.GenericSchema>(
  schema: S,
  run: (telegram: Telegram, args: v.InferOutput<S>) => unknown,
): Control {
  return { schema, run: (telegram, args) => run(telegram, v.parse(schema, args)) };
}

export const noArgs = v.object({});
