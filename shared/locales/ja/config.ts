/** What is said to the person who runs a bot about its settings: the example file and start-up. */
export const config = {
  "config.example.head":
    "Libral の設定です。このファイルを .env という名前で写し、必要な行の # を外して書き込んでください。何も書かなければ、手元のTelegramで動きます。",
  "config.about.BOT_TOKEN": "BotFather から受け取ったボットのトークン。",
  "config.about.PUBLIC_URL":
    "このボットに外から届く https のアドレス。Mini App と Webhook がここで開きます。パスは付けません。",
  "config.about.UPDATES":
    "更新の受け取り方。polling（既定）は外からの接続が要らず、webhook は Telegram が PUBLIC_URL に届けます。",
  "config.about.LIBRAL_SECRET":
    "運営者の秘密。32バイト以上の乱数を base64 か16進で。ボットの鍵はここから作られるので、失くさず、誰にも見せないでください。作り方：openssl rand -base64 32",
  "config.about.OPERATOR_USER_ID":
    "運営者のTelegramユーザーID。設定しなくても、持ち主の人たちはすべて使えます。",
  "config.about.OPERATOR_CHAT_ID":
    "運営者のログサーバーになっているグループのID。/operator の最後に表示される値です。",
  "config.about.DATA_DIR": "キャッシュを置くフォルダ。消しても、記録は失われません。",
  "config.about.HOST": "HTTP を待ち受けるアドレス。",
  "config.about.PORT": "HTTP を待ち受けるポート。",
  "config.about.INIT_DATA_PUBLIC_KEY":
    "Telegram が Mini App の起動データに付ける Ed25519 署名の公開鍵（16進）。設定すると、署名も確かめます。",
  "config.about.API_ROOT":
    "手元のTelegramの Bot API のアドレス。このマシンの中だけで使え、npm start が自動で設定します。",
  "config.about.LOCAL_TELEGRAM_ORIGIN":
    "手元のTelegramの画面のアドレス。このマシンの中だけで使え、npm start が自動で設定します。",

  "config.should.BOT_TOKEN": "BotFather の「数字:英数字」の形のトークン",
  "config.should.PUBLIC_URL": "パスのない https のアドレス",
  "config.should.UPDATES": "polling か webhook",
  "config.should.LIBRAL_SECRET": "32バイト以上の乱数（base64 か16進）",
  "config.should.OPERATOR_USER_ID": "正の整数のユーザーID",
  "config.should.OPERATOR_CHAT_ID": "負の整数のグループID",
  "config.should.DATA_DIR": "書き込めるフォルダのパス",
  "config.should.HOST": "アドレスかホスト名",
  "config.should.PORT": "0から65535の整数",
  "config.should.INIT_DATA_PUBLIC_KEY": "16進64桁の Ed25519 公開鍵",
  "config.should.API_ROOT": "このマシンの中の、パスのない http のアドレス",
  "config.should.LOCAL_TELEGRAM_ORIGIN": "このマシンの中の、パスのない http のアドレス",

  "config.fault.missing": "{setting} がありません。{should}を設定してください（例：{example}）。",
  "config.fault.malformed": "{setting} の形が違います。{should}にしてください（例：{example}）。",
  "config.fault.notPublic":
    "{setting} は、インターネットから https で届く名前でなければ、Telegram で Mini App が開きません（例：{example}）。",
  "config.fault.notWebhook":
    "{setting} は、Workers では webhook だけが使えます。この行を消すか、webhook にしてください（例：{example}）。",
  "config.fault.onlyLocal":
    "{setting} は、手元のTelegramのためだけの設定です。この行を消してください（本物のTelegramでは {example} のような値は使えません）。",
  "config.fault.notLoopback":
    "{setting} は、API_ROOT を使うとき、このマシンの中のアドレスでなければなりません（例：{example}）。",
  "config.fault.notTelegramKey":
    "{setting} は、Telegram の鍵でなければなりません。手元のTelegramの鍵は使えません（例：{example}）。",
  "config.fault.needsOperator":
    "{setting} には、OPERATOR_USER_ID も必要です。両方を設定してください（例：{example}）。",
  "config.head": "設定に直すところがあります（.env か環境変数）：",
} as const;
