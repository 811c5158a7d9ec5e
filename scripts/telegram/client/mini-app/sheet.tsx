/**
 * The Mini App beside or over the chat: its header, its frame on another origin, its buttons. Back
 * and close are two buttons, as on Telegram Desktop: the app's own way back never hides the exit.
 */
import { useEffect, useRef } from "preact/hooks";
import { text } from "../texts/index.ts";
import { IconButton } from "../ui/controls.tsx";
import { useEscape } from "../ui/focus.ts";
import { Icon } from "../ui/icon.tsx";
import { openMenuAt } from "../ui/menu.tsx";
import { AppButtons } from "./buttons.tsx";
import {
  closeByPerson,
  frameLoaded,
  frameResized,
  leaveFullscreen,
  minimiseApp,
  pressAppButton,
  reloadApp,
  setFrame,
} from "./host.ts";
import { AppPopupView } from "./popup.tsx";
import type { MiniAppView } from "./state.ts";
import { miniApp } from "./state.ts";

/** The attributes of Telegram Web A and K: no downloads, no navigation of the top window. */
const SANDBOX =
  "allow-scripts allow-same-origin allow-popups allow-forms allow-modals allow-storage-access-by-user-activation";
const ALLOW = "camera; microphone; geolocation;";

export function MiniAppSheet() {
  const view = miniApp.value;
  return view === null ? null : <Sheet key={view.launch.queryId} view={view} />;
}

function Sheet({ view }: { view: MiniAppView }) {
  const { minimised, fullscreen, launch } = view;
  const classes = `mini-app ${minimised ? "minimised" : ""} ${fullscreen ? "fullscreen" : ""}`;
  return (
    <>
      {!minimised && <div class="mini-app-shade" aria-hidden="true" />}
      <section
        class={classes}
        role={minimised ? "region" : "dialog"}
        aria-label={launch.botName}
        data-testid="mini-app"
        data-ready={view.ready}
      >
        {minimised ? <SmallBar view={view} /> : <Head view={view} />}
        <div
          class="mini-app-stage"
          style={view.backgroundColour === null ? {} : { background: view.backgroundColour }}
          {...(minimised ? { inert: true } : {})}
        >
          <Frame key={view.frame} view={view} />
          {!view.ready && <Skeleton />}
        </div>
        {!minimised && <AppButtons view={view} />}
      </section>
      {view.popup !== null && <AppPopupView popup={view.popup} />}
      {!minimised && <EscapeCloses />}
    </>
  );
}

/** Grey shapes until the app says that it is ready. */
function Skeleton() {
  return (
    <div
      class="mini-app-loading"
      role="status"
      aria-label={text("app.loading")}
      data-testid="mini-app-loading"
    >
      {[120, 56, 56, 180, 56].map((height, index) => (
        <span key={index} style={{ height: `${height}px` }} />
      ))}
    </div>
  );
}

function EscapeCloses() {
  useEscape(closeByPerson);
  return null;
}

function Frame({ view }: { view: MiniAppView }) {
  const ref = useRef<HTMLIFrameElement>(null);
  useEffect(() => {
    const element = ref.current;
    if (element === null) return;
    setFrame(element);
    const observer = new ResizeObserver(frameResized);
    observer.observe(element);
    return () => {
      observer.disconnect();
      setFrame(null);
    };
  }, []);
  return (
    <iframe
      ref={ref}
      name="mini-app"
      title={view.launch.botName}
      src={view.launch.url}
      sandbox={SANDBOX}
      allow={ALLOW}
      allowFullScreen
      data-testid="mini-app-frame"
      onLoad={() => {
        // The person has just opened it: what they type next is meant for it.
        ref.current?.focus();
        frameLoaded();
      }}
    />
  );
}

function Head({ view }: { view: MiniAppView }) {
  const style =
    view.headerColour === null
      ? {}
      : { background: view.headerColour, color: readableOn(view.headerColour) };
  return (
    <header class="mini-app-head" style={style}>
      {view.back && (
        <IconButton
          icon="back"
          label={text("common.back")}
          testId="mini-app-back"
          onPress={() => pressAppButton("back")}
        />
      )}
      <span class="mini-app-title">
        <strong data-testid="mini-app-title">{view.launch.botName}</strong>
        <small>{text("app.subtitle")}</small>
      </span>
      <IconButton
        icon="minimise"
        label={text("app.minimise")}
        testId="mini-app-minimise"
        onPress={() => minimiseApp(true)}
      />
      <IconButton
        icon="more"
        label={text("app.menu")}
        testId="mini-app-menu"
        onPress={(event) => {
          if (event.currentTarget instanceof Element) openAppMenu(event.currentTarget, view);
        }}
      />
      <IconButton
        icon="close"
        label={text("app.close")}
        testId="mini-app-close"
        onPress={closeByPerson}
      />
    </header>
  );
}

function openAppMenu(element: Element, view: MiniAppView): void {
  openMenuAt(element, text("app.menu"), [
    ...(view.settings
      ? [
          {
            id: "app-settings",
            icon: "settings" as const,
            label: text("app.settings"),
            run: () => pressAppButton("settings"),
          },
        ]
      : []),
    { id: "app-reload", icon: "reload", label: text("app.reload"), run: reloadApp },
    ...(view.fullscreen
      ? [
          {
            id: "app-small",
            icon: "minimise" as const,
            label: text("app.leaveFullscreen"),
            run: leaveFullscreen,
          },
        ]
      : []),
    { id: "app-close", icon: "close", label: text("app.close"), danger: true, run: closeByPerson },
  ]);
}

function SmallBar({ view }: { view: MiniAppView }) {
  return (
    <div class="mini-app-small">
      <button
        type="button"
        class="mini-app-restore"
        data-testid="mini-app-restore"
        onClick={() => minimiseApp(false)}
      >
        <Icon name="up" size={18} />
        <span>{text("app.restore", { name: view.launch.botName })}</span>
      </button>
      <IconButton icon="close" label={text("app.close")} onPress={closeByPerson} />
    </div>
  );
}

/** Black or white, whichever can be read on a colour. */
function readableOn(colour: string): string {
  const value = Number.parseInt(colour.slice(1), 16);
  const luminance = 0.299 * (value >> 16) + 0.587 * ((value >> 8) & 255) + 0.114 * (value & 255);
  return luminance > 150 ? "#000000" : "#ffffff";
}
