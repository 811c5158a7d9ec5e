/**
 * The control API's door: an action's name and unknown arguments in, its result out. A script is
 * a person and the host of this Telegram through it.
 */
import * as v from "valibot";
import type { Telegram } from "../telegram.ts";
import { accountControls } from "./actions/accounts.ts";
import { eventControls } from "./actions/events.ts";
import { hostControls } from "./actions/host.ts";
import { personControls } from "./actions/persons.ts";
import { watchControls } from "./actions/watch.ts";
import type { Controls } from "./types.ts";
import { ControlFailure } from "./types.ts";

const controls: Controls = {
  ...accountControls,
  ...eventControls,
  ...hostControls,
  ...personControls,
  ...watchControls,
};

/** Checks the arguments and carries the action out. */
export async function runControl(
  telegram: Telegram,
  name: string,
  args: unknown,
): Promise<unknown> {
  const control = Object.hasOwn(controls, name) ? controls[name] : undefined;
  if (!control) {
    throw new ControlFailure(
      `no control action ${name}; there are: ${Object.keys(controls).join(", ")}`,
    );
  }
  const parsed = v.safeParse(control.schema, args);
  if (!parsed.success) {
    const issue = parsed.issues[0];
    throw new ControlFailure(`${name}: ${v.getDotPath(issue) ?? ""} ${issue.message}`);
  }
  return control.run(telegram, parsed.output);
}
