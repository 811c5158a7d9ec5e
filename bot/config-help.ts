/**
 * The sentences about settings: what is wrong with one, and the example file. Names and examples
 * only; a value that was given never comes here.
 */
import type { Language } from "../shared/locales/index.ts";
import { text } from "../shared/locales/index.ts";
import type { ConfigProblem, SettingName } from "./config.ts";
import { settingNames } from "./config.ts";

/** What stands in .env.example; an empty one must be filled in by the person. */
const examples: { readonly [name in SettingName]: string } = {
  BOT_TOKEN: "123456789:AAE-example-of-a-token-from-BotFather",
  PUBLIC_URL: "https://libral.example.org",
  UPDATES: "polling",
  LIBRAL_SECRET: "",
  OPERATOR_USER_ID: "123456789",
  OPERATOR_CHAT_ID: "-1001234567890",
  DATA_DIR: ".data/bot-cache",
  HOST: "127.0.0.1",
  PORT: "8080",
  INIT_DATA_PUBLIC_KEY: "e7bf03a2fa4602af4580703d88dda5bb59f32ed8b02a56c187fe7d34caed242d",
  API_ROOT: "http://127.0.0.1:8081",
  LOCAL_TELEGRAM_ORIGIN: "http://127.0.0.1:8081",
};

/** One sentence: which setting, what it should be, and an example. */
export function explainProblem({ setting, fault }: ConfigProblem, language: Language): string {
  const value = setting === "UPDATES" && fault === "notWebhook" ? "webhook" : examples[setting];
  return text(language, `config.fault.${fault}`, {
    setting,
    should: text(language, `config.should.${setting}`),
    example: `${setting}=${value || "$(openssl rand -base64 32)"}`,
  });
}

/** All problems, for the terminal of somebody whose language we do not know: both. */
export function explainProblems(problems: readonly ConfigProblem[]): string {
  const block = (language: Language): string =>
    [
      text(language, "config.head"),
      ...problems.map((problem) => `  - ${explainProblem(problem, language)}`),
    ].join("\n");
  return `${block("ja")}\n\n${block("en")}\n`;
}

/** The whole text of .env.example. A test holds the file equal to it. */
export function formatEnvExample(): string {
  const comment = (line: string): string => `# ${line}`;
  const both = (key: "config.example.head" | `config.about.${SettingName}`): string =>
    [comment(text("ja", key)), comment(text("en", key))].join("\n");
  const blocks = settingNames.map(
    (name) => `${both(`config.about.${name}`)}\n#${name}=${examples[name]}`,
  );
  return `${[both("config.example.head"), ...blocks].join("\n\n")}\n`;
}
