/**
 * The start of the app, in the order in which a person sees it: first paint, then who they are,
 * then how their log is. The key, OpenPGP and everything else come when they are needed.
 */
import "./styles/theme.css";
import "./styles/base.css";
import "./ui/ui.css";
import "./screens/screens.css";
import { effect } from "@preact/signals";
import { render } from "preact";
import { languageOf } from "../shared/locales/text.ts";
import { App } from "./app.tsx";
import type { TextStore } from "./data/session.ts";
import {
  clientStorage,
  delivered,
  ground,
  localKey,
  lockReason,
  need,
  openLog,
  start,
  stayOutside,
} from "./data/state.ts";
import { deviceName } from "./device.ts";
import { effects } from "./effects.ts";
import { keepLook } from "./look.ts";
import { notify } from "./notices.ts";
import { askForNews, startPulse } from "./pulse.ts";
import { canGoBack, firstPlace, goBack, startRouting } from "./router.ts";
import { announceReady, connect, hasSecureStorage, secureStorage, setBack } from "./telegram.ts";
import { findText, speak, t } from "./text.ts";

guardScriptUrls();
const launch = connect(hostOrigin());
startRouting(firstPlace(location.pathname, location.search, launch?.startParam ?? null));
keepLook();
void speak(languageOf(launch?.languageCode ?? navigator.language));

const root = document.getElementById("app");
if (root) {
  root.replaceChildren();
  render(<App onRetry={() => void begin()} />, root);
}
// After the paint of what was just rendered: the client's own loader goes, ours stands.
requestAnimationFrame(() => requestAnimationFrame(announceReady));
effect(() => {
  setBack(canGoBack.value ? () => void goBack() : null);
});
effect(() => {
  if (delivered.value > 0) notify(t("app.write.durable"));
});
effect(() => {
  const reason = lockReason.value;
  if (reason) notify(findText(`app.key.locked.${reason}`) ?? "", "lock");
});
if (hasSecureStorage()) clientStorage.value = secureStorage;
void begin().then(startPulse);

async function begin(): Promise<void> {
  if (!launch) return stayOutside();
  if (ground.value) return askForNews();
  await start(effects, tabStore(), launch.initData);
  const at = ground.peek();
  if (!at) return;
  await speak(at.session.user.language);
  // OpenPGP and all that goes with it are fetched when the key is wanted; here only if it is now.
  if (need.value === "unlock" && localKey.value?.isRemembered && !openLog.value) {
    const log = await import("./data/open-log.ts");
    await log.openRemembered(at, deviceName()).catch(() => false);
  }
}

/** What lives as long as this tab; some browsers forbid a frame even to look at it. */
function tabStore(): TextStore {
  try {
    return sessionStorage;
  } catch {
    return { getItem: () => null, setItem: () => undefined, removeItem: () => undefined };
  }
}

/** In local mode our own server names the origin that frames us; elsewhere nobody does. */
function hostOrigin(): string | null {
  return document.querySelector<HTMLMetaElement>('meta[name="tg-host"]')?.content ?? null;
}

/** The one Trusted Types policy: Workers may be started from this build's files and nothing else. */
function guardScriptUrls(): void {
  const files = new URL("/app/assets/", location.origin).href;
  // Browsers without Trusted Types have no such object, and TypeScript no such type.
  const { trustedTypes } = globalThis as { readonly trustedTypes?: TrustedTypes };
  trustedTypes?.createPolicy("default", {
    createScriptURL: (url) => (new URL(url, location.href).href.startsWith(files) ? url : null),
  });
}

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string | null }): unknown;
}
