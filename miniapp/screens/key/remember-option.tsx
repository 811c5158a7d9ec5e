/** The offer to keep the open key on this device, with what that means for whoever else uses it. */
import { t } from "../../text.ts";

export interface RememberOptionProps {
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}

export function RememberOption({ isOn, onChange }: RememberOptionProps) {
  return (
    <label class="option">
      <input
        type="checkbox"
        checked={isOn}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <span>
        {t("app.settings.remember")}
        <small>{t("app.key.rememberHelp")}</small>
      </span>
    </label>
  );
}
