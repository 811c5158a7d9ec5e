/** The button that shows the guide where there is no room for it beside the chat. */
import { guideOpen } from "../state/layout.ts";
import { guide } from "../state/store.ts";
import { text } from "../texts/index.ts";
import { IconButton } from "../ui/controls.tsx";

export function GuideToggle({ testId }: { testId: string }) {
  if (guide.value === null) return null;
  return (
    <IconButton
      icon="guide"
      class="narrow-only"
      label={text("guide.open")}
      testId={testId}
      pressed={guideOpen.value}
      onPress={() => {
        guideOpen.value = !guideOpen.value;
      }}
    />
  );
}
