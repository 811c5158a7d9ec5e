/** How items of the log are spoken of: their kind, first words and icon. */
import type { Item } from "./data/log/items.ts";
import { recordOf, textOf } from "./data/log/items.ts";
import { findText, formatSize, t } from "./text.ts";
import type { Tone } from "./ui/cell.tsx";
import type { IconName } from "./ui/icon.tsx";

const icons: { readonly [kind: string]: IconName } = {
  "note.text": "pencil",
  "note.photo": "photo",
  "note.document": "file",
  "note.voice": "mic",
  "note.audio": "mic",
  "note.video": "video",
  "log.created": "server",
  "topic.created": "hash",
  "key.backup": "key",
  "keyset.installed": "key",
  "settings.changed": "sliders",
  "envelope.erased": "erase",
};

/** The kind of a record in words; one that this app does not know bears its own name. */
export function kindWords(kind: string): string {
  return findText(`app.kind.${kind}`) ?? t("app.kind.other", { kind });
}

/** The first words of an item: what was written, else what it is. */
export function headline(item: Item): string {
  const { state } = item;
  switch (state.kind) {
    case "opened":
    case "waiting": {
      const text = textOf(item).trim();
      const { kind, attachments = [], data } = recordOf(item) ?? state.record;
      if (text !== "") return text;
      if (kind === "topic.created") return topicWords(data.topic);
      const [file] = attachments;
      return kind === "note.document" && file ? file.name : kindWords(kind);
    }
    case "large":
      return t("app.notes.large", { size: formatSize(state.sizeBytes) });
    case "damaged":
      return t("app.notes.damaged");
    case "erased":
      return t("app.notes.erased");
    case "botOnly":
      return t("app.notes.botOnly");
    case "newer":
      return t("app.notes.newer");
  }
}

/** Which topic was made, where the record says so. */
function topicWords(name: unknown): string {
  const topic = findText(`app.topic.${String(name)}`);
  return topic ? t("app.kind.topic.created.named", { topic }) : kindWords("topic.created");
}

/** Icon and colour of an item. */
export function lookOf(item: Item): { readonly icon: IconName; readonly tone: Tone } {
  const { state } = item;
  if (state.kind === "damaged") return { icon: "alert", tone: "danger" };
  if (state.kind === "waiting") {
    return state.isRefused ? { icon: "alert", tone: "danger" } : { icon: "clock", tone: "warn" };
  }
  if (state.kind === "erased") return { icon: "erase", tone: "plain" };
  if (state.kind === "botOnly") return { icon: "lock", tone: "plain" };
  const record = recordOf(item);
  const icon = (record && icons[record.kind]) ?? "file";
  return { icon, tone: record?.kind.startsWith("note.") ? "accent" : "plain" };
}
