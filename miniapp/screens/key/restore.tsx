/** A new device: the backup comes from Telegram, the passphrase opens it, the owner signs for it. */
import { useState } from "preact/hooks";
import type { KeyStep } from "../../data/key.ts";
import { KeyError, restoreKey } from "../../data/key.ts";
import { keyRoom, openTheLog, setRemembered } from "../../data/open-log.ts";
import type { Ground } from "../../data/state.ts";
import { notify } from "../../notices.ts";
import { haptic } from "../../telegram.ts";
import { t } from "../../text.ts";
import { keyFailureText } from "./failure.ts";
import { Passphrase } from "./passphrase.tsx";
import { Progress } from "./progress.tsx";
import { RememberOption } from "./remember-option.tsx";

export interface RestoreProps {
  readonly ground: Ground;
  readonly deviceName: string;
}

const steps = ["readBack", "make", "sign", "done"] as const;

/** Ends by itself: when the log is open, the screen that was wanted takes its place. */
export function Restore({ ground, deviceName }: RestoreProps) {
  const [step, setStep] = useState<KeyStep | null>(null);
  const [passphrase, setPassphrase] = useState("");
  const [failure, setFailure] = useState<string | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const [isWanted, setWanted] = useState(false);

  const work = async (typed: string): Promise<void> => {
    setPassphrase(typed);
    setFailure(null);
    setWrong(null);
    try {
      const trust = await restoreKey(keyRoom(ground, deviceName), typed, setStep);
      if (isWanted) {
        const refuse = (): void => notify(t("app.settings.rememberFailed"), "alert");
        await setRemembered(ground, true).catch(refuse);
      }
      await openTheLog(ground, trust);
      haptic("success");
    } catch (error) {
      haptic("error");
      if (error instanceof KeyError && error.failure === "wrongPassphrase") {
        setStep(null);
        setWrong(keyFailureText(error));
      } else {
        setFailure(keyFailureText(error));
      }
    }
  };

  if (step !== null) {
    const text = (id: (typeof steps)[number]): string =>
      id === "done" ? t("app.key.step.done") : t(`app.key.restore.step.${id}`);
    return (
      <Progress
        title={t("app.key.restore.title")}
        steps={steps.map((id) => ({ id, text: text(id) }))}
        current={step}
        failure={failure}
        onRetry={() => void work(passphrase)}
      />
    );
  }
  return (
    <Passphrase
      title={t("app.key.restore.title")}
      text={t("app.key.restore.text")}
      action={t("app.key.restore.action")}
      onSubmit={work}
      error={wrong ?? failure}
      options={<RememberOption isOn={isWanted} onChange={setWanted} />}
    >
      <aside class="note">
        <p>{t("app.key.restore.witness")}</p>
      </aside>
    </Passphrase>
  );
}
