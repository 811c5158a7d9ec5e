/** Starts the client: styles, the stream of changes, the page. */
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/layout.css";
import "./styles/lists.css";
import "./styles/conversation.css";
import "./styles/message.css";
import "./styles/composer.css";
import "./styles/dialogs.css";
import "./styles/guide.css";
import "./styles/mini-app.css";
import { render } from "preact";
import { App } from "./app.tsx";
import { listen } from "./net/events.ts";
import { token } from "./net/session.ts";
import { applyEvent } from "./state/apply.ts";
import { connection } from "./state/store.ts";

const root = document.getElementById("app");
if (root === null) throw new Error("index.html has no #app");
render(<App />, root);

if (token !== "") {
  listen(applyEvent, (state) => {
    connection.value = state;
  });
}
