/** Screens that are fetched when they are first shown; until then their shapes stand there. */
import { signal } from "@preact/signals";
import type { FunctionComponent } from "preact";
import { t } from "./text.ts";
import { Button } from "./ui/button.tsx";
import { Empty, Skeleton } from "./ui/feedback.tsx";

/** The screen that `load` brings. A failed fetch is shown with a way to try again. */
export function lazyScreen<Props extends object>(
  load: () => Promise<FunctionComponent<Props>>,
): FunctionComponent<Props> & { readonly fetch: () => void } {
  const loaded = signal<FunctionComponent<Props> | "failed" | null>(null);
  let isLoading = false;
  const fetch = (): void => {
    if (isLoading) return;
    isLoading = true;
    load().then(
      (screen) => {
        loaded.value = screen;
      },
      () => {
        isLoading = false;
        loaded.value = "failed";
      },
    );
  };
  const Lazy = (props: Props) => {
    const Screen = loaded.value;
    if (Screen === "failed") return <LoadFailed onRetry={fetch} />;
    if (Screen) return <Screen {...props} />;
    fetch();
    return (
      <main class="screen">
        <Skeleton rows={4} label={t("app.loading")} />
      </main>
    );
  };
  return Object.assign(Lazy, { fetch });
}

function LoadFailed({ onRetry }: { readonly onRetry: () => void }) {
  return (
    <main class="screen">
      <Empty
        icon="cloudOff"
        tone="warn"
        title={t("app.failed.title")}
        actions={<Button onPress={onRetry}>{t("app.retry")}</Button>}
      >
        {t("app.failed.text")}
      </Empty>
    </main>
  );
}
