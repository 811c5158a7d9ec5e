/**
 * What the rooms of bot/telegram are made of, handed on as one object. Types only.
 */
import type { Config } from "../config.ts";
import type { Effects } from "../effects/port.ts";
import type { Kernel } from "../kernel/kernel.ts";
import type { LogServers } from "../logserver/port.ts";
import type { LogTransport } from "../logserver/transport.ts";
import type { Storage } from "../storage/port.ts";
import type { Api } from "./client.ts";
import type { Jobs } from "./jobs.ts";
import type { Speaker } from "./speaker.ts";

export interface TelegramDeps {
  readonly config: Config;
  readonly effects: Effects;
  readonly storage: Storage;
  readonly logServers: LogServers;
  readonly transport: LogTransport;
  readonly kernel: Kernel;
  readonly api: Api;
  readonly me: { readonly id: number; readonly username: string };
  readonly speaker: Speaker;
  readonly jobs: Jobs;
}
