/** Opens a Mini App: asks the local Telegram for a signed launch and shows it. */
import type { ClientActions } from "../../client-protocol.ts";
import { call } from "../net/call.ts";
import { clientVersion } from "../net/session.ts";
import { themeParams } from "../state/theme.ts";
import { attempt } from "../state/toasts.ts";
import { freshView, miniApp } from "./state.ts";

/** The platform name of Telegram Web A, whose behaviour this host has. */
const PLATFORM = "weba";

export interface LaunchWish {
  readonly botId: number;
  readonly botName: string;
  readonly from: ClientActions["launch"][0]["from"];
  readonly url?: string;
  readonly startParam?: string;
  readonly chatId?: number;
  readonly buttonText?: string;
}

/** Opens it; one that was open is replaced. A refusal is shown. */
export async function launchMiniApp(wish: LaunchWish): Promise<void> {
  const { botName, buttonText, ...where } = wish;
  const look = {
    platform: PLATFORM,
    version: clientVersion,
    themeParams: themeParams.value,
  };
  await attempt(async () => {
    const launch = await call("launch", { ...where, look });
    const named = launch.botName === "" ? { ...launch, botName } : launch;
    miniApp.value = freshView(named, wish.from, buttonText ?? "");
  });
}
