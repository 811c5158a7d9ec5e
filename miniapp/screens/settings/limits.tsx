/** What is promised and what is not, where the person reads it. */
import { Page } from "../../page.tsx";
import { t } from "../../text.ts";
import { Icon } from "../../ui/icon.tsx";

export function Limits() {
  return (
    <Page title={t("app.limits.title")} hasBack>
      <section class="section">
        <h2 class="section-title">{t("app.limits.can")}</h2>
        <ul class="panel promises good">
          <Kept>{t("app.limits.can.read")}</Kept>
          <Kept>{t("app.limits.can.key")}</Kept>
          <Kept>{t("app.limits.can.lose")}</Kept>
          <Kept>{t("app.limits.can.leave")}</Kept>
        </ul>
      </section>
      <section class="section">
        <h2 class="section-title">{t("app.limits.cannot")}</h2>
        <ul class="panel promises warn">
          <Limit>{t("app.limits.no.chat")}</Limit>
          <Limit>{t("app.limits.no.bot")}</Limit>
          <Limit>{t("app.limits.no.hostile")}</Limit>
          <Limit>{t("app.limits.no.waiting")}</Limit>
          <Limit>{t("app.limits.no.erase")}</Limit>
          <Limit>{t("app.limits.no.rollback")}</Limit>
        </ul>
      </section>
    </Page>
  );
}

function Kept({ children }: { readonly children: string }) {
  return (
    <li>
      <Icon name="check" size={20} />
      <span>{children}</span>
    </li>
  );
}

function Limit({ children }: { readonly children: string }) {
  return (
    <li>
      <Icon name="info" size={20} />
      <span>{children}</span>
    </li>
  );
}
