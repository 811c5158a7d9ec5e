/**
 * What is shown while there is nothing else to show: not opened by Telegram, session over, no
 * answer, no log server yet, or one that cannot be reached.
 */
import type { ComponentChildren } from "preact";
import type { ApiFailure } from "../../data/api.ts";
import { openChat } from "../../links.ts";
import { close } from "../../telegram.ts";
import { findText, t } from "../../text.ts";
import { Button } from "../../ui/button.tsx";
import type { EmptyProps } from "../../ui/feedback.tsx";
import { Empty } from "../../ui/feedback.tsx";

/** The very shapes that index.html shows, so that nothing moves when the script takes over. */
export function Starting() {
  return (
    <div class="boot steady" role="status" aria-label={t("app.loading")}>
      <div class="boot-hero" />
      <div class="boot-row" />
      <div class="boot-row" />
      <div class="boot-row" />
    </div>
  );
}

/** The page was opened by something that is not Telegram. */
export function Outside() {
  return (
    <Gate icon="chat" title={t("app.outside.title")}>
      {t("app.outside.text")}
    </Gate>
  );
}

/** Only opening the Mini App anew helps. */
export function Over({ failure }: { readonly failure: ApiFailure }) {
  return (
    <Gate
      icon="clock"
      title={t("app.over.title")}
      actions={<Button onPress={close}>{t("app.close")}</Button>}
    >
      {findText(`api.error.${failure}`)}
    </Gate>
  );
}

/** The first call found no way, or was refused. */
export function Failed(props: { readonly failure: ApiFailure; readonly onRetry: () => void }) {
  const { failure } = props;
  const text =
    failure === "contract"
      ? t("app.failed.contract")
      : (findText(`api.error.${failure}`) ?? t("app.failed.text"));
  return (
    <Gate
      icon="cloudOff"
      tone="warn"
      title={t("app.failed.title")}
      actions={
        <Button icon="refresh" onPress={props.onRetry}>
          {t("app.retry")}
        </Button>
      }
    >
      {text}
    </Gate>
  );
}

/** Signed in, and no log server yet: the bot makes it, not this app. */
export function Absent({ onRetry }: { readonly onRetry: () => void }) {
  const steps = [t("app.absent.step1"), t("app.absent.step2"), t("app.absent.step3")];
  return (
    <Gate
      icon="server"
      title={t("app.absent.title")}
      actions={
        <>
          <Button onPress={close}>{t("app.absent.action")}</Button>
          <Button look="plain" icon="refresh" onPress={onRetry}>
            {t("app.retry")}
          </Button>
        </>
      }
    >
      <p>{t("app.absent.text")}</p>
      <ol class="steps">
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </Gate>
  );
}

/** There is or was a log server, and it cannot be read now. Nothing here makes a new one. */
export function Unreachable(props: {
  readonly troubles: readonly string[];
  readonly onRetry: () => void;
}) {
  return (
    <Gate
      icon="alert"
      tone="warn"
      title={t("app.unreachable.title")}
      actions={
        <>
          <Button icon="refresh" onPress={props.onRetry}>
            {t("app.retry")}
          </Button>
          <Button look="plain" icon="chat" onPress={openChat}>
            {t("app.openChat")}
          </Button>
        </>
      }
    >
      <p>{t("app.unreachable.text")}</p>
      {props.troubles.map((code) => (
        <p key={code}>{findText(`app.trouble.${code}`) ?? t("app.trouble.other")}</p>
      ))}
    </Gate>
  );
}

function Gate(props: EmptyProps & { readonly children: ComponentChildren }) {
  return (
    <main class="screen gate">
      <Empty {...props} />
    </main>
  );
}
