/**
 * Stores: CloudStorage lies with the local Telegram; DeviceStorage in this browser, per bot and
 * person, with the limits that clients have; SecureStorage and biometry do not exist on the web.
 */
import { recall, remember, rememberedNames } from "../../browser.ts";
import { CallFailed, call } from "../../net/call.ts";
import { me } from "../../state/store.ts";
import { saveProblem } from "../device-quota.ts";
import type { EventData } from "../wire.ts";
import { requestIdOf, textOf } from "../wire.ts";
import type { Host, Method, Methods } from "./host.ts";

function prefix(host: Host): string {
  return `telegram-client.device.${host.view().launch.botId}.${me.value?.id ?? 0}.`;
}

function saveKey(data: EventData, host: Host): void {
  const req_id = requestIdOf(data);
  const key = textOf(data, "key");
  const value = data.value;
  const start = prefix(host);
  const others = rememberedNames(start)
    .filter((name) => name !== start + key)
    .map((name) => ({ key: name.slice(start.length), bytes: recall(name)?.length ?? 0 }));
  const problem = saveProblem(key, value, others);
  const kept = problem === null && remember(start + key, typeof value === "string" ? value : null);
  if (kept) host.post("device_storage_key_saved", { req_id });
  else host.post("device_storage_failed", { req_id, error: problem ?? "QUOTA_EXCEEDED" });
}

function getKey(data: EventData, host: Host): void {
  const req_id = requestIdOf(data);
  const key = textOf(data, "key");
  if (key === "") host.post("device_storage_failed", { req_id, error: "KEY_INVALID" });
  else host.post("device_storage_key_received", { req_id, value: recall(prefix(host) + key) });
}

function clear(data: EventData, host: Host): void {
  for (const name of rememberedNames(prefix(host))) remember(name, null);
  host.post("device_storage_cleared", { req_id: requestIdOf(data) });
}

const unsupported: Method = {
  since: "9.0",
  run: (data, host) =>
    host.post("secure_storage_failed", { req_id: requestIdOf(data), error: "UNSUPPORTED" }),
};

async function customMethod(data: EventData, host: Host): Promise<void> {
  const req_id = requestIdOf(data);
  const { botId } = host.view().launch;
  try {
    const method = textOf(data, "method");
    const result = await call("customMethod", { botId, method, params: data.params ?? {} });
    host.post("custom_method_invoked", { req_id, result });
  } catch (failure) {
    if (!(failure instanceof CallFailed)) throw failure;
    host.post("custom_method_invoked", { req_id, error: failure.message });
  }
}

export const storageMethods: Methods = {
  web_app_invoke_custom_method: { since: "6.9", run: customMethod },
  web_app_device_storage_save_key: { since: "9.0", run: saveKey },
  web_app_device_storage_get_key: { since: "9.0", run: getKey },
  web_app_device_storage_clear: { since: "9.0", run: clear },
  web_app_secure_storage_save_key: unsupported,
  web_app_secure_storage_get_key: unsupported,
  web_app_secure_storage_restore_key: unsupported,
  web_app_secure_storage_clear: unsupported,
  // The other four biometry methods get no answer in web clients.
  web_app_biometry_get_info: {
    since: "7.2",
    run: (_data, host) => host.post("biometry_info_received", { available: false }),
  },
  // Only attach-menu bots may read the clipboard; all others hear null.
  web_app_read_text_from_clipboard: {
    since: "6.4",
    run: (data, host) =>
      host.post("clipboard_text_received", { req_id: requestIdOf(data), data: null }),
  },
};
