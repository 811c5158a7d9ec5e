/** A voice message or a piece of music with a play button and its progress. */
import { useRef, useState } from "preact/hooks";
import { lengthText } from "../model/dates.ts";
import { fileUrl } from "../net/session.ts";
import { text } from "../texts/index.ts";
import { Icon } from "../ui/icon.tsx";

const BARS = 36;

export function AudioPlayer(props: { fileId: string; seconds: number; title: string | null }) {
  const ref = useRef<HTMLAudioElement>(null);
  const [playing, setPlaying] = useState(false);
  const [at, setAt] = useState(0);
  const [length, setLength] = useState(props.seconds);
  const share = length > 0 ? at / length : 0;
  const toggle = (): void => {
    const audio = ref.current;
    if (audio === null) return;
    if (playing) audio.pause();
    else audio.play().catch(() => setPlaying(false));
  };
  return (
    <div class="audio" data-testid="audio">
      <button
        type="button"
        class="audio-play"
        aria-label={text(playing ? "audio.pause" : "audio.play")}
        onClick={toggle}
      >
        <Icon name={playing ? "pause" : "play"} size={26} />
      </button>
      <span class="audio-body">
        {props.title === null ? (
          <Wave seed={props.fileId} share={share} />
        ) : (
          <>
            <span class="audio-title">{props.title}</span>
            <span class="audio-line" style={{ "--share": share }} />
          </>
        )}
        <span class="audio-time">
          {playing || at > 0 ? `${lengthText(at)} / ${lengthText(length)}` : lengthText(length)}
        </span>
      </span>
      {/* biome-ignore lint/a11y/useMediaCaption: a person's own recording has no captions */}
      <audio
        ref={ref}
        src={fileUrl(props.fileId)}
        preload="none"
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onEnded={() => setAt(0)}
        onTimeUpdate={(event) => setAt(event.currentTarget.currentTime)}
        onLoadedMetadata={(event) => {
          const found = event.currentTarget.duration;
          if (Number.isFinite(found)) setLength(found);
        }}
      />
    </div>
  );
}

/** Bars that stand for the sound; the shape comes from the file's id, not from its loudness. */
function Wave({ seed, share }: { seed: string; share: number }) {
  return (
    <span class="wave" aria-hidden="true">
      {Array.from({ length: BARS }, (_, index) => {
        const code = seed.charCodeAt(index % Math.max(1, seed.length)) || 60;
        const height = 4 + ((code * (index + 7)) % 15);
        const done = index / BARS < share;
        return (
          <span
            key={index}
            class={done ? "wave-bar done" : "wave-bar"}
            style={{ height: `${height}px` }}
          />
        );
      })}
    </span>
  );
}
