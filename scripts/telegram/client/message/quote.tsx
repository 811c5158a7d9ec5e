/** A block quotation; an expandable one shows three lines until it is unfolded. */
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { text } from "../texts/index.ts";
import { Icon } from "../ui/icon.tsx";

export function Quote({
  expandable,
  children,
}: {
  expandable: boolean;
  children: ComponentChildren;
}) {
  const ref = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  const [long, setLong] = useState(expandable);
  useLayoutEffect(() => {
    const box = ref.current;
    if (!expandable || open || box === null) return;
    setLong(box.scrollHeight > box.clientHeight + 2);
  }, [expandable, open]);
  const folded = expandable && !open;
  return (
    <blockquote
      class={`quote ${folded ? "folded" : ""} ${folded && long ? "long" : ""}`}
      data-testid={expandable ? "quote-expandable" : "quote"}
    >
      <div ref={ref} class="quote-text">
        {children}
      </div>
      {expandable && long && (
        <button
          type="button"
          class="quote-toggle"
          aria-expanded={open}
          aria-label={text(open ? "message.fold" : "message.unfold")}
          data-testid="quote-toggle"
          onClick={() => setOpen(!open)}
        >
          <Icon name={open ? "up" : "down"} size={18} />
        </button>
      )}
    </blockquote>
  );
}
