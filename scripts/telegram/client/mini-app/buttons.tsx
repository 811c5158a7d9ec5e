/** The main and the secondary button below the frame. */
import { text } from "../texts/index.ts";
import { Spinner } from "../ui/controls.tsx";
import { pressAppButton } from "./host.ts";
import type { AppButton, MiniAppView } from "./state.ts";

export function AppButtons({ view }: { view: MiniAppView }) {
  const { main, secondary } = view;
  if (!main.visible && !secondary.visible) return null;
  const style = view.bottomColour === null ? {} : { background: view.bottomColour };
  return (
    <div class={`app-buttons ${secondary.position}`} style={style}>
      {secondary.visible && <OneButton name="secondary" button={secondary} />}
      {main.visible && <OneButton name="main" button={main} />}
    </div>
  );
}

function OneButton({ name, button }: { name: "main" | "secondary"; button: AppButton }) {
  const style = {
    ...(button.colour === null ? {} : { background: button.colour }),
    ...(button.textColour === null ? {} : { color: button.textColour }),
  };
  return (
    <button
      type="button"
      class={`app-button ${name} ${button.shine ? "shine" : ""}`}
      style={style}
      disabled={!button.active}
      aria-busy={button.progress}
      data-testid={`${name}-button`}
      onClick={() => pressAppButton(name)}
    >
      {button.progress ? <Spinner label={text("common.working")} /> : button.text}
    </button>
  );
}
