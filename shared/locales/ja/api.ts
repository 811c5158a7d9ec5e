/** What the API says when it must refuse: what happened, and what the person can do. */
export const api = {
  "api.error.badRequest":
    "アプリから届いた内容を読み取れませんでした。アプリを開き直して、もう一度お試しください。",
  "api.error.initDataForged":
    "Telegramから開かれたことを確認できませんでした。ボットのボタンから開き直してください。",
  "api.error.initDataExpired":
    "画面を開いてから時間がたっています。ボットのボタンからもう一度開いてください。",
  "api.error.initDataReplayed":
    "この画面はすでに一度使われています。ボットのボタンからもう一度開いてください。",
  "api.error.sessionMissing": "確認ができていません。ボットのボタンからもう一度開いてください。",
  "api.error.sessionExpired":
    "しばらく時間がたったため、接続を終わりにしました。ボットのボタンからもう一度開いてください。",
  "api.error.notYours": "これはほかの方のログサーバーなので、お見せできません。",
  "api.error.tooManyRequests":
    "操作が続いたため、少しお休みしています。1分ほどおいてお試しください。",
  "api.error.notFound": "見つかりませんでした。消去されたか、まだ作られていないようです。",
  "api.error.needsKey": "先に鍵を用意してください。ホーム画面から作れます。",
  "api.error.stopped":
    "ログサーバーが止まっています。ボットのチャットで /status を送ると、直し方がわかります。",
  "api.error.tooLarge": "大きすぎて受け取れません。1件あたり19MBまでにしてください。",
  "api.error.outboxFull":
    "Telegramへの送信を待っている記録がいっぱいです。少し待ってから、もう一度お試しください。",
  "api.error.keysetRefused":
    "鍵の一覧を確認できなかったため、受け付けませんでした。アプリを開き直して、もう一度お試しください。",
  "api.error.envelopeRefused":
    "記録の順番や署名の内容が合わなかったため、受け付けませんでした。アプリを開き直してください。",
  "api.error.telegramSilent":
    "いまTelegramから返事がありません。記録は失われていません。少し待ってからお試しください。",
  "api.error.internal":
    "こちらの不具合で処理できませんでした。記録は失われていません。少し待ってからお試しください。",
} as const;
