/** What a bot puts at the left of the text: its commands, or a button that opens its Mini App. */
import type { ClientChat } from "../../client-protocol.ts";
import { launchMiniApp } from "../mini-app/launch.ts";
import { text } from "../texts/index.ts";
import { IconButton } from "../ui/controls.tsx";
import { Icon } from "../ui/icon.tsx";
import { openMenuAt } from "../ui/menu.tsx";
import { sendText } from "./send.ts";

export function BotMenu({ chat }: { chat: ClientChat }) {
  const button = chat.menuButton;
  if (button.type === "web_app" && chat.type === "private") {
    return (
      <button
        type="button"
        class="bot-menu"
        data-testid="menu-button"
        onClick={() =>
          launchMiniApp({
            botId: chat.id,
            botName: chat.title,
            from: "menu",
            url: button.web_app.url,
            chatId: chat.id,
          })
        }
      >
        <Icon name="app" size={18} />
        <span>{button.text}</span>
      </button>
    );
  }
  if (chat.commands.length === 0) return null;
  return (
    <IconButton
      icon="slash"
      label={text("composer.commands")}
      testId="commands"
      onPress={(event) => {
        if (!(event.currentTarget instanceof Element)) return;
        openMenuAt(
          event.currentTarget,
          text("composer.commands"),
          chat.commands.map((one) => ({
            id: `command-${one.command}`,
            label: `/${one.command}　${one.description}`,
            run: () => sendText(`/${one.command}`),
          })),
        );
      }}
    />
  );
}
