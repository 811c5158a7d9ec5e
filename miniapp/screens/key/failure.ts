/** What went wrong with a key, as a sentence for the person. */
import { ApiError } from "../../data/api.ts";
import { KeyError } from "../../data/key.ts";
import { findText, t } from "../../text.ts";
import { VaultError } from "../../vault/client.ts";

/** A sentence for whatever the stories of data/key.ts reject with. What is not theirs is thrown on. */
export function keyFailureText(error: unknown): string {
  if (error instanceof KeyError) return t(`app.key.error.${error.failure}`);
  if (error instanceof VaultError) {
    return findText(`app.key.error.${error.failure}`) ?? t("app.key.error.internal");
  }
  if (error instanceof ApiError) {
    return findText(`api.error.${error.failure}`) ?? t("app.failed.text");
  }
  throw error;
}
