/** What the bot says about notes that come by chat. */
export const notes = {
  "notes.kept": "👌",

  "notes.needsKey":
    "まだ鍵がないので、これは保管していません。\n下のボタンから鍵をつくると、保管できるようになります。",
  "notes.makeKey": "鍵をつくる",
  "notes.tooLarge":
    "「{name}」は大きすぎて保管できません（{size}MB）。ボットが受け取れるのは、ひとつ20MBまでです。分けるか、小さくして送ってください。",
  "notes.refusedKind":
    "この種類のメッセージ（{kind}）は保管できません。文章や写真、ファイルにして送ってください。",
  "notes.outboxFull":
    "送信を待っている記録がいっぱいなので、これは保管していません。少し待って、もう一度送ってください。",
  "notes.stopped":
    "ログサーバーへの書き込みが止まっているので、これは保管していません。/status に直し方があります。",
  "notes.notDurable":
    "封はしましたが、まだグループにしまえていません。記録は送信待ちに残っています。/status でようすを見られます。",
  "notes.fetchFailed":
    "Telegramからファイルを受け取れなかったので、これは保管していません。もう一度送ってください。",

  "notes.offer.one": "しまいました。ここに残っている元のメッセージを消しますか？",
  "notes.offer.many": "{count} 件しまいました。ここに残っている元のメッセージを消しますか？",
  "notes.offer.hint": "毎回きくかどうかは /settings で変えられます。",
  "notes.offer.delete": "削除する",
  "notes.offer.keep": "残す",
  "notes.deleted": "元のメッセージを削除しました。",
  "notes.deletedPartly":
    "{count} 件は削除できませんでした（48時間を過ぎたメッセージは、ボットからは消せません）。",

  "notes.fact.contact": "連絡先: {name} {phone}",
  "notes.fact.location": "場所: {latitude}, {longitude}",
  "notes.fact.venue": "場所: {title}（{address}） {latitude}, {longitude}",
  "notes.fact.poll": "アンケート: {question}",
} as const;
