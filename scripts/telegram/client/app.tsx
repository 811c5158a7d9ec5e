/** The whole page: banner, list, chat, guide, and what lies on top of them. */
import { useEffect, useState } from "preact/hooks";
import { Banner } from "./banner.tsx";
import { ListPane } from "./chat-list/list-pane.tsx";
import { offerFiles } from "./composer/files.ts";
import { ConversationPane } from "./conversation/pane.tsx";
import { DialogRoot } from "./dialogs/root.tsx";
import { GuidePanel } from "./guide/guide-panel.tsx";
import { MiniAppSheet } from "./mini-app/sheet.tsx";
import { token } from "./net/session.ts";
import { currentChat, inMessages } from "./state/place.ts";
import { guide, unreadTotal } from "./state/store.ts";
import { language, text } from "./texts/index.ts";
import { MenuRoot } from "./ui/menu.tsx";
import { Toasts } from "./ui/toasts.tsx";

export function App() {
  useTitle();
  const dropping = useDrop();
  if (token === "") return <p class="signed-out">{text("app.signedOut")}</p>;
  const view = inMessages.value ? "in-chat" : "in-list";
  return (
    <div class={`app ${view} ${guide.value === null ? "" : "with-guide"}`} lang={language.value}>
      <Banner />
      <div class="panes">
        <ListPane />
        <ConversationPane />
        <GuidePanel />
        <MiniAppSheet />
      </div>
      <DialogRoot />
      <MenuRoot />
      <Toasts />
      {dropping && <div class="drop-here">{text("composer.dropHere")}</div>}
    </div>
  );
}

/** The window's title: unread count and the open chat. */
function useTitle(): void {
  const unread = unreadTotal.value;
  const chat = currentChat.value?.title;
  useEffect(() => {
    const name = chat === undefined ? text("app.title") : `${chat} — ${text("app.title")}`;
    document.title = unread > 0 ? `(${unread}) ${name}` : name;
    document.documentElement.lang = language.value;
  }, [unread, chat]);
}

/** Files dragged over the window and dropped go to the open chat. True while they hover. */
function useDrop(): boolean {
  const [hovering, setHovering] = useState(false);
  useEffect(() => {
    const over = (event: DragEvent): void => {
      if (event.dataTransfer?.types.includes("Files") !== true || !inMessages.value) return;
      event.preventDefault();
      setHovering(true);
    };
    const out = (event: DragEvent): void => {
      if (event.relatedTarget === null) setHovering(false);
    };
    const drop = (event: DragEvent): void => {
      const files = [...(event.dataTransfer?.files ?? [])];
      setHovering(false);
      if (files.length === 0) return;
      event.preventDefault();
      offerFiles(files);
    };
    window.addEventListener("dragover", over);
    window.addEventListener("dragleave", out);
    window.addEventListener("drop", drop);
    return () => {
      window.removeEventListener("dragover", over);
      window.removeEventListener("dragleave", out);
      window.removeEventListener("drop", drop);
    };
  }, []);
  return hovering;
}
