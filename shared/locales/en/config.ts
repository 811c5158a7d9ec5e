/** English of ../ja/config.ts. */
import type { config as source } from "../ja/config.ts";
import type { Translation } from "../text.ts";

export const config: Translation<typeof source> = {
  "config.example.head":
    "Settings of Libral. Copy this file to .env, uncomment the lines you need and fill them in. With nothing set, it runs on a local Telegram.",
  "config.about.BOT_TOKEN": "The bot's token, from BotFather.",
  "config.about.PUBLIC_URL":
    "The https address at which this bot is reached from outside: the Mini App and the webhook open there. No path.",
  "config.about.UPDATES":
    "How updates come in: polling (the default) needs no connection from outside; with webhook, Telegram brings them to PUBLIC_URL.",
  "config.about.LIBRAL_SECRET":
    "The operator's secret: at least 32 random bytes in base64 or hex. The bot's keys are made from it: do not lose it, show it to nobody. Make one with: openssl rand -base64 32",
  "config.about.OPERATOR_USER_ID":
    "Telegram user id of the operator. Owners are served all the same without one.",
  "config.about.OPERATOR_CHAT_ID":
    "Id of the group that is the operator's log server: /operator shows it at its end.",
  "config.about.DATA_DIR": "Folder of the cache. Deleting it loses no record.",
  "config.about.HOST": "Address to listen on for HTTP.",
  "config.about.PORT": "Port to listen on for HTTP.",
  "config.about.INIT_DATA_PUBLIC_KEY":
    "Public key (hex) of the Ed25519 signature that Telegram puts on a Mini App's launch data. When set, that signature is checked too.",
  "config.about.API_ROOT":
    "Address of the local Telegram's Bot API. Only on this machine; npm start sets it.",
  "config.about.LOCAL_TELEGRAM_ORIGIN":
    "Address of the local Telegram's page. Only on this machine; npm start sets it.",

  "config.should.BOT_TOKEN": "BotFather's token, digits:characters",
  "config.should.PUBLIC_URL": "an https address without a path",
  "config.should.UPDATES": "polling or webhook",
  "config.should.LIBRAL_SECRET": "at least 32 random bytes in base64 or hex",
  "config.should.OPERATOR_USER_ID": "a user id, a positive whole number",
  "config.should.OPERATOR_CHAT_ID": "a group's id, a negative whole number",
  "config.should.DATA_DIR": "the path of a folder that can be written",
  "config.should.HOST": "an address or a host name",
  "config.should.PORT": "a whole number from 0 to 65535",
  "config.should.INIT_DATA_PUBLIC_KEY": "an Ed25519 public key of 64 hex digits",
  "config.should.API_ROOT": "an http address without a path on this machine",
  "config.should.LOCAL_TELEGRAM_ORIGIN": "an http address without a path on this machine",

  "config.fault.missing": "{setting} is missing: set {should} (for example {example}).",
  "config.fault.malformed": "{setting} is malformed: it must be {should} (for example {example}).",
  "config.fault.notPublic":
    "{setting} must be a name that the internet reaches over https, or Telegram opens no Mini App (for example {example}).",
  "config.fault.notWebhook":
    "{setting} can only be webhook on Workers: remove the line or set webhook (for example {example}).",
  "config.fault.onlyLocal":
    "{setting} is for the local Telegram only: remove the line (the real Telegram takes nothing like {example}).",
  "config.fault.notLoopback":
    "{setting} must be an address on this machine when API_ROOT is used (for example {example}).",
  "config.fault.notTelegramKey":
    "{setting} must be Telegram's key, a local Telegram's is refused (for example {example}).",
  "config.fault.needsOperator":
    "{setting} needs OPERATOR_USER_ID as well: set both (for example {example}).",
  "config.head": "Some settings need mending (in .env or the environment):",
};
