/** The paper clip: choose pictures and films, files, or a recording to send as a voice message. */
import { useRef } from "preact/hooks";
import { text } from "../texts/index.ts";
import { IconButton } from "../ui/controls.tsx";
import { openMenuAt } from "../ui/menu.tsx";
import { offerFiles } from "./files.ts";

export function AttachButton() {
  const media = useRef<HTMLInputElement>(null);
  const files = useRef<HTMLInputElement>(null);
  const voice = useRef<HTMLInputElement>(null);
  const picked = (input: HTMLInputElement, asVoice: boolean): void => {
    offerFiles([...(input.files ?? [])], asVoice);
    input.value = "";
  };
  return (
    <>
      <IconButton
        icon="attach"
        label={text("composer.attach")}
        testId="attach"
        onPress={(event) => {
          if (!(event.currentTarget instanceof Element)) return;
          openMenuAt(event.currentTarget, text("composer.attach"), [
            {
              id: "attach-media",
              icon: "photo",
              label: text("attach.media"),
              run: () => media.current?.click(),
            },
            {
              id: "attach-file",
              icon: "file",
              label: text("attach.file"),
              run: () => files.current?.click(),
            },
            {
              id: "attach-voice",
              icon: "mic",
              label: text("attach.voice"),
              run: () => voice.current?.click(),
            },
          ]);
        }}
      />
      <span hidden>
        <input
          ref={media}
          type="file"
          multiple
          accept="image/*,video/*"
          aria-label={text("attach.media")}
          data-testid="input-media"
          onChange={(event) => picked(event.currentTarget, false)}
        />
        <input
          ref={files}
          type="file"
          multiple
          aria-label={text("attach.file")}
          data-testid="input-file"
          onChange={(event) => picked(event.currentTarget, false)}
        />
        <input
          ref={voice}
          type="file"
          accept="audio/*"
          aria-label={text("attach.voice")}
          data-testid="input-voice"
          onChange={(event) => picked(event.currentTarget, true)}
        />
      </span>
    </>
  );
}
