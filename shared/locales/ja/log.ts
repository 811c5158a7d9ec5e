/** What the log says in the group: names of topics, titles and captions of its messages, troubles. */
export const log = {
  "log.topic.system": "システム",
  "log.topic.keys": "鍵",
  "log.topic.notes": "メモ",
  "log.topic.events": "できごと",
  "log.topic.billing": "お支払い",
  "log.topic.plugins": "プラグイン",
  "log.topic.delivery": "配信",
  "log.topic.api": "API",
  "log.topic.agent": "エージェント",
  "log.topic.audit": "監査",
  "log.topic.registry": "登録簿",
  "log.topic.catalogue": "カタログ",
  "log.topic.books": "帳簿",

  "log.button.restore": "復元",

  "log.title.system": "⚙️ ログサーバーの記録",
  "log.title.keys": "🔑 鍵の記録",
  "log.title.notes": "📝 封をしたメモ",
  "log.title.events": "📅 できごとの記録",
  "log.title.billing": "🧾 お支払いの記録",
  "log.title.plugins": "🧩 プラグインの記録",
  "log.title.delivery": "📨 配信の記録",
  "log.title.api": "🔌 APIの記録",
  "log.title.agent": "🤖 エージェントの記録",
  "log.title.audit": "🔎 監査の記録",
  "log.title.registry": "📇 登録簿の記録",
  "log.title.catalogue": "🛍️ カタログの記録",
  "log.title.books": "📚 帳簿の記録",
  "log.title.many": "{title}（{count}件）",

  "log.slot.caption":
    "📖 ログの目次 {slot}（第{generation}世代）\nここから全部の記録をたどれます。消さないでください。",
  "log.page.caption":
    "📑 ログの索引（{from}番から{to}番まで）\n過去の記録をまとめて読むためのものです。消さないでください。",
  "log.keys.backup":
    "🔐 鍵のバックアップ\nパスフレーズで封をした、あなたの鍵です。機種変更のときに必要になります。消さないでください。",
  "log.claim.text":
    "🔄 ボットが記録の続きを引き継ぎました\n中断や移転のあとに残す目印です。記録はそのまま続いています。",
  "log.card.text":
    "📌 あなたのログサーバーのカード\nログサーバーの場所が書いてあります。ボットが場所を忘れても、ここから見つけられます。ピン留めのまま残しておいてください。",
  "log.duplicate.text": "同じ記録が二度届いたため、こちらは空にしました。",

  "log.trouble.groupGone":
    "ログサーバーのグループが見つかりません。削除された場合は、/start から新しくつくれます。",
  "log.trouble.notMember":
    "ボットがグループから外れています。もう一度グループに追加して、管理者にしてください。",
  "log.trouble.missingRights":
    "ボットの権限が足りません。「トピックの管理」「メッセージのピン留め」「メッセージの削除」を許可してください。",
  "log.trouble.notForum":
    "グループのトピックがオフになっています。グループの設定でトピックをオンに戻してください。",
  "log.trouble.groupPublic":
    "グループが公開になっています。公開リンクを外して、非公開に戻してください。",
  "log.trouble.autoDelete":
    "メッセージの自動削除がオンになっています。記録が消えてしまうので、オフにしてください。",
  "log.trouble.protectedContent":
    "「コンテンツの保存を制限」がオンになっています。書き出しに困ることがあるので、オフをおすすめします。",
  "log.trouble.chainBroken":
    "記録のつながりを確認できませんでした。安全のため、新しい記録を止めています。グループにある記録の「復元」を押してください。",
  "log.trouble.newerFormat":
    "この記録は新しい版のLibralで書かれています。ボットを新しくしてください。何も上書きしていません。",
  "log.trouble.telegramSilent":
    "いまTelegramから返事がありません。記録は失われていません。少し待ってからお試しください。",

  "log.error.needsKey": "先に鍵を用意してください。アプリのホーム画面からつくれます。",
  "log.error.stopped":
    "ログサーバーが止まっているため、記録できませんでした。/status で直し方がわかります。",
  "log.error.tooLarge": "大きすぎて記録できません。1件あたり18MBまでにしてください。",
  "log.error.outboxFull":
    "Telegramへの送信を待っている記録がいっぱいです。少し待ってから、もう一度お試しください。",
  "log.error.notFound": "その記録は見つかりませんでした。消去されたか、まだ届いていないようです。",
  "log.error.alreadyOwned":
    "このグループはほかの方のログサーバーか、あなたのログサーバーが別のグループにあります。",
  "log.error.keysetRefused":
    "鍵の一覧を確認できなかったため、受け付けませんでした。アプリを開き直して、もう一度お試しください。",
  "log.error.envelopeRefused":
    "記録の順番や宛先が合わなかったため、受け付けませんでした。アプリを開き直してください。",
} as const;
