/**
 * The timeline: every record that this device has opened, newest first, by day. Filters and search
 * work on what is open here; nothing that is searched for leaves the device.
 */
import { signal, useComputed } from "@preact/signals";
import type { Day, Entry } from "../../data/log/items.ts";
import { groupByDay, joinVersions, searchEntries } from "../../data/log/items.ts";
import type { OpenLog } from "../../data/state.ts";
import { ground } from "../../data/state.ts";
import { Page } from "../../page.tsx";
import { go } from "../../router.ts";
import { haptic } from "../../telegram.ts";
import { findText, formatCount, formatDay, t } from "../../text.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { Chip, ChipRow } from "../../ui/chip.tsx";
import { Empty, Skeleton } from "../../ui/feedback.tsx";
import { Icon } from "../../ui/icon.tsx";
import { ListEnd, Windowed } from "../../ui/windowed.tsx";
import { NoteRow } from "./note-row.tsx";

/** Entries of one part of the list that enters and leaves the page together. */
const PART = 15;
const ROW_HEIGHT = 76;
/** Topics that come next; others follow in the order in which they were met. */
const usualTopics = ["keys", "system"];
/** Always offered. People come for their notes: what the log says of itself is one tap away, in all. */
const firstChips = ["notes", null] as const;

/** Kept while the app is open: who looks at a record and comes back finds the same list. */
const query = signal("");
const topic = signal<string | null>(firstChips[0]);

export function Notes({ log }: { readonly log: OpenLog }) {
  const all = useComputed(() =>
    joinVersions([...log.outbox.waiting.value, ...log.reader.items.value]),
  );
  const topics = useComputed(() => topicsOf(all.value));
  const found = useComputed(() => {
    const wanted = topic.value;
    const inTopic = wanted ? all.value.filter(({ item }) => item.topic === wanted) : all.value;
    return searchEntries(inTopic, query.value);
  });
  const days = useComputed(() => groupByDay(found.value));
  const isComplete = log.reader.isComplete.value;
  return (
    <Page
      title={t("app.notes.title")}
      action={
        <IconButton
          icon="pencil"
          label={t("app.write.title")}
          onPress={() => go({ screen: "write" })}
        />
      }
    >
      <div class="finder">
        <SearchField value={query.value} onInput={(value) => (query.value = value)} />
        <ChipRow label={t("app.notes.topics")}>
          {[...firstChips, ...topics.value].map((name) => (
            <Chip
              key={name ?? "all"}
              isOn={topic.value === name}
              onPress={() => {
                haptic("selection");
                topic.value = name;
              }}
            >
              {name === null ? t("app.topic.all") : (findText(`app.topic.${name}`) ?? name)}
            </Chip>
          ))}
        </ChipRow>
      </div>
      {query.value !== "" && (
        <p class="quiet found" role="status">
          {t("app.notes.count", { count: formatCount(found.value.length) })}
          {!isComplete && ` ・ ${t("app.notes.searching")}`}
        </p>
      )}
      <Days days={days.value} />
      {found.value.length === 0 &&
        (isComplete ? (
          <Nothing isSought={query.value !== "" || topic.value !== "notes"} />
        ) : (
          <Skeleton rows={4} label={t("app.loading")} />
        ))}
      {found.value.length > 0 && (
        <>
          {!isComplete && <ListEnd onSeen={() => void log.reader.loadOlder().catch(() => false)} />}
          <p class="list-end quiet">
            {endWords(isComplete, query.value !== "" || topic.value !== null)}
          </p>
        </>
      )}
    </Page>
  );
}

/** Days and their parts. What is far from the window is not in the page. */
function Days({ days }: { readonly days: readonly Day[] }) {
  const now = ground.value?.session.now() ?? 0;
  let before = 0;
  return (
    <div class="days">
      {days.map((day) => {
        const first = before;
        before += day.entries.length;
        return (
          <section key={day.start}>
            <h2 class="day">{dayWords(day.start, now)}</h2>
            <div class="panel">
              {partsOf(day.entries).map((part, index) => (
                <Windowed
                  key={index}
                  estimatedHeight={part.length * ROW_HEIGHT}
                  isFirst={first + index * PART < PART * 2}
                >
                  {() => (
                    <ul>
                      {part.map((entry) => (
                        <NoteRow key={entry.item.id} entry={entry} />
                      ))}
                    </ul>
                  )}
                </Windowed>
              ))}
            </div>
          </section>
        );
      })}
    </div>
  );
}

function SearchField(props: { readonly value: string; readonly onInput: (value: string) => void }) {
  return (
    <search class="search">
      <Icon name="search" size={20} />
      <input
        type="search"
        inputMode="search"
        enterkeyhint="search"
        autocomplete="off"
        aria-label={t("app.notes.search")}
        placeholder={t("app.notes.searchPlaceholder")}
        value={props.value}
        onInput={(event) => props.onInput(event.currentTarget.value)}
      />
      {props.value !== "" && (
        <IconButton icon="close" label={t("app.notes.clear")} onPress={() => props.onInput("")} />
      )}
    </search>
  );
}

/** `isSought`: something was looked for; else there simply is no note yet. */
function Nothing({ isSought }: { readonly isSought: boolean }) {
  if (isSought) {
    return (
      <Empty icon="search" title={t("app.notes.nothing.title")}>
        {t("app.notes.nothing.text")}
      </Empty>
    );
  }
  const write = (
    <Button icon="pencil" onPress={() => go({ screen: "write" })}>
      {t("app.write.title")}
    </Button>
  );
  return (
    <Empty icon="pencil" title={t("app.notes.empty.title")} actions={write}>
      {t("app.notes.empty.text")}
    </Empty>
  );
}

/** Below a filtered list nothing is said: what ends there is the filter, not the log. */
function endWords(isComplete: boolean, isFiltered: boolean): string {
  if (!isComplete) return t("app.notes.older");
  return isFiltered ? "" : t("app.notes.end");
}

function topicsOf(entries: readonly Entry[]): readonly string[] {
  const met = new Set(entries.map(({ item }) => item.topic as string));
  const usual = usualTopics.filter((name) => met.has(name));
  const others = [...met].filter((name) => name !== "notes" && !usual.includes(name));
  return [...usual, ...others];
}

function partsOf(entries: readonly Entry[]): readonly (readonly Entry[])[] {
  const parts: Entry[][] = [];
  for (let at = 0; at < entries.length; at += PART) parts.push(entries.slice(at, at + PART));
  return parts;
}

function dayWords(start: number, now: number): string {
  const today = new Date(now).setHours(0, 0, 0, 0);
  if (start === today) return t("app.time.today");
  const yesterday = new Date(today - 12 * 3_600_000).setHours(0, 0, 0, 0);
  return start === yesterday ? t("app.time.yesterday") : formatDay(start, now);
}
