/** Search inside the open chat: words or a hashtag, how many were found, older and newer. */
import { useCallback, useEffect, useRef } from "preact/hooks";
import { later } from "../browser.ts";
import { FoundRow } from "../chat-list/found-row.tsx";
import { chatSearch, closeSearch, searchNow, showFound } from "../state/chat-search.ts";
import { text } from "../texts/index.ts";
import { IconButton } from "../ui/controls.tsx";
import { useEscape } from "../ui/focus.ts";
import { Icon } from "../ui/icon.tsx";

const TYPING_PAUSE_MS = 250;

export function SearchBar() {
  const ref = useRef<HTMLInputElement>(null);
  const cancel = useRef<() => void>(() => undefined);
  useEscape(useCallback(closeSearch, []));
  useEffect(() => {
    ref.current?.focus();
    return () => cancel.current();
  }, []);
  const search = chatSearch.value;
  if (search === null) return null;
  const count = search.found?.length ?? 0;
  return (
    <search class="search-bar" data-testid="search-bar">
      <div class="search-line">
        <label class="search-box">
          <Icon name="search" size={20} />
          <input
            ref={ref}
            type="search"
            value={search.query}
            placeholder={text("search.inChat")}
            aria-label={text("search.inChat")}
            data-testid="chat-search-input"
            onInput={(event) => {
              const query = event.currentTarget.value;
              cancel.current();
              cancel.current = later(TYPING_PAUSE_MS, () => searchNow(query));
            }}
          />
        </label>
        <span class="search-count" role="status" data-testid="search-count">
          {search.found !== null && text("search.count", { count })}
        </span>
        <IconButton
          icon="up"
          label={text("search.older")}
          disabled={search.at + 1 >= count}
          onPress={() => showFound(search.at + 1)}
        />
        <IconButton
          icon="down"
          label={text("search.newer")}
          disabled={search.at <= 0}
          onPress={() => showFound(search.at - 1)}
        />
        <IconButton
          icon="close"
          label={text("common.close")}
          testId="search-close"
          onPress={closeSearch}
        />
      </div>
      {search.at < 0 && count > 0 && (
        <ul class="plain-list search-found" data-testid="search-found">
          {search.found?.map((message, index) => (
            <FoundRow
              key={message.message_id}
              message={message}
              global={false}
              onPress={() => showFound(index)}
            />
          ))}
        </ul>
      )}
      {search.found !== null && count === 0 && <p class="list-note">{text("search.none")}</p>}
    </search>
  );
}
