/**
 * What a web client does not have. Each is answered in the words of the protocol, so that an app
 * hears "no" and does not wait; methods without such words stay silent, as in Web A.
 */
import type { Host, Method, Methods } from "./host.ts";

function answer(since: string, type: string, data: unknown): Method {
  return { since, run: (_data, host: Host) => host.post(type, data) };
}

const unsupported = { error: "UNSUPPORTED" };

export const absentMethods: Methods = {
  web_app_add_to_home_screen: answer("8.0", "home_screen_failed", unsupported),
  web_app_check_home_screen: answer("8.0", "home_screen_checked", { status: "unsupported" }),
  web_app_set_emoji_status: answer("8.0", "emoji_status_failed", unsupported),
  web_app_request_emoji_status_access: answer("8.0", "emoji_status_access_requested", {
    status: "cancelled",
  }),
  web_app_check_location: answer("8.0", "location_checked", { available: false }),
  web_app_request_location: answer("8.0", "location_requested", { available: false }),
  web_app_start_accelerometer: answer("8.0", "accelerometer_failed", unsupported),
  web_app_start_gyroscope: answer("8.0", "gyroscope_failed", unsupported),
  web_app_start_device_orientation: answer("8.0", "device_orientation_failed", unsupported),
  web_app_open_scan_qr_popup: answer("6.4", "scan_qr_popup_closed", {}),
};
