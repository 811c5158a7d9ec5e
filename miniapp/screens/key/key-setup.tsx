/**
 * Making the key: explained, passphrase chosen, then step by step until the backup was read back
 * and the first keyset is signed. Also the rest of it, when it was interrupted.
 */
import { useState } from "preact/hooks";
import type { KeyStep } from "../../data/key.ts";
import { createKey, finishKey } from "../../data/key.ts";
import type { LocalKey } from "../../data/key-need.ts";
import { keyRoom, openTheLog, setRemembered } from "../../data/open-log.ts";
import type { Ground } from "../../data/state.ts";
import { refresh } from "../../data/state.ts";
import { notify } from "../../notices.ts";
import { Page } from "../../page.tsx";
import { haptic, setClosingConfirmation } from "../../telegram.ts";
import { t } from "../../text.ts";
import { Button } from "../../ui/button.tsx";
import { Cell } from "../../ui/cell.tsx";
import { Emblem, fingerprintGroups } from "../../ui/emblem.tsx";
import { Empty } from "../../ui/feedback.tsx";
import { Choose, LossNote } from "./choose.tsx";
import { keyFailureText } from "./failure.ts";
import { Passphrase } from "./passphrase.tsx";
import { Progress } from "./progress.tsx";
import { RememberOption } from "./remember-option.tsx";

type Phase =
  | { readonly kind: "intro" }
  | { readonly kind: "choose" }
  | { readonly kind: "work"; readonly step: KeyStep; readonly failure: string | null }
  | { readonly kind: "done"; readonly fingerprint: string; readonly open: () => Promise<void> };

export interface KeySetupProps {
  readonly ground: Ground;
  readonly deviceName: string;
  /** A key that was made here before and not finished. */
  readonly unfinished: LocalKey | null;
  readonly onDone: () => void;
}

const steps = ["make", "backup", "readBack", "sign", "done"] as const;

export function KeySetup({ ground, deviceName, unfinished, onDone }: KeySetupProps) {
  const [phase, setPhase] = useState<Phase>({ kind: "intro" });
  const [passphrase, setPassphrase] = useState("");
  const [started, setStarted] = useState<LocalKey | null>(unfinished);

  const work = async (typed: string): Promise<void> => {
    let step: KeyStep = "make";
    const show = (next: KeyStep): void => {
      step = next;
      setPhase({ kind: "work", step, failure: null });
    };
    setPassphrase(typed);
    setClosingConfirmation(true);
    const room = keyRoom(ground, deviceName);
    const { readLocalKey } = await import("../../data/key-need.ts");
    try {
      const local = started ?? null;
      const trust = local
        ? await finishKey(room, local, typed, show)
        : await createKey(room, typed, show);
      setPassphrase("");
      haptic("success");
      const open = (): Promise<void> => openTheLog(ground, trust);
      setPhase({ kind: "done", fingerprint: trust.owner.fingerprint, open });
    } catch (error) {
      // Made already, and kept on this device: trying again goes on with the same key.
      setStarted(await readLocalKey(ground.store));
      haptic("error");
      setPhase({ kind: "work", step, failure: keyFailureText(error) });
    } finally {
      setClosingConfirmation(false);
    }
  };

  switch (phase.kind) {
    case "intro":
      return unfinished ? (
        <Passphrase
          title={t("app.key.finish.title")}
          text={t("app.key.finish.text")}
          action={t("app.key.finish.action")}
          onSubmit={work}
        />
      ) : (
        <Intro onStart={() => setPhase({ kind: "choose" })} />
      );
    case "choose":
      return <Choose name={ground.session.user.firstName} onChosen={(typed) => void work(typed)} />;
    case "work":
      return (
        <Progress
          title={t("app.key.progress.title")}
          steps={steps.map((id) => ({ id, text: t(`app.key.step.${id}`) }))}
          current={phase.step}
          failure={phase.failure}
          onRetry={() => void work(passphrase)}
        />
      );
    case "done":
      return (
        <Done
          fingerprint={phase.fingerprint}
          onStart={async (isRemembered) => {
            if (isRemembered) {
              const refuse = (): void => notify(t("app.settings.rememberFailed"), "alert");
              await setRemembered(ground, true).catch(refuse);
            }
            await phase.open().catch(() => refresh());
            onDone();
          }}
        />
      );
  }
}

function Intro({ onStart }: { readonly onStart: () => void }) {
  return (
    <Page title={t("app.key.intro.title")}>
      <p>{t("app.key.intro.lead")}</p>
      <div class="panel">
        <Cell
          icon="device"
          tone="accent"
          title={t("app.key.intro.device.title")}
          detail={t("app.key.intro.device.text")}
        />
        <Cell
          icon="lock"
          tone="accent"
          title={t("app.key.intro.passphrase.title")}
          detail={t("app.key.intro.passphrase.text")}
        />
        <Cell
          icon="server"
          tone="accent"
          title={t("app.key.intro.backup.title")}
          detail={t("app.key.intro.backup.text")}
        />
      </div>
      <LossNote />
      <Button icon="key" onPress={onStart}>
        {t("app.key.start")}
      </Button>
    </Page>
  );
}

function Done(props: {
  readonly fingerprint: string;
  readonly onStart: (isRemembered: boolean) => Promise<void>;
}) {
  const [isBusy, setBusy] = useState(false);
  const [isRemembered, setWanted] = useState(true);
  return (
    <main class="screen gate">
      <Empty
        icon="shield"
        tone="good"
        title={t("app.key.done.title")}
        actions={
          <>
            <div class="panel pad">
              <RememberOption isOn={isRemembered} onChange={setWanted} />
            </div>
            <Button
              isBusy={isBusy}
              onPress={() => {
                setBusy(true);
                void props.onStart(isRemembered);
              }}
            >
              {t("app.key.done.action")}
            </Button>
          </>
        }
      >
        <p>{t("app.key.done.text")}</p>
        <div class="seal">
          <Emblem fingerprint={props.fingerprint} size={72} />
          <span class="fingerprint">
            {fingerprintGroups(props.fingerprint).slice(0, 8).join(" ")}
          </span>
        </div>
      </Empty>
    </main>
  );
}
