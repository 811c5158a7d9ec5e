/**
 * What a module is, and what its host hands out. A module sees Telegram, HTTP and the log only
 * through these words; whatever it registers is undone when it is deactivated.
 */
import type { Language } from "../../shared/locales/text.ts";
import type { OwnerLog } from "../logserver/port.ts";
import type { Undo } from "./scope.ts";

export type { Language };

/** Names of what a module may ask for. The host refuses what the manifest does not name. */
export type Capability =
  | "chat.command"
  | "chat.message"
  | "chat.button"
  | "log.append"
  | "log.read"
  | "http.endpoint"
  | "schedule";

export interface ModuleManifest {
  /** Lower-case words with dashes. */
  readonly id: string;
  readonly version: string;
  readonly capabilities: readonly Capability[];
  /** Ids of modules that must be active before. */
  readonly needs?: readonly string[];
}

export interface Module {
  readonly manifest: ModuleManifest;
  activate(host: ModuleHost): void | Promise<void>;
}

/** Somebody who talks to the bot in the private chat. */
export interface Person {
  readonly userId: number;
  readonly language: Language;
}

/** A button of ours: `action` comes back to the handler that registered it, with `argument`. */
export interface ReplyButton {
  readonly text: string;
  readonly action?: string;
  readonly argument?: string;
  /** Opens the Mini App at this route, for example `/notes`. */
  readonly miniApp?: string;
  readonly url?: string;
}

export interface Reply {
  /** Plain text. */
  readonly text: string;
  readonly buttons?: readonly (readonly ReplyButton[])[];
  /** Sent without a sound. */
  readonly isQuiet?: boolean;
}

/** One file of a message, not yet fetched. */
export interface MessageFile {
  readonly kind: "photo" | "document" | "voice" | "audio" | "video" | "other";
  readonly name: string;
  readonly mime: string;
  readonly sizeBytes: number;
  /** Throws TransportError; `refused` above 20 MB, which Telegram does not let a bot fetch. */
  fetch(): Promise<Uint8Array>;
}

/** A message of the owner in the private chat. */
export interface IncomingMessage {
  readonly messageId: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** 0 when first sent; the edit's date in seconds for an edited one. */
  readonly editedAt: number;
  readonly text: string;
  readonly files: readonly MessageFile[];
  /** Messages of one album share it. */
  readonly albumId: string | null;
  /** What the message holds that no field above carries, as Telegram names it (`sticker`, `location`). */
  readonly otherKind: string | null;
  readonly isForwarded: boolean;
  /** Who wrote it first, as far as Telegram says; null when unknown or not forwarded. */
  readonly forwardedFrom: string | null;
}

/** A conversation turn: who, their log, and ways to answer. */
export interface Turn {
  readonly person: Person;
  /**
   * Their log server; null before set-up. What the manifest does not name (`log.read`,
   * `log.append`) throws when it is called.
   */
  readonly log: OwnerLog | null;
  reply(reply: Reply): Promise<{ readonly messageId: number }>;
  replyDocument(fileName: string, bytes: Uint8Array, caption: string): Promise<void>;
  /** One emoji of Telegram's set on a message in this chat. */
  react(messageId: number, emoji: string): Promise<void>;
  /** Any message of this chat. False when Telegram would not: after 48 hours a bot may not. */
  deleteMessage(messageId: number): Promise<boolean>;
  /** Edit one of our own messages in this chat. */
  edit(messageId: number, reply: Reply): Promise<void>;
  /** Telegram's "typing…" in this chat, for about five seconds. */
  showWorking(): Promise<void>;
  /** A short notice: the pop-up of a button, else a message. */
  notice(text: string): Promise<void>;
}

export interface ModuleHost {
  readonly manifest: ModuleManifest;
  now(): number;
  /** `chat.command`: `/name` in the private chat; the description stands in the command menu. */
  onCommand(
    command: {
      readonly name: string;
      readonly description: { readonly ja: string; readonly en: string };
    },
    handle: (turn: Turn, argument: string) => Promise<void>,
  ): Undo;
  /** `chat.message`: every message of an owner that is no command. The first handler that answers true keeps it. */
  onMessage(handle: (turn: Turn, message: IncomingMessage) => Promise<boolean>): Undo;
  /** `chat.button`: presses of this module's own buttons. `messageId` carries the button. */
  onButton(
    action: string,
    handle: (turn: Turn, argument: string, messageId: number) => Promise<void>,
  ): Undo;
  /** `schedule`: at most once every `everyMs`, not at exact times. */
  every(everyMs: number, run: () => Promise<void>): Undo;
  /** `schedule`: once, after `delayMs`, unless undone before. */
  after(delayMs: number, run: () => Promise<void>): Undo;
  /** Anything else that must be undone with the module. */
  onDeactivate(undo: Undo): void;
  trace(
    level: "debug" | "info" | "warn" | "error",
    event: string,
    facts?: Record<string, string | number | boolean | null>,
  ): void;
}
