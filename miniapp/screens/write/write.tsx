/**
 * Writing a note: sealed on this device before anything leaves it, offline too. The draft lives in
 * memory alone: it is lost with the page, and the client asks before it closes.
 */
import { signal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import { ApiError } from "../../data/api.ts";
import type { OpenLog } from "../../data/state.ts";
import { ground, isOnline } from "../../data/state.ts";
import { confirm, notify } from "../../notices.ts";
import { Page } from "../../page.tsx";
import { go, leaveGuard } from "../../router.ts";
import { haptic, setClosingConfirmation } from "../../telegram.ts";
import { formatCount, t } from "../../text.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";

/** A note is one envelope, and one that fits an ordinary message is nicer to keep. */
const CHARACTERS_MAX = 20_000;

/** Survives locking: who comes back finds what they were writing. */
const draft = signal("");

export function Write({ log }: { readonly log: OpenLog }) {
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const text = draft.value;
  const isEmpty = text.trim() === "";
  const isTooLong = text.length > CHARACTERS_MAX;

  useEffect(() => {
    setClosingConfirmation(!isEmpty);
    leaveGuard.value = isEmpty ? null : askBeforeLeaving;
    return () => {
      setClosingConfirmation(false);
      leaveGuard.value = null;
    };
  }, [isEmpty]);

  const send = async (): Promise<void> => {
    if (isEmpty || isTooLong || isBusy) return;
    setBusy(true);
    setError(null);
    try {
      await log.outbox.write(text.trim());
    } catch {
      haptic("error");
      setError(t("app.write.failed"));
      setBusy(false);
      return;
    }
    // Safe on this device from here on: what becomes of it, the timeline shows.
    draft.value = "";
    leaveGuard.value = null;
    haptic("success");
    notify(t("app.write.sealed"), "lock");
    go({ screen: "notes" }, "replace");
    void deliver();
  };

  return (
    <Page title={t("app.write.title")} hasBack>
      <form
        class="panel pad"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <Field
          label={t("app.write.label")}
          value={text}
          rows={9}
          placeholder={t("app.write.placeholder")}
          onInput={(value) => {
            draft.value = value;
          }}
          help={isOnline.value ? t("app.write.help") : t("app.write.offline")}
          error={
            isTooLong
              ? t("app.write.tooLong", {
                  max: formatCount(CHARACTERS_MAX),
                  count: formatCount(text.length),
                })
              : error
          }
          hasFocus
        />
        <Button type="submit" icon="lock" isBusy={isBusy} isDisabled={isEmpty || isTooLong}>
          {t("app.write.send")}
        </Button>
      </form>
    </Page>
  );
}

/** Sends it at once. What does not get through now, the pulse sends later. */
async function deliver(): Promise<void> {
  const at = ground.value;
  const { catchUp } = await import("../../data/open-log.ts");
  try {
    if (at) await catchUp(at);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
  }
}

async function askBeforeLeaving(): Promise<boolean> {
  const isSure = await confirm({
    title: t("app.write.leave.title"),
    message: t("app.write.leave.text"),
    confirm: t("app.write.leave.action"),
    isDestructive: true,
  });
  if (isSure) draft.value = "";
  return isSure;
}
