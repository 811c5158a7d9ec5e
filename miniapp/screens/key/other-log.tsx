/**
 * The server shows another log than the one this device trusts: after a person began anew, or when
 * somebody put an empty log in the old one's place. Only the person knows which it is.
 */
import { useState } from "preact/hooks";
import { forgetThisLog } from "../../data/open-log.ts";
import type { Ground } from "../../data/state.ts";
import { openChat } from "../../links.ts";
import { confirm, notify } from "../../notices.ts";
import { t } from "../../text.ts";
import { Button } from "../../ui/button.tsx";
import { Empty } from "../../ui/feedback.tsx";

export function OtherLog({ ground }: { readonly ground: Ground }) {
  const [isBusy, setBusy] = useState(false);
  const accept = async (): Promise<void> => {
    const isSure = await confirm({
      title: t("app.otherLog.sure.title"),
      message: t("app.otherLog.sure.text"),
      confirm: t("app.otherLog.sure.action"),
      isDestructive: true,
    });
    if (!isSure) return;
    setBusy(true);
    try {
      await forgetThisLog(ground);
    } catch {
      notify(t("app.key.error.storage"), "alert");
      setBusy(false);
    }
  };
  return (
    <main class="screen gate">
      <Empty
        icon="alert"
        tone="warn"
        title={t("app.otherLog.title")}
        actions={
          <>
            <Button icon="chat" onPress={openChat}>
              {t("app.openChat")}
            </Button>
            <Button look="plain" isBusy={isBusy} onPress={() => void accept()}>
              {t("app.otherLog.accept")}
            </Button>
          </>
        }
      >
        <p>{t("app.otherLog.text")}</p>
      </Empty>
    </main>
  );
}
