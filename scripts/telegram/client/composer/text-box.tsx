/**
 * The text area: grows with its text; Enter sends, Shift+Enter breaks the line, and Enter that only
 * ends a Japanese conversion does neither. Pasted and dropped files go to the send dialog.
 */
import type { RefObject } from "preact";
import { useLayoutEffect } from "preact/hooks";
import { text } from "../texts/index.ts";
import { offerFiles } from "./files.ts";
import { sendDraft } from "./send.ts";

const HEIGHT_MAX_PX = 260;

export function TextBox(props: {
  boxRef: RefObject<HTMLTextAreaElement>;
  value: string;
  placeholder: string;
  onInput: (value: string) => void;
}) {
  const { boxRef, value } = props;
  useLayoutEffect(() => {
    const box = boxRef.current;
    if (box === null) return;
    box.style.height = "auto";
    box.style.height = `${Math.min(box.scrollHeight, HEIGHT_MAX_PX)}px`;
  }, [value, boxRef]);
  return (
    <textarea
      ref={boxRef}
      class="text-box"
      rows={1}
      value={value}
      placeholder={props.placeholder}
      aria-label={text("composer.label")}
      data-testid="composer-input"
      enterkeyhint="send"
      onInput={(event) => props.onInput(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== "Enter" || event.shiftKey || isComposing(event)) return;
        event.preventDefault();
        sendDraft();
      }}
      onPaste={(event) => {
        const files = [...(event.clipboardData?.files ?? [])];
        if (files.length === 0) return;
        event.preventDefault();
        offerFiles(files);
      }}
    />
  );
}

/** Safari ends the composition before its keydown; there the old key code still tells. */
function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229;
}
