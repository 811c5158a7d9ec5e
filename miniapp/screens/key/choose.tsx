/**
 * Choosing the passphrase: words that the app draws, or one's own with its strength shown; then
 * typed once more, because what was written down wrongly is found out now or never.
 */
import { useEffect, useState } from "preact/hooks";
import { effects } from "../../effects.ts";
import { Page } from "../../page.tsx";
import { findText, language, t } from "../../text.ts";
import { Button } from "../../ui/button.tsx";
import { Chip, ChipRow } from "../../ui/chip.tsx";
import { Meter, Skeleton } from "../../ui/feedback.tsx";
import { SecretField } from "../../ui/field.tsx";
import { drawWords } from "../../vault/draw-words.ts";
import { normalizePassphrase } from "../../vault/normalize.ts";
import type { Strength } from "../../vault/passphrase.ts";

type Judge = typeof import("../../vault/passphrase.ts");

export interface ChooseProps {
  /** The person's name: it must not carry the passphrase. */
  readonly name: string;
  readonly onChosen: (passphrase: string) => void;
}

export function Choose({ name, onChosen }: ChooseProps) {
  const [judge, setJudge] = useState<Judge | null>(null);
  const [isOwn, setOwn] = useState(false);
  const [words, setWords] = useState(newWords);
  const [own, setOwnText] = useState("");
  const [chosen, setChosen] = useState<string | null>(null);
  useEffect(() => {
    // The judge's dictionaries are large: fetched for whoever wants a passphrase of their own.
    if (isOwn) void import("../../vault/passphrase.ts").then(setJudge);
  }, [isOwn]);
  if (chosen !== null) {
    return <Confirm passphrase={chosen} onBack={() => setChosen(null)} onConfirmed={onChosen} />;
  }
  return (
    <Page title={t("app.key.choose.title")}>
      <ChipRow label={t("app.key.choose.label")}>
        <Chip isOn={!isOwn} onPress={() => setOwn(false)}>
          {t("app.key.choose.words")}
        </Chip>
        <Chip isOn={isOwn} onPress={() => setOwn(true)}>
          {t("app.key.choose.own")}
        </Chip>
      </ChipRow>
      {isOwn && !judge && <Skeleton rows={3} label={t("app.loading")} />}
      {!isOwn && (
        <Words
          words={words}
          onAgain={() => setWords(newWords)}
          onWritten={() => setChosen(words.join(" "))}
        />
      )}
      {judge && isOwn && (
        <Own
          value={own}
          strength={judge.strengthOf(own, [name])}
          isEnough={judge.strengthOf(own, [name]) >= judge.STRENGTH_MIN}
          onInput={setOwnText}
          onNext={() => setChosen(own)}
        />
      )}
      <LossNote />
    </Page>
  );
}

function newWords(): readonly string[] {
  return drawWords(language.value, effects.randomBytes);
}

function Words(props: {
  readonly words: readonly string[];
  readonly onAgain: () => void;
  readonly onWritten: () => void;
}) {
  return (
    <div class="panel pad">
      <p>{t("app.key.words.lead")}</p>
      <ol
        class="words"
        aria-label={t("app.key.words.list")}
        translate={false}
        lang={language.value === "ja" ? "ja-Latn" : "en"}
      >
        {props.words.map((word, index) => (
          <li key={`${index}.${word}`}>{word}</li>
        ))}
      </ol>
      <div class="actions">
        <Button onPress={props.onWritten}>{t("app.key.words.written")}</Button>
        <Button look="plain" icon="dice" onPress={props.onAgain}>
          {t("app.key.words.again")}
        </Button>
      </div>
    </div>
  );
}

const tones = ["danger", "danger", "warn", "warn", "good"] as const;

function Own(props: {
  readonly value: string;
  readonly strength: Strength;
  readonly isEnough: boolean;
  readonly onInput: (value: string) => void;
  readonly onNext: () => void;
}) {
  const { value, strength, isEnough } = props;
  return (
    <form
      class="panel pad"
      onSubmit={(event) => {
        event.preventDefault();
        if (isEnough) props.onNext();
      }}
    >
      <SecretField
        label={t("app.key.own.label")}
        help={t("app.key.own.help")}
        value={value}
        onInput={props.onInput}
        purpose="new"
        revealLabel={t("app.key.reveal")}
        hideLabel={t("app.key.hide")}
      />
      {value !== "" && (
        <div class="strength">
          <Meter
            label={t("app.key.strength")}
            value={strength + 1}
            max={5}
            tone={tones[strength]}
          />
          <p class="field-note" aria-live="polite">
            {findText(`app.key.strength.${strength}`)}
          </p>
        </div>
      )}
      <Button type="submit" isDisabled={!isEnough}>
        {t("app.key.own.next")}
      </Button>
    </form>
  );
}

function Confirm(props: {
  readonly passphrase: string;
  readonly onBack: () => void;
  readonly onConfirmed: (passphrase: string) => void;
}) {
  const [typed, setTyped] = useState("");
  const [error, setError] = useState<string | null>(null);
  const submit = (event: Event): void => {
    event.preventDefault();
    const isSame = normalizePassphrase(typed) === normalizePassphrase(props.passphrase);
    if (isSame) props.onConfirmed(props.passphrase);
    else setError(t("app.key.confirm.differs"));
  };
  return (
    <Page title={t("app.key.confirm.title")}>
      <form class="panel pad" onSubmit={submit}>
        <p>{t("app.key.confirm.lead")}</p>
        <SecretField
          label={t("app.key.confirm.label")}
          value={typed}
          onInput={(value) => {
            setTyped(value);
            setError(null);
          }}
          error={error}
          purpose="new"
          hasFocus
          revealLabel={t("app.key.reveal")}
          hideLabel={t("app.key.hide")}
        />
        <div class="actions">
          <Button type="submit" isDisabled={typed.trim() === ""}>
            {t("app.key.confirm.action")}
          </Button>
          <Button look="plain" onPress={props.onBack}>
            {t("app.back")}
          </Button>
        </div>
      </form>
    </Page>
  );
}

/** What is lost with the passphrase, beside every place where one is chosen. */
export function LossNote() {
  return (
    <aside class="note warn">
      <strong>{t("app.key.loss.title")}</strong>
      <p>{t("app.key.loss.text")}</p>
    </aside>
  );
}
