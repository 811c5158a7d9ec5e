/** /operator: the log server of whoever runs the bot. */
export const operator = {
  "operator.off":
    "このボットには運営者が設定されていません。運営者が要る機能は、いまは使えません。",
  "operator.notYou": "このコマンドは、このボットの運営者だけが使えます。",
  "operator.setting":
    "設定に次の行を加えて、ボットを再起動してください。\n\nOPERATOR_CHAT_ID={chatId}",
  "operator.settingDone": "運営者のログサーバーは「{title}」です。設定も合っています。",
  "operator.notOperatorLog":
    "あなたのログサーバー「{title}」は、運営者用ではありません。先に /leave で終わりにしてから、もう一度 /operator を送ってください。",
} as const;
