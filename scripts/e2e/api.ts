/** The HTTP API as a test calls it: every answer is parsed, every refusal keeps its code. */
import * as v from "valibot";
import { errorAnswer } from "../../shared/contract/api.ts";

/** The API said no. */
class ApiRefused extends Error {
  override readonly name = "ApiRefused";
  constructor(
    readonly status: number,
    readonly code: string,
  ) {
    super(`${status} ${code}`);
  }
}

export interface ApiCaller {
  readonly origin: string;
  /** Session token; null before there is a session. */
  readonly token: string | null;
}

/** One call; a body makes it a POST. Throws `ApiRefused`. */
export async function askApi<Schema extends v.GenericSchema>(
  { origin, token }: ApiCaller,
  path: string,
  schema: Schema,
  body?: object,
): Promise<v.InferOutput<Schema>> {
  const response = await fetch(origin + path, {
    method: body ? "POST" : "GET",
    headers: {
      ...(body ? { "content-type": "application/json" } : {}),
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const answer: unknown = await response.json();
  if (response.ok) return v.parse(schema, answer);
  throw new ApiRefused(response.status, v.parse(errorAnswer, answer).error.code);
}

/** The bytes of an endpoint that answers no JSON. Throws `ApiRefused`. */
export async function askBytes({ origin, token }: ApiCaller, path: string): Promise<Uint8Array> {
  const response = await fetch(origin + path, { headers: { authorization: `Bearer ${token}` } });
  if (!response.ok) {
    throw new ApiRefused(response.status, v.parse(errorAnswer, await response.json()).error.code);
  }
  return new Uint8Array(await response.arrayBuffer());
}
