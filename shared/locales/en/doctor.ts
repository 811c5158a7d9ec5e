/** English of ../ja/doctor.ts. */
import type { doctor as source } from "../ja/doctor.ts";
import type { Translation } from "../text.ts";

export const doctor: Translation<typeof source> = {
  "doctor.node.ok": "Running on Node {version}.",
  "doctor.node.old": "Node {version} is too old: install {needed} or newer.",
  "doctor.settings.ok": "All settings could be read.",
  "doctor.settings.unknown":
    "There is no setting {name}, which stands in {file}: check the name (.env.example lists them).",
  "doctor.settings.stop": "Nothing else can be checked until the settings are mended.",
  "doctor.data.ok": "The cache folder {path} can be written.",
  "doctor.data.readonly":
    "The cache folder {path} cannot be written ({why}): mend its rights or change DATA_DIR.",
  "doctor.token.ok": "The token belongs to @{username}.",
  "doctor.token.refused":
    "Telegram does not know this token: look it up with BotFather's /token and write BOT_TOKEN anew.",
  "doctor.token.silent":
    "{apiRoot} cannot be reached ({why}): check this machine's network and firewall.",
  "doctor.token.noGroups":
    "@{username} may not join groups: choose Enable in BotFather's /setjoingroups.",
  "doctor.telegram.unanswered":
    "Telegram did not answer {method} ({why}): wait a moment and run the doctor again.",
  "doctor.clock.ok": "The clock is right ({seconds} s from Telegram's).",
  "doctor.clock.skew":
    "The clock is {seconds} s off Telegram's: set it by NTP (for example timedatectl set-ntp true).",
  "doctor.url.ok": "This version ({version}) is running at {url}.",
  "doctor.url.silent":
    "{url} cannot be reached ({why}): check that the bot runs and that DNS and proxy point to {host}:{port}.",
  "doctor.url.foreign":
    "What answered at {url} is not Libral (status {status}): point the proxy to {host}:{port}.",
  "doctor.url.otherVersion":
    "{url} runs {running}, not the {version} that is here: restart the bot.",
  "doctor.app.ok": "The Mini App opens at {url}.",
  "doctor.app.missing":
    "There is no Mini App at {url} (status {status}): build it again with npm start.",
  "doctor.certificate.ok": "The certificate is valid for {days} more days.",
  "doctor.certificate.soon":
    "The certificate expires in {days} days: check that it is renewed by itself.",
  "doctor.certificate.expired": "The certificate expired {days} days ago: renew it.",
  "doctor.certificate.untrusted":
    "The certificate is not trusted ({why}): use one of a public authority, for example Let's Encrypt.",
  "doctor.webhook.ok": "The webhook arrives at {url}; {pending} updates wait.",
  "doctor.webhook.polling": "Updates are fetched by polling.",
  "doctor.webhook.unused": "UPDATES=polling, but a webhook is set: starting the bot takes it away.",
  "doctor.webhook.absent": "UPDATES=webhook, but no webhook is set: starting the bot sets it.",
  "doctor.webhook.elsewhere":
    "The webhook points elsewhere ({host}): stop the other bot that runs on this token, then start again.",
  "doctor.webhook.error":
    "{minutes} minutes ago Telegram could not deliver to the webhook ({why}): mend what the lines on URL and certificate say.",
  "doctor.webhook.behind": "{pending} updates wait: check that the bot runs.",
  "doctor.operator.none":
    "There is no operator: for registry, catalogue and books, set OPERATOR_USER_ID to your user id.",
  "doctor.operator.noChat":
    "The operator has no log server yet: send /operator to the bot and set OPERATOR_CHAT_ID to what it shows.",
  "doctor.operator.ok": "The operator's log server is “{title}”.",
  "doctor.operator.unreachable":
    "The operator's group cannot be opened ({why}): check OPERATOR_CHAT_ID and that the bot is in it.",
  "doctor.operator.notForum":
    "The operator's group “{title}” has no topics: turn topics on in the group's settings.",
  "doctor.operator.public":
    "The operator's group “{title}” is public: set its type back to private.",
  "doctor.operator.autoDelete":
    "The operator's group “{title}” deletes messages by itself: turn that off, or records will vanish.",
  "doctor.operator.rights":
    "The bot lacks rights in the operator's group: {rights}. Give them in its administrator settings.",
  "doctor.operator.surplus":
    "The bot has more rights than it needs in the operator's group: {rights}. Take them away in its administrator settings.",
  "doctor.operator.notOwner":
    "The person of OPERATOR_USER_ID does not own the group “{title}”: check which of the two settings is wrong.",
  "doctor.profile.ok": "Default rights and menu button are set.",
  "doctor.profile.rights":
    "The rights suggested when joining a group are not the fewest: restarting the bot sets them.",
  "doctor.profile.menu": "The menu button does not open {url}: restarting the bot sets it.",
};
