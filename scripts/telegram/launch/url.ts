/**
 * The address under which a Mini App opens: its own, with the launch parameters in the fragment.
 *
 * Source: official telegram-web-app.js (urlAppendHashParams); core.telegram.org/api/bots/webapps.
 */
import type { LaunchLook } from "../client-protocol.ts";

/** Appends to the fragment as Telegram does, whatever is there already. */
export function appendToFragment(url: string, parameters: string): string {
  const at = url.indexOf("#");
  if (at < 0) return `${url}#${parameters}`;
  const fragment = url.slice(at + 1);
  if (fragment === "") return url + parameters;
  return `${url}${/[=?]/.test(fragment) ? "&" : "?"}${parameters}`;
}

export interface LaunchParameters {
  /** Absent for keyboard buttons, which carry no initData. */
  readonly initData?: string;
  readonly look: LaunchLook;
  readonly startParam?: string;
}

/** The whole address. */
export function launchUrl(appUrl: string, launch: LaunchParameters): string {
  const parameters = new URLSearchParams();
  if (launch.initData !== undefined) parameters.set("tgWebAppData", launch.initData);
  parameters.set("tgWebAppVersion", launch.look.version);
  parameters.set("tgWebAppPlatform", launch.look.platform);
  parameters.set("tgWebAppThemeParams", JSON.stringify(launch.look.themeParams));
  const withStart = launch.startParam ? withQuery(appUrl, launch.startParam) : appUrl;
  if (launch.startParam) parameters.set("tgWebAppStartParam", launch.startParam);
  // Spaces as %20: the fragment is read by decodeURIComponent too.
  return appendToFragment(withStart, parameters.toString().replaceAll("+", "%20"));
}

/** The start parameter also stands in the query. */
function withQuery(url: string, startParam: string): string {
  const address = new URL(url);
  address.searchParams.set("tgWebAppStartParam", startParam);
  return address.toString();
}
