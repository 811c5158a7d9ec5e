/** One passphrase, asked for: to unlock, to restore, or to go on with an unfinished key. */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { Page } from "../../page.tsx";
import { t } from "../../text.ts";
import { Button } from "../../ui/button.tsx";
import { SecretField } from "../../ui/field.tsx";
import { Icon } from "../../ui/icon.tsx";

export interface PassphraseProps {
  readonly title: string;
  readonly text: string;
  readonly action: string;
  /** Rejects never; what went wrong comes back as `error`. */
  readonly onSubmit: (passphrase: string) => void | Promise<void>;
  readonly error?: string | null;
  readonly isBusy?: boolean;
  /** Between the field and the button. */
  readonly options?: ComponentChildren;
  /** Below the form. */
  readonly children?: ComponentChildren;
  readonly hasBack?: boolean;
}

export function Passphrase(props: PassphraseProps) {
  const [typed, setTyped] = useState("");
  const { isBusy = false, hasBack = false } = props;
  return (
    <Page title={props.title} hasBack={hasBack}>
      <form
        class="panel pad"
        onSubmit={(event) => {
          event.preventDefault();
          if (typed.trim() !== "" && !isBusy) void props.onSubmit(typed);
        }}
      >
        <div class="key-lead">
          <span class="badge accent">
            <Icon name="key" size={22} />
          </span>
          <p>{props.text}</p>
        </div>
        <SecretField
          label={t("app.key.field")}
          value={typed}
          onInput={setTyped}
          error={props.error ?? null}
          isDisabled={isBusy}
          hasFocus
          purpose="current"
          revealLabel={t("app.key.reveal")}
          hideLabel={t("app.key.hide")}
        />
        {props.options}
        <Button type="submit" isBusy={isBusy} isDisabled={typed.trim() === ""}>
          {isBusy ? t("app.key.unlock.busy") : props.action}
        </Button>
      </form>
      {props.children}
    </Page>
  );
}
