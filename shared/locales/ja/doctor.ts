/** What `npm run doctor` says to the person who runs a bot: each finding with its mend. */
export const doctor = {
  "doctor.node.ok": "Node {version} で動いています。",
  "doctor.node.old": "Node {version} は古すぎます。{needed} 以降を入れてください。",
  "doctor.settings.ok": "設定はすべて読めました。",
  "doctor.settings.unknown":
    "{file} にある {name} という設定はありません。名前を確かめてください（一覧は .env.example）。",
  "doctor.settings.stop": "設定を直すまで、ほかの項目は調べられません。",
  "doctor.data.ok": "キャッシュのフォルダ {path} に書き込めます。",
  "doctor.data.readonly":
    "キャッシュのフォルダ {path} に書き込めません（{why}）。権限を直すか、DATA_DIR を変えてください。",
  "doctor.token.ok": "トークンは @{username} のものです。",
  "doctor.token.refused":
    "Telegram はこのトークンを知りません。BotFather の /token で確かめ、BOT_TOKEN を書き直してください。",
  "doctor.token.silent":
    "{apiRoot} に届きません（{why}）。このマシンからの通信とファイアウォールを確かめてください。",
  "doctor.token.noGroups":
    "@{username} はグループに入れない設定です。BotFather の /setjoingroups で Enable にしてください。",
  "doctor.telegram.unanswered":
    "Telegram が {method} に答えませんでした（{why}）。少し待って、もう一度調べてください。",
  "doctor.clock.ok": "時計は合っています（Telegram との差 {seconds} 秒）。",
  "doctor.clock.skew":
    "時計が Telegram と {seconds} 秒ずれています。NTP（例：timedatectl set-ntp true）で合わせてください。",
  "doctor.url.ok": "{url} で、この版（{version}）が動いています。",
  "doctor.url.silent":
    "{url} に届きません（{why}）。ボットが動いているか、DNS とプロキシが {host}:{port} を向いているかを確かめてください。",
  "doctor.url.foreign":
    "{url} で答えたのは Libral ではありません（状態 {status}）。プロキシの行き先を {host}:{port} にしてください。",
  "doctor.url.otherVersion":
    "{url} で動いているのは {running} で、ここにある {version} ではありません。ボットを再起動してください。",
  "doctor.app.ok": "Mini App が {url} で開きます。",
  "doctor.app.missing":
    "Mini App が {url} にありません（状態 {status}）。npm start で組み立て直してください。",
  "doctor.certificate.ok": "証明書はあと {days} 日有効です。",
  "doctor.certificate.soon": "証明書はあと {days} 日で切れます。自動更新を確かめてください。",
  "doctor.certificate.expired": "証明書が {days} 日前に切れました。更新してください。",
  "doctor.certificate.untrusted":
    "証明書が信頼されません（{why}）。公的な認証局（例：Let's Encrypt）の証明書にしてください。",
  "doctor.webhook.ok": "Webhook は {url} に届いていて、待っている更新は {pending} 件です。",
  "doctor.webhook.polling": "更新はポーリングで受け取ります。",
  "doctor.webhook.unused":
    "UPDATES=polling ですが、Webhook が設定されています。ボットを起動すると外れます。",
  "doctor.webhook.absent":
    "UPDATES=webhook ですが、Webhook が設定されていません。ボットを起動すると設定されます。",
  "doctor.webhook.elsewhere":
    "Webhook は別の場所（{host}）を向いています。同じトークンで動いている別のボットを止めてから、起動し直してください。",
  "doctor.webhook.error":
    "{minutes} 分前、Telegram は Webhook に届けられませんでした（{why}）。上の URL と証明書の項目を直してください。",
  "doctor.webhook.behind":
    "更新が {pending} 件たまっています。ボットが動いているかを確かめてください。",
  "doctor.operator.none":
    "運営者がいません。登録簿・カタログ・帳簿を使うなら、OPERATOR_USER_ID にあなたのユーザーIDを書いてください。",
  "doctor.operator.noChat":
    "運営者のログサーバーがまだありません。ボットに /operator を送り、表示された値を OPERATOR_CHAT_ID に書いてください。",
  "doctor.operator.ok": "運営者のログサーバーは「{title}」です。",
  "doctor.operator.unreachable":
    "運営者のグループが開けません（{why}）。OPERATOR_CHAT_ID を確かめ、ボットがそこにいるようにしてください。",
  "doctor.operator.notForum":
    "運営者のグループ「{title}」でトピックが使えません。グループの設定でトピックをオンにしてください。",
  "doctor.operator.public":
    "運営者のグループ「{title}」が公開されています。グループの種類を非公開に戻してください。",
  "doctor.operator.autoDelete":
    "運営者のグループ「{title}」でメッセージの自動削除がオンです。オフにしないと記録が消えます。",
  "doctor.operator.rights":
    "運営者のグループでボットに足りない権限があります：{rights}。管理者の設定で与えてください。",
  "doctor.operator.surplus":
    "運営者のグループでボットの権限が多すぎます：{rights}。管理者の設定で外してください。",
  "doctor.operator.notOwner":
    "OPERATOR_USER_ID の人は、グループ「{title}」の所有者ではありません。どちらの値が違うかを確かめてください。",
  "doctor.profile.ok": "既定の権限とメニューボタンは設定されています。",
  "doctor.profile.rights":
    "グループに加わるときの既定の権限が最小ではありません。ボットを起動し直すと設定されます。",
  "doctor.profile.menu": "メニューボタンが {url} を開きません。ボットを起動し直すと設定されます。",
} as const;
