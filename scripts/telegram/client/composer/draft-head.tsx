/** Above the text: the message that is answered or edited, with a cross to let it be. */
import type { Signal } from "@preact/signals";
import { useCallback } from "preact/hooks";
import { Preview } from "../message/preview.tsx";
import { nameOf } from "../model/names.ts";
import type { Draft } from "../state/drafts.ts";
import { emptyDraft } from "../state/drafts.ts";
import { text } from "../texts/index.ts";
import { IconButton } from "../ui/controls.tsx";
import { useEscape } from "../ui/focus.ts";
import { Icon } from "../ui/icon.tsx";

export function DraftHead({ draft }: { draft: Signal<Draft> }) {
  const { replyTo, editing } = draft.value;
  return replyTo === null && editing === null ? null : <Head draft={draft} />;
}

function Head({ draft }: { draft: Signal<Draft> }) {
  const { replyTo, editing } = draft.value;
  const about = editing ?? replyTo;
  const drop = useCallback(() => {
    draft.value = draft.value.editing === null ? { ...draft.value, replyTo: null } : emptyDraft;
  }, [draft]);
  useEscape(drop);
  if (about === null) return null;
  return (
    <div class="draft-head" data-testid="draft-head">
      <Icon name={editing === null ? "reply" : "edit"} />
      <span class="draft-words">
        <span class="draft-title">
          {editing === null
            ? text("composer.replyTo", { name: nameOf(about.from) })
            : text("composer.editing")}
        </span>
        <Preview message={about} />
      </span>
      <IconButton icon="close" label={text("common.cancel")} testId="draft-cancel" onPress={drop} />
    </div>
  );
}
