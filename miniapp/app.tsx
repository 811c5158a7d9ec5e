/**
 * The app as a whole: which of its states it is in, which screen stands there, and what lies over
 * all of them (offline banner, tabs, questions, toasts). No screen knows another; this file does.
 */
import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect } from "preact/hooks";
import type { Ground, OpenLog } from "./data/state.ts";
import { ground, isOnline, localKey, need, openLog, stage } from "./data/state.ts";
import { deviceName } from "./device.ts";
import { lazyScreen } from "./lazy.tsx";
import { openQuestion, toast } from "./notices.ts";
import type { Place } from "./router.ts";
import { formatPlace, go, goBack, isReturning, place } from "./router.ts";
import { Absent, Failed, Outside, Over, Starting, Unreachable } from "./screens/gate/gate.tsx";
import { Home } from "./screens/home/home.tsx";
import { haptic } from "./telegram.ts";
import { t } from "./text.ts";
import { Button } from "./ui/button.tsx";
import { Banner } from "./ui/feedback.tsx";
import type { IconName } from "./ui/icon.tsx";
import { Icon } from "./ui/icon.tsx";
import { Sheet } from "./ui/sheet.tsx";
import { Toast } from "./ui/toast.tsx";

const KeySetup = lazyScreen(() => import("./screens/key/key-setup.tsx").then((it) => it.KeySetup));
const OtherLog = lazyScreen(() => import("./screens/key/other-log.tsx").then((it) => it.OtherLog));
const Restore = lazyScreen(() => import("./screens/key/restore.tsx").then((it) => it.Restore));
const Unlock = lazyScreen(() => import("./screens/key/unlock.tsx").then((it) => it.Unlock));
const Notes = lazyScreen(() => import("./screens/notes/notes.tsx").then((it) => it.Notes));
const RecordScreen = lazyScreen(() =>
  import("./screens/record/record.tsx").then((it) => it.RecordScreen),
);
const Write = lazyScreen(() => import("./screens/write/write.tsx").then((it) => it.Write));
const Settings = lazyScreen(() =>
  import("./screens/settings/settings.tsx").then((it) => it.Settings),
);
const Limits = lazyScreen(() => import("./screens/settings/limits.tsx").then((it) => it.Limits));

/** What a person may want next once the key is open, with a network or without. */
const wantedOffline = [Unlock, Notes, RecordScreen, Write, Settings, Limits];

/** `onRetry` asks the server again. */
export function App({ onRetry }: { readonly onRetry: () => void }) {
  const isOpenAndOnline = openLog.value !== null && isOnline.value;
  useEffect(() => {
    if (isOpenAndOnline) for (const screen of wantedOffline) screen.fetch();
  }, [isOpenAndOnline]);
  return (
    <div class="frame">
      {!isOnline.value && stage.value.kind === "ready" && (
        <Banner icon="cloudOff" action={{ label: t("app.retry"), onPress: onRetry }}>
          {t("app.offline")}
        </Banner>
      )}
      <Stage onRetry={onRetry} />
      <Question />
      <Toast message={toast.value} />
    </div>
  );
}

function Stage({ onRetry }: { readonly onRetry: () => void }) {
  const at = stage.value;
  switch (at.kind) {
    case "starting":
      return <Starting />;
    case "outside":
      return <Outside />;
    case "over":
      return <Over failure={at.failure} />;
    case "failed":
      return <Failed failure={at.failure} onRetry={onRetry} />;
    case "absent":
      return <Absent onRetry={onRetry} />;
    case "unreachable":
      return <Unreachable troubles={at.troubles} onRetry={onRetry} />;
    case "ready":
      return ground.value && <Ready ground={ground.value} />;
  }
}

