/** What the guide beside the chat says, in Japanese. The English half has the same keys. */
export const ja = {
  title: "2分でためすLibral",
  "setup.title": "/startを送る",
  "setup.text":
    "チャットの「スタート」を押し、出てきたボタンで自分だけのグループをつくります。ボットは必要な権限だけを受け取り、そこをあなたのログサーバーにします。",
  "key.title": "鍵をつくる",
  "key.text":
    "ボットが送るボタンでMini Appを開き、パスフレーズを決めます。鍵はこの端末でつくられ、鍵をかけた控えだけがグループに入ります。",
  "note.title": "メモを封をして送る",
  "note.text":
    "覚えておきたいことをチャットに書いて送ります。封をした記録がグループに届くと、ボットがリアクションで知らせます。",
  "read.title": "Mini Appで読む",
  "read.text":
    "入力欄のそばのメニューからMini Appを開きます。封をしたメモを、この端末が開いて見せます。",
  "forget.title": "データベースを消して再起動",
  "forget.text":
    "ボットを突然止め、データベースを消し、もう一度起動します。続けて、あなたの代わりに /status を送ります。記録はグループから戻ってきます。",
  "forget.button": "データベースを消して再起動",
  "forget.running": "ボットを止めて、データベースを消しています…",
  "forget.back":
    "データベースを消して再起動しました。Telegramだけから、ログサーバー{logs}つと記録{records}件が{seconds}秒で戻りました。",
  "forget.nothing":
    "データベースを消して再起動しました（{seconds}秒）。ログサーバーはまだなかったので、戻すものもありませんでした。",
  "forget.partly":
    "データベースを消して再起動しましたが、{seconds}秒たっても記録{records}件のうち{back}件しか戻っていません。ボットのチャットで /status を送って、様子を確かめてください。",
  "forget.waiting":
    "消したときにTelegramを待っていた{waiting}件は、まだどこにも残っていなかったため失われました。",
  "forget.failed": "再起動できませんでした：{why}",
} as const;
