/** What the bot says of itself, in errors, in groups and in /help. */
export const bot = {
  "bot.description":
    "あなたの記録に、あなたの鍵で封をして、あなたのTelegramグループにしまうボットです。\n中身を読めるのは、鍵を持つあなただけ。データベースがなくなっても、記録はあなたの手元に残ります。",
  "bot.shortDescription": "あなたの鍵で封をして、あなたのグループにしまう記録帳。",

  "bot.command.start": "はじめる・ホーム",
  "bot.command.settings": "設定",
  "bot.command.help": "使い方",
  "bot.command.leave": "ログサーバーを終わりにする",
  "bot.command.operator": "運営者のログサーバー",

  "bot.error.internal":
    "こちらの不具合で、うまくできませんでした。もう一度お試しください。しまってある記録は失われていません。",
  "bot.error.telegram":
    "いまTelegramから返事がありません。少し待って、もう一度お試しください。しまってある記録は失われていません。",
  "bot.unknownCommand": "そのコマンドはありません。/help に一覧があります。",
  "bot.oldButton": "このボタンは古くなりました。/start からもう一度どうぞ。",
  "bot.notYourButton":
    "これはほかの方のログサーバーのボタンです。あなたのものは、ボットとのチャットで /start からつくれます。",
  "bot.onlyOwner": "このボタンを使えるのは、グループの所有者だけです。",

  "bot.group.pointer": "お話はボットとのチャットでどうぞ。",
  "bot.group.joined":
    "{name}さんが「{title}」に入りました。\n\nグループには封をした記録だけがあるので、中身は読まれません。ただ、記録がいつ、どのトピックに増えたかは見えます。書き込んだりピン留めしたりもできます。\n心当たりがなければ、グループから外してください。",
  "bot.group.someone": "名前のない方",
  "bot.group.removed":
    "ボットが「{title}」から外されました。新しい記録をしまえず、記録を読み戻すこともできません。\n\n→ {link}からもう一度追加してください。しまってある記録はグループに残っています。",
  "bot.group.ownerChanged":
    "「{title}」の所有者が変わりました。あなたのログサーバーとして使い続けるには、あなたが所有者である必要があります。",

  "bot.restore.started": "読み戻しています。終わったら、ボットとのチャットでお知らせします。",
  "bot.restore.running": "いま読み戻しているところです。",
  "bot.restore.absent":
    "「{title}」から、あなたのログを読み戻せませんでした。このボットの鍵で書かれた記録が見つかりません。",

  "bot.help":
    "ここに書いたり送ったりしたものに封をして、あなたのグループにしまいます。\n\n・文章、写真、ファイル、音声、動画、アルバムをしまえます（ひとつ20MBまで）。\n・しまい終わると、メッセージに {emoji} が付きます。\n・送ったメッセージを編集すると、新しい版としてしまいます。\n・読むときは「開く」から。あなたの端末で封を開きます。\n\n/start ホーム\n/status ログサーバーのようす\n/settings 設定\n/export すべての記録をまとめて受け取る\n/leave ログサーバーを終わりにする\n\nお約束できないこともあります。ここに書いた文章そのものは、ふつうのチャットなのでTelegramには読めます。封をしたあとに元のメッセージを消すか、アプリから書くと、それも避けられます。",
  "bot.help.open": "開く",

  "bot.start.portBusy": "ポート {port} はほかのプログラムが使っています。PORT を変えてください。",
  "bot.start.tokenRefused":
    "TelegramがBOT_TOKENを認めませんでした。BotFatherでトークンを確かめてください。",
  "bot.start.telegramSilent":
    "Telegramから返事がありません。ネットワークを確かめて、もう一度起動してください。",
  "bot.start.cacheBusy":
    "キャッシュ {folder} は、もうひとつのボットが使っています。先にそちらを止めてください。",
  "bot.start.listening": "@{username} が動いています: {address}",
} as const;
