/** The shape of every screen: a heading that takes the focus, the way back, and what stands below. */
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { canGoBack, goBack } from "./router.ts";
import { hasOwnBack } from "./telegram.ts";
import { t } from "./text.ts";
import { IconButton } from "./ui/button.tsx";

export interface PageProps {
  readonly title: string;
  /** Shown where the Telegram client draws no back button of its own. */
  readonly hasBack?: boolean;
  readonly action?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** One screen. Readers of screens hear its title when it opens. */
export function Page({ title, hasBack = false, action, children }: PageProps) {
  const main = useRef<HTMLElement>(null);
  useEffect(() => {
    document.title = `${title} · Libral`;
  }, [title]);
  useEffect(() => {
    const active = document.activeElement;
    // A field that asked for the focus keeps it.
    if (!active || active === document.body) main.current?.focus({ preventScroll: true });
  }, []);
  return (
    <main class="screen" ref={main} tabIndex={-1}>
      <header class="screen-head">
        {hasBack && canGoBack.value && !hasOwnBack() && (
          <span class="head-back">
            <IconButton icon="back" label={t("app.back")} onPress={() => void goBack()} />
          </span>
        )}
        <h1>{title}</h1>
        {action}
      </header>
      {children}
    </main>
  );
}
