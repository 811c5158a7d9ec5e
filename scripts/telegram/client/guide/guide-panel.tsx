/** The guide beside the chat: the steps of a story, their state, and the host's buttons. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { ClientGuide } from "../../client-protocol.ts";
import { call } from "../net/call.ts";
import { openDialog } from "../state/dialogs.ts";
import { guideOpen } from "../state/layout.ts";
import { guide } from "../state/store.ts";
import { attempt } from "../state/toasts.ts";
import { text } from "../texts/index.ts";
import { IconButton, Spinner } from "../ui/controls.tsx";
import { Icon } from "../ui/icon.tsx";

type Step = ClientGuide["steps"][number];

export function GuidePanel() {
  const story = guide.value;
  if (story === null) return null;
  const done = story.steps.filter((step) => step.state === "done").length;
  const share = story.steps.length === 0 ? 0 : done / story.steps.length;
  return (
    <>
      {guideOpen.value && (
        <div class="guide-shade" onPointerDown={() => (guideOpen.value = false)} />
      )}
      <aside
        class={`pane guide-pane ${guideOpen.value ? "open" : ""}`}
        aria-label={story.title}
        data-testid="guide"
      >
        <header class="guide-head">
          <span class="guide-mark">
            <Icon name="guide" size={20} />
          </span>
          <span class="guide-title">
            <strong>{story.title}</strong>
            <small>{text("guide.progress", { done, count: story.steps.length })}</small>
          </span>
          <IconButton
            icon="close"
            class="narrow-only"
            label={text("common.close")}
            testId="guide-close"
            onPress={() => (guideOpen.value = false)}
          />
        </header>
        <span
          class="guide-line"
          role="progressbar"
          aria-valuemin={0}
          aria-valuemax={story.steps.length}
          aria-valuenow={done}
          aria-label={story.title}
        >
          <span style={{ width: `${share * 100}%` }} />
        </span>
        <ol class="guide-steps">
          {story.steps.map((step, index) => (
            <StepView key={step.id} step={step} number={index + 1} />
          ))}
        </ol>
        {story.note !== undefined && story.note !== "" && (
          <p class="guide-note" role="status" data-testid="guide-note">
            {story.note}
          </p>
        )}
      </aside>
    </>
  );
}

function StepView({ step, number }: { step: Step; number: number }) {
  const ref = useRef<HTMLLIElement>(null);
  const { state } = step;
  useEffect(() => {
    if (state === "now") ref.current?.scrollIntoView({ block: "nearest" });
  }, [state]);
  return (
    <li
      ref={ref}
      class={`guide-step ${step.state}`}
      data-testid={`guide-step-${step.id}`}
      data-state={step.state}
      {...(step.state === "now" ? { "aria-current": "step" as const } : {})}
    >
      <span class="guide-number" aria-hidden="true">
        {step.state === "done" ? <Icon name="check" size={16} /> : number}
      </span>
      <div class="guide-body">
        <strong>{step.title}</strong>
        {step.state === "done" && <span class="visually-hidden">{text("guide.done")}</span>}
        <p>{step.text}</p>
        {step.hook !== undefined && <HookButton hook={step.hook} about={step.text} />}
      </div>
    </li>
  );
}

function HookButton({ hook, about }: { hook: NonNullable<Step["hook"]>; about: string }) {
  const [busy, setBusy] = useState(false);
  const run = async (): Promise<void> => {
    setBusy(true);
    await attempt(() => call("hook", { id: hook.id }));
    setBusy(false);
  };
  const press = (): void => {
    if (hook.danger !== true) run();
    else {
      openDialog({
        kind: "confirm",
        title: hook.label,
        text: about,
        action: text("guide.yes"),
        danger: true,
        run,
      });
    }
  };
  return (
    <button
      type="button"
      class={`guide-button ${hook.danger === true ? "danger" : ""}`}
      disabled={busy}
      data-testid={`hook-${hook.id}`}
      onClick={press}
    >
      {busy && <Spinner label={text("common.working")} size={14} />}
      {hook.label}
    </button>
  );
}
