/** The text of a message with its entities: formatting, links, commands, hashtags, quotes, spoilers. */
import type { MessageEntity } from "@grammyjs/types";
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { copyText } from "../browser.ts";
import { sendText } from "../composer/send.ts";
import type { TextNode } from "../model/entities.ts";
import { splitEntities, trimAfterBlocks } from "../model/entities.ts";
import { openSearch } from "../state/chat-search.ts";
import { openAddress } from "../state/links.ts";
import { openChat } from "../state/place.ts";
import { toast } from "../state/toasts.ts";
import { text as words } from "../texts/index.ts";
import { Quote } from "./quote.tsx";

export function MessageText(props: {
  text: string;
  entities: readonly MessageEntity[] | undefined;
  chatId: number;
}) {
  return <Nodes nodes={splitEntities(props.text, props.entities)} chatId={props.chatId} />;
}

function Nodes({ nodes, chatId }: { nodes: readonly TextNode[]; chatId: number }) {
  return (
    <>
      {trimAfterBlocks(nodes).map((node, index) =>
        node.kind === "text" ? (
          node.text
        ) : (
          <EntityView key={index} node={node} chatId={chatId}>
            <Nodes nodes={node.children} chatId={chatId} />
          </EntityView>
        ),
      )}
    </>
  );
}

interface EntityProps {
  readonly node: Extract<TextNode, { kind: "entity" }>;
  readonly chatId: number;
  readonly children: ComponentChildren;
}

function EntityView({ node, chatId, children }: EntityProps) {
  switch (node.entity.type) {
    case "bold":
      return <strong>{children}</strong>;
    case "italic":
      return <em>{children}</em>;
    case "underline":
      return <u>{children}</u>;
    case "strikethrough":
      return <s>{children}</s>;
    case "spoiler":
      return <Spoiler>{children}</Spoiler>;
    case "code":
      return <Code text={node.text} />;
    case "pre":
      return <Pre text={node.text} language={node.entity.language} />;
    case "blockquote":
      return <Quote expandable={false}>{children}</Quote>;
    case "expandable_blockquote":
      return <Quote expandable={true}>{children}</Quote>;
    default:
      return (
        <ActiveEntity node={node} chatId={chatId}>
          {children}
        </ActiveEntity>
      );
  }
}

/** The entities that do something when they are pressed. */
function ActiveEntity({ node, chatId, children }: EntityProps) {
  const { entity, text } = node;
  switch (entity.type) {
    case "url":
      return (
        <Link href={text} ask={false}>
          {children}
        </Link>
      );
    case "text_link":
      return (
        <Link href={entity.url} ask={entity.url !== text}>
          {children}
        </Link>
      );
    case "email":
      return (
        <Link href={`mailto:${text}`} ask={false}>
          {children}
        </Link>
      );
    case "phone_number":
      return (
        <Link href={`tel:${text}`} ask={false}>
          {children}
        </Link>
      );
    case "mention":
      return (
        <Link href={`https://t.me/${text.slice(1)}`} ask={false}>
          {children}
        </Link>
      );
    case "text_mention":
      return <Press onPress={() => openChat(entity.user.id)}>{children}</Press>;
    case "hashtag":
    case "cashtag":
      return <Press onPress={() => openSearch(chatId, text)}>{children}</Press>;
    case "bot_command":
      return <Press onPress={() => sendText(text)}>{children}</Press>;
    default:
      return <>{children}</>;
  }
}

function Link(props: { href: string; ask: boolean; children: ComponentChildren }) {
  const href = /^[a-z][a-z0-9+.-]*:/i.test(props.href) ? props.href : `https://${props.href}`;
  return (
    <a
      class="entity-link"
      href={href}
      target="_blank"
      rel="noopener noreferrer"
      onClick={(event) => {
        event.preventDefault();
        openAddress(href, props.ask);
      }}
    >
      {props.children}
    </a>
  );
}

function Press(props: { onPress: () => void; children: ComponentChildren }) {
  return (
    <button type="button" class="entity-link" onClick={props.onPress}>
      {props.children}
    </button>
  );
}

function Spoiler({ children }: { children: ComponentChildren }) {
  const [shown, setShown] = useState(false);
  if (shown) return <span class="spoiler shown">{children}</span>;
  return (
    <button
      type="button"
      class="spoiler"
      aria-label={words("message.spoiler")}
      onClick={() => setShown(true)}
    >
      <span aria-hidden="true">{children}</span>
    </button>
  );
}

function copy(text: string): void {
  copyText(text).then((done) => toast(words(done ? "common.copied" : "common.notCopied")));
}

function Code({ text }: { text: string }) {
  return (
    <button type="button" class="code" title={words("common.copy")} onClick={() => copy(text)}>
      {text}
    </button>
  );
}

function Pre({ text, language }: { text: string; language: string | undefined }) {
  return (
    <div class="pre">
      <div class="pre-head">
        <span>{language ?? words("message.code")}</span>
        <button type="button" onClick={() => copy(text)}>
          {words("common.copy")}
        </button>
      </div>
      <pre>{text}</pre>
    </div>
  );
}
