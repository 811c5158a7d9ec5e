/** Native pop-ups. Bad parameters are refused in silence, as Web A does. */
import { parsePopup } from "../popup-request.ts";
import type { Methods } from "./host.ts";

export const popupMethods: Methods = {
  web_app_open_popup: {
    since: "6.2",
    run: (data, host) => {
      const popup = parsePopup(data);
      if (popup !== null && host.view().popup === null) host.change({ popup });
    },
  },
};
