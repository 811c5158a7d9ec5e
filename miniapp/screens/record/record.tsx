/**
 * One record: what it says, what hangs on it, and how one can know that it is what it claims: who
 * sealed it, whether the lock inside names this place, where it stands in the chain.
 */
import { useEffect, useState } from "preact/hooks";
import type { Json } from "../../../shared/log/types.ts";
import { useFetched } from "../../blobs.ts";
import { ApiError } from "../../data/api.ts";
import type { Item } from "../../data/log/items.ts";
import { joinVersions, recordOf, textOf } from "../../data/log/items.ts";
import type { OpenLog } from "../../data/state.ts";
import { ground } from "../../data/state.ts";
import { headline, kindWords } from "../../item-words.ts";
import { confirm, notify } from "../../notices.ts";
import { Page } from "../../page.tsx";
import type { Place } from "../../router.ts";
import { go, goBack } from "../../router.ts";
import { haptic } from "../../telegram.ts";
import { findText, formatMoment, t } from "../../text.ts";
import { Button } from "../../ui/button.tsx";
import { Cell, Section } from "../../ui/cell.tsx";
import { Empty, Skeleton } from "../../ui/feedback.tsx";
import { Attachments } from "./attachments.tsx";
import { Proof } from "./proof.tsx";

export interface RecordProps {
  readonly log: OpenLog;
  readonly place: Extract<Place, { screen: "record" }>;
}

export function RecordScreen({ log, place }: RecordProps) {
  const [isSearched, setSearched] = useState(false);
  const entries = joinVersions([...log.outbox.waiting.value, ...log.reader.items.value]);
  const isHere = (item: Item): boolean =>
    item.sequence === place.sequence && item.index === place.index && item.item === place.item;
  const entry = entries.find(({ item, earlier }) => isHere(item) || earlier.some(isHere));
  const item = entry && [entry.item, ...entry.earlier].find(isHere);
  useEffect(() => {
    setSearched(false);
    if (item || place.sequence === 0) return setSearched(true);
    log.reader
      .load(place.sequence)
      .catch(() => undefined)
      .finally(() => setSearched(true));
  }, [place.sequence, place.index, place.item]);

  if (!item || !entry) {
    return (
      <Page title={t("app.record.title")} hasBack>
        {isSearched ? (
          <Empty icon="search" title={t("app.record.missing.title")}>
            {t("app.record.missing.text")}
          </Empty>
        ) : (
          <Skeleton rows={4} label={t("app.loading")} />
        )}
      </Page>
    );
  }
  const others = [entry.item, ...entry.earlier].filter((version) => version !== item);
  return (
    <Page title={titleOf(item)} hasBack>
      <Content item={item} log={log} />
      <Attachments item={item} />
      <Proof item={item} log={log} />
      {others.length > 0 && <Versions items={others} />}
      <Removal item={item} log={log} />
    </Page>
  );
}

function titleOf(item: Item): string {
  const record = recordOf(item);
  return record ? kindWords(record.kind) : t("app.record.title");
}

/** What the record says, or honestly why it says nothing. */
function Content({ item, log }: { readonly item: Item; readonly log: OpenLog }) {
  const { state } = item;
  switch (state.kind) {
    case "opened":
    case "waiting": {
      const text = textOf(item);
      if (text !== "") return <div class="panel paper">{text}</div>;
      return item.topic === "notes" ? null : <Facts item={item} />;
    }
    case "damaged":
      return (
        <aside class="note danger" role="alert">
          <strong>{t("app.notes.damaged")}</strong>
          <p>{findText(`app.damage.${state.damage}`)}</p>
        </aside>
      );
    case "erased":
      return <Plain text={t("app.record.erasedText")} />;
    case "botOnly":
      return <Plain text={t("app.record.botOnlyText")} />;
    case "newer":
      return <Plain text={t("app.record.newerText")} />;
    case "large":
      return <Large item={item} log={log} />;
  }
}

function Plain({ text }: { readonly text: string }) {
  return (
    <aside class="note">
      <p>{text}</p>
    </aside>
  );
}

/** The data of a record of the machinery: as it stands there, under names that people know. */
function Facts({ item }: { readonly item: Item }) {
  const data = Object.entries(recordOf(item)?.data ?? {});
  if (data.length === 0) return null;
  return (
    <Section title={t("app.record.data")}>
      {data.map(([name, value]) => (
        <Cell
          key={name}
          title={findText(`app.data.${name}`) ?? name}
          detail={factWords(name, value)}
        />
      ))}
    </Section>
  );
}

/** Of certificates and the like only the beginning: it says what they are. */
function factWords(name: string, value: Json): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  if (name === "topic") return findText(`app.topic.${text}`) ?? text;
  return text.length > 160 ? `${text.slice(0, 160)}…` : text;
}

function Large({ item, log }: { readonly item: Item; readonly log: OpenLog }) {
  const [isBusy, setBusy] = useState(false);
  useFetched(item);
  const open = async (): Promise<void> => {
    setBusy(true);
    await log.reader.fetchLarge(item).catch(() => notify(t("app.failed.title"), "cloudOff"));
    setBusy(false);
  };
  return (
    <div class="panel pad">
      <p>{headline(item)}</p>
      <Button look="soft" isBusy={isBusy} onPress={() => void open()}>
        {t("app.record.show")}
      </Button>
    </div>
  );
}

function Versions({ items }: { readonly items: readonly Item[] }) {
  return (
    <Section title={t("app.record.versions")}>
      {items.map((version) => (
        <Cell
          key={version.id}
          title={headline(version)}
          detail={`${formatMoment(version.at)}`}
          onPress={() => go({ ...placeOf(version) }, "replace")}
        />
      ))}
    </Section>
  );
}

function placeOf({ sequence, index, item }: Item): Place {
  return { screen: "record", sequence, index, item };
}

/** Erasing, once the person said yes to what it means; or dropping what was refused. */
function Removal({ item, log }: { readonly item: Item; readonly log: OpenLog }) {
  const [isBusy, setBusy] = useState(false);
  const api = ground.value?.session.api;
  const { state } = item;
  if (state.kind === "waiting") {
    if (!state.isRefused) return null;
    const discard = (): Promise<void> => log.outbox.discard(item).then(goBack);
    return (
      <Button look="danger" icon="trash" onPress={() => void discard()}>
        {t("app.record.discard")}
      </Button>
    );
  }
  const isErasable = item.topic === "notes" && item.label !== null && state.kind !== "erased";
  if (!isErasable || !api) return null;
  const erase = async (): Promise<void> => {
    const isSure = await confirm({
      title: t("app.record.erase.title"),
      message: t("app.record.erase.text"),
      confirm: t("app.record.erase.action"),
      isDestructive: true,
    });
    if (!isSure) return;
    setBusy(true);
    try {
      await api.erase(item.sequence, item.index);
      await log.reader.markErased(item.sequence, item.index);
      haptic("success");
      notify(t("app.record.erased"), "erase");
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      haptic("error");
      notify(findText(`api.error.${error.failure}`) ?? t("app.failed.title"), "alert");
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button look="danger" icon="erase" isBusy={isBusy} onPress={() => void erase()}>
      {t("app.record.erase")}
    </Button>
  );
}