/** With a log server: the key comes first, then everything else. */
function Ready({ ground }: { readonly ground: Ground }) {
  const wanted = need.value;
  const local = localKey.value;
  const open = openLog.value;
  const shared = { ground, deviceName: deviceName() };
  if (wanted === "otherLog") return <OtherLog ground={ground} />;
  // A key that was just made is shown as done before its log is opened: the story ends by itself.
  if (!open && (wanted === "create" || wanted === "finish" || isSettingUp)) {
    isSettingUp = true;
    const unfinished = wanted === "finish" ? local : null;
    const onDone = (): void => {
      isSettingUp = false;
    };
    return <KeySetup {...shared} unfinished={unfinished} onDone={onDone} />;
  }
  if (!open && wanted === "restore") return <Restore {...shared} />;
  return (
    <WithTabs place={place.value}>
      <Screen ground={ground} place={place.value} log={open} />
    </WithTabs>
  );
}

/** From the first step of making a key until the person said that they saw it done. */
let isSettingUp = false;

function Screen(props: {
  readonly ground: Ground;
  readonly place: Place;
  readonly log: OpenLog | null;
}) {
  const { ground, place: at, log } = props;
  const local = localKey.value;
  if (at.screen === "home" || (at.screen === "unlock" && log)) return <Home />;
  if (at.screen === "settings") return <Settings />;
  if (at.screen === "limits") return <Limits />;
  if (!log || at.screen === "unlock") {
    if (!local) return <Home />;
    // Opened: the screen that was wanted takes this one's place by itself, or we go back to it.
    const onDone = at.screen === "unlock" ? () => void goBack() : () => undefined;
    const unlock = { ground, local, deviceName: deviceName(), hasBack: true, onDone };
    return <Unlock {...unlock} />;
  }
  switch (at.screen) {
    case "notes":
      return <Notes log={log} />;
    case "write":
      return <Write log={log} />;
    case "record":
      return <RecordScreen key={`${at.sequence}.${at.index}.${at.item}`} log={log} place={at} />;
  }
}

const tabs: readonly {
  readonly screen: "home" | "notes" | "settings";
  readonly icon: IconName;
}[] = [
  { screen: "home", icon: "home" },
  { screen: "notes", icon: "list" },
  { screen: "settings", icon: "sliders" },
];

/** The three main screens, one tap apart. Deeper screens have the way back instead. */
function WithTabs(props: { readonly place: Place; readonly children: ComponentChildren }) {
  const current = props.place.screen === "limits" ? "settings" : props.place.screen;
  const isDeep = !tabs.some((tab) => tab.screen === props.place.screen);
  useScroll(props.place);
  return (
    <div class={isDeep ? "with-tabs deep" : "with-tabs"}>
      {props.children}
      <nav class="tabs" aria-label={t("app.tabs")}>
        {tabs.map(({ screen, icon }) => (
          <button
            key={screen}
            class="tab"
            type="button"
            aria-current={screen === current ? "page" : undefined}
            onClick={() => {
              haptic("selection");
              go({ screen });
            }}
          >
            <Icon name={icon} />
            {t(`app.tab.${screen}`)}
          </button>
        ))}
      </nav>
    </div>
  );
}

const scrolledTo = new Map<string, number>();

/** Each screen begins at its top, but where it was left when one comes back to it. */
function useScroll(at: Place): void {
  const key = formatPlace(at);
  // Before the next frame: the page that is gone must not be heard scrolling to its top.
  useLayoutEffect(() => {
    scrollTo(0, isReturning.value ? (scrolledTo.get(key) ?? 0) : 0);
    const keep = (): void => void scrolledTo.set(key, scrollY);
    addEventListener("scroll", keep, { passive: true });
    return () => removeEventListener("scroll", keep);
  }, [key]);
}

/** What a screen asked, where the client's own pop-up is not the better one. */
function Question() {
  const open = openQuestion.value;
  if (!open) return null;
  const { question, answer } = open;
  return (
    <Sheet title={question.title} onDismiss={() => answer(false)}>
      <p>{question.message}</p>
      <div class="actions">
        <Button look={question.isDestructive ? "danger" : "main"} onPress={() => answer(true)}>
          {question.confirm}
        </Button>
        <Button look="plain" onPress={() => answer(false)}>
          {t("app.cancel")}
        </Button>
      </div>
    </Sheet>
  );
}
