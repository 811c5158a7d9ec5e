/** How one can know that a record is what it claims: each thing that was checked, in words. */
import type { EnvelopeLabel } from "../../../shared/log/types.ts";
import type { Item } from "../../data/log/items.ts";
import { recordOf } from "../../data/log/items.ts";
import type { OpenLog } from "../../data/state.ts";
import { logInfo } from "../../data/state.ts";
import { messageLink } from "../../links.ts";
import { openTelegramLink } from "../../telegram.ts";
import { formatCount, formatMoment, t } from "../../text.ts";
import { Cell, Section } from "../../ui/cell.tsx";

export function Proof({ item, log }: { readonly item: Item; readonly log: OpenLog }) {
  const { label } = item;
  const info = logInfo.value;
  const link = info && messageLink(info.chatId, item.threadId, item.messageId);
  const tags = recordOf(item)?.tags ?? [];
  const isOpen = item.state.kind === "opened" || item.state.kind === "waiting";
  return (
    <Section title={t("app.record.proof")}>
      {item.at > 0 && (
        <Cell icon="clock" title={t("app.record.at")} detail={formatMoment(item.at)} />
      )}
      {label && (
        <Cell icon="pencil" title={t("app.record.writer")} detail={writerWords(label, log)} />
      )}
      {(isOpen || item.state.kind === "damaged") && (
        <Cell
          icon={isOpen ? "shield" : "alert"}
          tone={isOpen ? "good" : "danger"}
          title={t("app.record.context")}
          detail={isOpen ? t("app.record.context.good") : t("app.record.context.bad")}
        />
      )}
      <ChainCell item={item} log={log} />
      {label && <Cell icon="lock" title={t("app.record.audience")} detail={audienceWords(label)} />}
      {tags.length > 0 && (
        <Cell
          icon="hash"
          title={t("app.record.tags")}
          detail={tags.map((tag) => (tag.startsWith("#") ? tag : `#${tag}`)).join(" ")}
        />
      )}
      {link && (
        <Cell icon="chat" title={t("app.record.link")} onPress={() => openTelegramLink(link)} />
      )}
    </Section>
  );
}

function ChainCell({ item, log }: { readonly item: Item; readonly log: OpenLog }) {
  if (item.state.kind === "waiting") {
    return (
      <Cell
        icon="chain"
        tone="warn"
        title={t("app.record.chain")}
        detail={t("app.record.chain.waiting")}
      />
    );
  }
  const { verified, flaw } = log.reader.chain.value;
  const isVerified = verified >= item.sequence;
  const sequence = formatCount(item.sequence);
  if (flaw && flaw.sequence <= item.sequence) {
    return (
      <Cell
        icon="chain"
        tone="danger"
        title={t("app.record.chain")}
        detail={t("app.record.chain.broken", { sequence })}
      />
    );
  }
  return (
    <Cell
      icon="chain"
      tone={isVerified ? "good" : "plain"}
      title={t("app.record.chain")}
      detail={
        isVerified
          ? t("app.record.chain.verified", { sequence })
          : t("app.record.chain.pending", { sequence })
      }
    />
  );
}

function audienceWords({ audience, keyset }: EnvelopeLabel): string {
  // Before the owner had a key there was nobody else to seal to.
  if (keyset === 0) return t("app.record.audience.botOnly");
  return audience === "owner" ? t("app.record.audience.owner") : t("app.record.audience.bot");
}

function writerWords({ writer, topic }: EnvelopeLabel, { trust, writer: self }: OpenLog): string {
  if (writer.startsWith("bot-")) {
    return topic === "notes" ? t("app.record.writer.chat") : t("app.record.writer.bot");
  }
  if (writer === self) return t("app.record.writer.thisDevice");
  const device = trust.newest.keyset.devices.find((one) => one.id === writer);
  return device
    ? t("app.record.writer.device", { name: device.name })
    : t("app.record.writer.oldDevice");
}
