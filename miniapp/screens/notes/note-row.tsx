/** One entry of the timeline: its first lines, what is attached, and what became of it. */
import { useState } from "preact/hooks";
import { shownAs, useAttachment, useFetched } from "../../blobs.ts";
import type { Entry, Item } from "../../data/log/items.ts";
import { recordOf, textOf } from "../../data/log/items.ts";
import { headline, kindWords, lookOf } from "../../item-words.ts";
import { go } from "../../router.ts";
import { findText, formatSize, formatTime, t } from "../../text.ts";
import { Icon } from "../../ui/icon.tsx";

export function NoteRow({ entry }: { readonly entry: Entry }) {
  const { item, earlier } = entry;
  useFetched(item);
  const { icon, tone } = lookOf(item);
  const isDim = item.state.kind === "erased" || item.state.kind === "botOnly";
  return (
    <li>
      <button
        class={isDim ? "cell entry dim" : "cell entry"}
        type="button"
        onClick={() => open(item)}
      >
        <span class={`badge ${tone}`}>
          <Icon name={icon} size={20} />
        </span>
        <span class="cell-body">
          <span class="note-text">{headline(item)}</span>
          <span class="cell-detail numeric">{detailOf(item, earlier.length)}</span>
        </span>
        <Thumb item={item} />
      </button>
    </li>
  );
}

function open(item: Item): void {
  const { sequence, index, item: at } = item;
  go({ screen: "record", sequence, index, item: at });
}

function detailOf(item: Item, earlier: number): string {
  const { state } = item;
  const parts = [formatTime(item.at)];
  if (state.kind === "waiting") {
    parts.push(state.isRefused ? t("app.notes.refused") : t("app.notes.waiting"));
  }
  if (item.topic !== "notes") parts.push(findText(`app.topic.${item.topic}`) ?? item.topic);
  const record = recordOf(item);
  const [file] = record?.attachments ?? [];
  if (record && file && textOf(item) !== "") parts.push(kindWords(record.kind));
  if (file) parts.push(formatSize(file.sizeBytes));
  if (earlier > 0) parts.push(t("app.notes.edited", { count: earlier + 1 }));
  return parts.join(" ・ ");
}

/** The first picture of a record, opened when its row is in the page. */
function Thumb({ item }: { readonly item: Item }) {
  const [file] = recordOf(item)?.attachments ?? [];
  const isImage = file !== undefined && shownAs(file.mime) === "image";
  const blob = useAttachment(item, 0, file?.mime ?? "", isImage);
  const [isBroken, setBroken] = useState(false);
  if (!isImage || isBroken || blob.kind === "failed") return null;
  return (
    <span class="thumb">
      {blob.kind === "ready" && (
        <img src={blob.url} alt="" decoding="async" onError={() => setBroken(true)} />
      )}
    </span>
  );
}
