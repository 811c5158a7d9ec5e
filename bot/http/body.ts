/** Bodies of requests: bounded in size, JSON, parsed by a schema. Nothing else gets in. */
import type { Context, MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import * as v from "valibot";
import { HttpProblem } from "./errors.ts";
import type { HttpEnv } from "./options.ts";

/** Middleware: a larger body throws `tooLarge`, also when its length is not announced. */
export function limitBody(maxBytes: number): MiddlewareHandler<HttpEnv> {
  return bodyLimit({
    maxSize: maxBytes,
    onError: () => {
      throw new HttpProblem("tooLarge", `body over ${maxBytes} bytes`);
    },
  });
}

/** Throws `badRequest`, with where it is wrong but not with what was sent. */
export async function readBody<Schema extends v.GenericSchema>(
  c: Context<HttpEnv>,
  schema: Schema,
): Promise<v.InferOutput<Schema>> {
  const type = c.req.header("Content-Type")?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/json") throw new HttpProblem("badRequest", "body is not JSON");
  let json: unknown;
  try {
    json = await c.req.json();
  } catch (error) {
    if (error instanceof HttpProblem) throw error;
    throw new HttpProblem("badRequest", "body is not JSON");
  }
  return parse(schema, json, "body");
}

/** Parses what came in path or query. Throws `badRequest`. */
export function parse<Schema extends v.GenericSchema>(
  schema: Schema,
  value: unknown,
  where: string,
): v.InferOutput<Schema> {
  const parsed = v.safeParse(schema, value);
  if (parsed.success) return parsed.output;
  const path = v.getDotPath(parsed.issues[0]) ?? "";
  throw new HttpProblem("badRequest", `${where} ${path}: not as the contract says`);
}

/** A whole number of the path or query, in plain digits. */
export const wholeNumber = v.pipe(
  v.string(),
  v.regex(/^(0|[1-9][0-9]{0,14})$/),
  v.transform(Number),
);
