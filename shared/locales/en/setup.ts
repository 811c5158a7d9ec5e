/** English of ../ja/setup.ts. */
import type { setup as source } from "../ja/setup.ts";
import type { Translation } from "../text.ts";

export const setup: Translation<typeof source> = {
  "setup.greeting":
    "Hello, this is Libral.\nIt seals what you write with your own key, and keeps it in a group of your own.\n\n1. The button below makes one private group. It belongs to you.\n2. In it the bot may manage topics, pin messages and delete messages. It gets no other right.\n3. Last, your device makes a key. Only you, who hold it, can read what is inside.\n\nIf the button does not work for you, {link} adds the bot to a group as well.",
  "setup.greetingOperator":
    "Let us make the operator's log server.\n\n1. The button below makes one private group. It belongs to you.\n2. In it the bot may manage topics, pin messages and delete messages.\n3. The topics registry, catalogue and books are made as well.\n\nIf the button does not work for you, {link} adds the bot to a group as well.",
  "setup.linkLabel": "this link",
  "setup.button": "Make a group and begin",
  "setup.pickAgain": "Choose the group again",
  "setup.received": "Got the group. Having a look at it…",
  "setup.notYet": "There is no place to keep things yet. This was not kept anywhere.",

  "setup.progress.head": "Making your log server",
  "setup.progress.done": "Your log server is ready",
  "setup.step.topic": "Topic “{topic}”",
  "setup.step.slots": "Place the superblocks",
  "setup.step.firstRecords": "Seal the first records",
  "setup.step.card": "Pin the log card in this chat",
  "setup.step.registry": "Write it into the registry",
  "setup.running": "It is being made right now. The message above shows how it goes.",
  "setup.failed":
    "It stopped on the way: Telegram does not seem to answer. What was made is still there. Send /start again to go on from here.",

  "setup.needsKey":
    "Only the key is missing.\nPress the button below and let your device make it. Until there is a key, nothing that you write is kept.",
  "setup.makeKey": "Make the key",
  "setup.keyReady":
    "Your key is there, and everything is ready.\n\nWrite something here: it will be sealed and kept in your group. Photos and files are welcome too.",
  "setup.keyReadyOperator": "The key is there. The operator's log server is ready.",

  "setup.home":
    "Welcome back. “{title}” is in good order.\n\nWhat you write here is sealed and kept.",
  "setup.homeRecovering":
    "“{title}” is being read back from Telegram. Until that is done, new records wait a little before they are kept.",
  "setup.open": "Open",
  "setup.menuSettings": "Settings",
  "setup.menuStatus": "Status",
  "setup.menuHelp": "Help",

  "setup.unreachable":
    "Your log server cannot be read right now.\n{why}\n\nNothing will be made in its place.\n\nOne of these brings it back:\n• press “Restore” under any record in the group\n• choose the same group again with the button below\n• wait a little and send /start again",
  "setup.stopped":
    "Nothing is written to “{title}” for now.\n\n{troubles}\n\nWhen it is mended, press “Check again”.",

  "setup.notThatGroup":
    "No log of yours was found in “{title}”.\n\nYou can choose another group, or make a new log here. A new log is separate from the one before (whose group stays as it is).",
  "setup.joined":
    "The bot came into “{title}”.\n\nIf it was your log server before, press “Restore” under any record to go on. If it is new, you can make your log server there.",
  "setup.createNew": "Make a new log here",
  "setup.attached": "“{title}” was read back. It holds {count} records.",
  "setup.hasAnother":
    "Your log server is “{title}”. Everybody can have one.\nTo use another group, end this one first with /leave.",

  "check.head": "This group cannot be used yet.",
  "check.headLater": "Something in “{title}” needs your hand.",
  "check.warning":
    "The bot has rights that it does not use. It works all the same; taking them away is safer.",
  "check.again": "Check again",
  "check.stillWrong": "Not mended yet",
  "check.fixed": "“{title}” is as it should be again. Thank you.",
  "check.notMember": "The bot is not in the group.\n→ Add it by {link}.",
  "check.notMemberLink": "this link",
  "check.notForum": "Topics are off.\n→ Turn “Topics” on where you edit the group.",
  "check.groupPublic":
    "The group is public: anybody can read it.\n→ Set the group type to “Private”.",
  "check.notOwner":
    "You are not the owner of this group.\n→ Choose a group that you own, or make a new one.",
  "check.takenByOther": "This group is somebody else's log server.\n→ Choose another group.",
  "check.autoDelete":
    "Auto-delete is on: it would delete your records too.\n→ Turn “Auto-delete messages” off in the group.",
  "check.protectedContent":
    "“Restrict saving content” is on: your records could not be taken out.\n→ Turn it off in the group.",
  "check.hiddenHistory":
    "New members cannot see older messages: a bot that comes back could not read your records.\n→ Set “Chat history” to “Visible” where you edit the group.",
  "check.anonymous":
    "The bot is an anonymous administrator: one could not tell who wrote a record.\n→ Turn “Remain anonymous” off in its administrator rights.",
  "check.missingHead": "The bot lacks rights that it needs.",
  "check.missingRight": "• “{right}”: used to {meaning}.",
  "check.missingMend":
    "→ Choose the bot among the group's administrators and turn these rights on.",
  "check.surplusRight": "• “{right}”: {meaning}",
  "check.howToMend":
    "→ Open “Administrators” in the group, choose the bot, and turn the rights above off.",

  "right.can_manage_topics": "Manage topics",
  "right.can_manage_topics.why": "sort your records into topics",
  "right.can_pin_messages": "Pin messages",
  "right.can_pin_messages.why": "pin a mark, to find the log again",
  "right.can_delete_messages": "Delete messages",
  "right.can_delete_messages.why": "delete what you decide to delete",
  "right.can_change_info": "Change group info",
  "right.can_change_info.may": "it could change the group's name, photo and settings.",
  "right.can_manage_video_chats": "Manage video chats",
  "right.can_manage_video_chats.may": "it could begin and end video chats.",
  "right.can_restrict_members": "Ban users",
  "right.can_restrict_members.may": "it could silence people or throw them out.",
  "right.can_promote_members": "Add new admins",
  "right.can_promote_members.may": "it could make others administrators.",
  "right.can_invite_users": "Add members",
  "right.can_invite_users.may": "it could invite people into the group.",
  "right.can_manage_tags": "Edit member tags",
  "right.can_manage_tags.may": "it could change the tags of members.",
  "right.can_post_stories": "Post stories",
  "right.can_post_stories.may": "it could post stories in the group's name.",
  "right.can_edit_stories": "Edit stories",
  "right.can_edit_stories.may": "it could change stories of others.",
  "right.can_delete_stories": "Delete stories",
  "right.can_delete_stories.may": "it could delete stories of others.",
  "right.can_post_messages": "Post messages",
  "right.can_post_messages.may": "it could post in a channel.",
  "right.can_edit_messages": "Edit messages",
  "right.can_edit_messages.may": "it could rewrite messages of others.",
  "right.can_manage_direct_messages": "Manage direct messages",
  "right.can_manage_direct_messages.may": "it could read and decline messages to a channel.",
  "right.can_send_welcome_messages": "Send welcome messages",
  "right.can_send_welcome_messages.may": "it could write to everybody who joins.",
};
