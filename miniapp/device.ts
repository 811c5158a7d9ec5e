/** What the owner calls this device, from what the Telegram client says of itself. */
import { currentPlatform } from "./telegram.ts";
import { t } from "./text.ts";

/** A name that tells an owner's devices apart well enough; it stands in the signed keyset. */
export function deviceName(): string {
  const platform = currentPlatform();
  if (platform === "ios") return t("app.device.ios");
  if (platform.startsWith("android")) return t("app.device.android");
  if (platform === "macos") return t("app.device.macos");
  if (platform.startsWith("web")) return t("app.device.web");
  return t("app.device.desktop");
}
