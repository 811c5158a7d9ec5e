/** Opening the key that this device has: by passphrase, or with what the device remembers. */
import { useState } from "preact/hooks";
import { unlockKey } from "../../data/key.ts";
import type { LocalKey } from "../../data/key-need.ts";
import { keyRoom, openRemembered, openTheLog, setRemembered } from "../../data/open-log.ts";
import type { Ground } from "../../data/state.ts";
import { Page } from "../../page.tsx";
import { haptic } from "../../telegram.ts";
import { t } from "../../text.ts";
import { Button } from "../../ui/button.tsx";
import { Empty } from "../../ui/feedback.tsx";
import { keyFailureText } from "./failure.ts";
import { Passphrase } from "./passphrase.tsx";
import { RememberOption } from "./remember-option.tsx";

export interface UnlockProps {
  readonly ground: Ground;
  readonly local: LocalKey;
  readonly deviceName: string;
  readonly hasBack: boolean;
  readonly onDone: () => void;
}

export function Unlock({ ground, local, deviceName, hasBack, onDone }: UnlockProps) {
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const [isTyping, setTyping] = useState(!local.isRemembered);
  const [isWanted, setWanted] = useState(local.isRemembered);

  /** `open` answers false when it found no way and said so by itself. */
  const attempt = async (open: () => Promise<boolean>): Promise<void> => {
    setBusy(true);
    setError(null);
    try {
      if (!(await open())) return;
      haptic("success");
      onDone();
    } catch (failure) {
      haptic("error");
      setError(keyFailureText(failure));
    } finally {
      setBusy(false);
    }
  };
  const byPassphrase = (typed: string): Promise<void> =>
    attempt(async () => {
      const trust = await unlockKey(keyRoom(ground, deviceName), local, typed);
      if (isWanted !== local.isRemembered) await setRemembered(ground, isWanted);
      await openTheLog(ground, trust);
      return true;
    });
  const byDevice = (): Promise<void> =>
    attempt(async () => {
      // Not there any more, or the client's storage does not answer: the passphrase always works.
      const isOpen = await openRemembered(ground, deviceName);
      if (!isOpen) setTyping(true);
      return isOpen;
    });

  if (!isTyping) {
    return (
      <Page title={t("app.key.unlock.title")} hasBack={hasBack}>
        <Empty
          icon="lock"
          title={t("app.key.unlock.remembered")}
          actions={
            <>
              <Button isBusy={isBusy} onPress={() => void byDevice()}>
                {t("app.key.unlock.action")}
              </Button>
              <Button look="plain" onPress={() => setTyping(true)}>
                {t("app.key.unlock.usePassphrase")}
              </Button>
            </>
          }
        >
          {error}
        </Empty>
      </Page>
    );
  }
  return (
    <Passphrase
      title={t("app.key.unlock.title")}
      text={t("app.key.unlock.text")}
      action={t("app.key.unlock.action")}
      onSubmit={byPassphrase}
      error={error}
      isBusy={isBusy}
      hasBack={hasBack}
      options={<RememberOption isOn={isWanted} onChange={setWanted} />}
    >
      <Forgot />
    </Passphrase>
  );
}

/** Plainly: there is no other way. */
function Forgot() {
  return (
    <details class="panel more">
      <summary>{t("app.key.unlock.forgot")}</summary>
      <p>{t("app.key.unlock.forgotText")}</p>
    </details>
  );
}
