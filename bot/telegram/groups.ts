/**
 * Watching over the groups that are log servers: every message id is told to the log, and when
 * somebody comes in, the bot is removed or a right changes, the owner hears of it once, in the
 * private chat, with how to mend it. Nothing is ever explained in the group itself.
 */
import type { ChatMemberUpdated, Message, User } from "grammy/types";
import type { Language } from "../../shared/locales/index.ts";
import { text } from "../../shared/locales/index.ts";
import { decodeUtf8, encodeUtf8 } from "../../shared/std/bytes.ts";
import type { TelegramDeps } from "./deps.ts";
import { factsOf } from "./errors.ts";
import { linked } from "./links.ts";
import { checkGroup, isBlocking } from "./setup/check.ts";
import { findingsText, signatureOf } from "./setup/check-text.ts";
import { lookAtGroup } from "./setup/look.ts";
import { startGroupLink } from "./setup/rights.ts";
import { againKeyboard, linkParameterOf } from "./setup/screens.ts";
import type { Saying } from "./speaker.ts";

const PREFIX = "telegram/group/";

type Owned = { readonly ownerId: number; readonly language: Language; readonly title: string };

export class GroupWatch {
  constructor(private readonly deps: TelegramDeps) {}

  /** A message of a group: its id is explained to the log, and what it tells is told on. */
  async message(message: Message): Promise<void> {
    const { chat } = message;
    const ownerId = this.deps.logServers.ownerOf(chat.id);
    if (ownerId === null) return;
    this.deps.logServers.noteForeignMessage(chat.id, message.message_id);
    for (const member of message.new_chat_members ?? [])
      await this.#joined(ownerId, chat.id, member);
    if (message.message_auto_delete_timer_changed) await this.recheck(chat.id, ownerId);
    if (message.chat_owner_changed || message.chat_owner_left) await this.recheck(chat.id, ownerId);
  }

  /** The bot's own membership in a log server's group has changed. */
  async ownMembership(change: ChatMemberUpdated, ownerId: number): Promise<void> {
    const { chat, new_chat_member: now } = change;
    if (now.status !== "left" && now.status !== "kicked") {
      await this.recheck(chat.id, ownerId);
      return;
    }
    const owned = await this.#owned(ownerId, chat.title ?? "");
    const label = text(owned.language, "check.notMemberLink");
    const words = text(owned.language, "bot.group.removed", { title: owned.title, link: label });
    const link = startGroupLink(this.deps.me.username, linkParameterOf("owner"));
    await this.#tellChange(owned, chat.id, "notMember", {
      ...linked(words, label, link),
      keyboard: againKeyboard(owned.language, "owner", chat.id),
    });
  }

  /**
   * Look at the group as it is now, and tell the owner what has changed for better or worse since
   * they were last told. Answers whether the group is as it should be.
   */
  async recheck(chatId: number, ownerId: number): Promise<boolean> {
    const view = await lookAtGroup(this.deps, chatId, ownerId);
    const findings = checkGroup(view);
    const owned = await this.#owned(ownerId, view.chat?.title ?? "");
    const { language, title } = owned;
    const isGood = !findings.some(isBlocking);
    const head = text(language, findings.length > 0 ? "check.headLater" : "check.fixed", { title });
    const words = findingsText(head, findings, {
      language,
      username: this.deps.me.username,
      parameter: linkParameterOf("owner"),
    });
    const keyboard = isGood ? {} : { keyboard: againKeyboard(language, "owner", chatId) };
    await this.#tellChange(owned, chatId, signatureOf(findings), { ...words, ...keyboard });
    return isGood;
  }

  /** Look at every group whose log this process has open: not everything that changes is told. */
  async patrol(): Promise<void> {
    for (const log of this.deps.logServers.loaded()) {
      try {
        const { chatId } = await log.status();
        await this.recheck(chatId, log.ownerId);
      } catch (error) {
        this.deps.effects.trace("info", "groups.notChecked", factsOf(error));
      }
    }
  }

  /** Forget what was told about a group: it is nobody's log server any more. */
  forget(chatId: number): void {
    for (const [key] of this.deps.storage.list({ prefix: `${PREFIX}${chatId}/` })) {
      this.deps.storage.delete(key);
    }
  }

  async #joined(ownerId: number, chatId: number, member: User): Promise<void> {
    if (member.id === ownerId || member.id === this.deps.me.id) return;
    const key = `${PREFIX}${chatId}/joined/${member.id}`;
    if (this.deps.storage.get(key)) return;
    const { language, title } = await this.#owned(ownerId, "");
    const name = [member.first_name, member.last_name].filter(Boolean).join(" ");
    const words = text(language, "bot.group.joined", {
      name: name || text(language, "bot.group.someone"),
      title,
    });
    await this.deps.speaker.send(ownerId, { text: words });
    this.deps.storage.put(key, encodeUtf8("told"));
  }

  /** Say it unless exactly this was the last thing said; nothing wrong is where it begins. */
  async #tellChange(owned: Owned, chatId: number, now: string, saying: Saying): Promise<void> {
    const key = `${PREFIX}${chatId}/findings`;
    const before = this.deps.storage.get(key);
    if ((before ? decodeUtf8(before) : "") === now) return;
    await this.deps.speaker.send(owned.ownerId, saying);
    // If we die here it is said once more: better than never.
    this.deps.storage.put(key, encodeUtf8(now));
  }

  /** The owner's language and the group's name as their log has them. */
  async #owned(ownerId: number, title: string): Promise<Owned> {
    const outcome = await this.deps.logServers.find(ownerId);
    if (outcome.kind !== "found") return { ownerId, language: "ja", title };
    const status = await outcome.log.status();
    return { ownerId, language: outcome.log.state().language, title: title || status.chatTitle };
  }
}
