/** What the bot says while a log server is set up, checked and mended. */
export const setup = {
  "setup.greeting":
    "こんにちは。Libralです。\nあなたの記録を、あなたの鍵で封をして、あなたのグループにしまいます。\n\n1. 下のボタンで、非公開のグループをひとつつくります。持ち主はあなたです。\n2. ボットはそこで、トピックの管理・メッセージのピン留め・メッセージの削除だけができます。ほかの権限は受け取りません。\n3. 最後に、あなたの端末で鍵をつくります。中身を読めるのは、その鍵を持つあなただけです。\n\nボタンで進めないときは、{link}からも追加できます。",
  "setup.greetingOperator":
    "運営者のログサーバーをつくります。\n\n1. 下のボタンで、非公開のグループをひとつつくります。持ち主はあなたです。\n2. ボットはそこで、トピックの管理・メッセージのピン留め・メッセージの削除だけができます。\n3. 登録簿・カタログ・帳簿のトピックも用意します。\n\nボタンで進めないときは、{link}からも追加できます。",
  "setup.linkLabel": "こちらのリンク",
  "setup.button": "グループをつくって始める",
  "setup.pickAgain": "グループを選び直す",
  "setup.received": "グループを受け取りました。たしかめています…",
  "setup.notYet": "まだ保管する場所がありません。これはどこにも保管していません。",

  "setup.progress.head": "ログサーバーをつくっています",
  "setup.progress.done": "ログサーバーができました",
  "setup.step.topic": "トピック「{topic}」",
  "setup.step.slots": "ログの目次（スーパーブロック）を置く",
  "setup.step.firstRecords": "はじめの記録に封をする",
  "setup.step.card": "このチャットにカードをピン留めする",
  "setup.step.registry": "登録簿に書く",
  "setup.running": "いまつくっているところです。進みぐあいは、上のメッセージに出ています。",
  "setup.failed":
    "途中で止まりました。Telegramが応えていないようです。できたところまでは残っています。もう一度 /start を送ると、続きから進みます。",

  "setup.needsKey":
    "あとは鍵だけです。\n下のボタンを押して、あなたの端末で鍵をつくってください。鍵ができるまで、書いたものは保管されません。",
  "setup.makeKey": "鍵をつくる",
  "setup.keyReady":
    "鍵ができました。これで準備は終わりです。\n\nここに何か書いてみてください。封をして、あなたのグループにしまいます。写真やファイルも送れます。",
  "setup.keyReadyOperator": "鍵ができました。運営者のログサーバーの準備は終わりです。",

  "setup.home":
    "おかえりなさい。「{title}」は動いています。\n\nここに書いたものに封をして、しまいます。",
  "setup.homeRecovering":
    "「{title}」をTelegramから読み直しています。終わるまで、新しい記録は少し待ってからしまいます。",
  "setup.open": "開く",
  "setup.menuSettings": "設定",
  "setup.menuStatus": "ようす",
  "setup.menuHelp": "使い方",

  "setup.unreachable":
    "あなたのログサーバーが、いま読めません。\n{why}\n\n新しくつくり直すことはしません。\n\n次のどれかで、また使えるようになります。\n・グループで、記録の下にある「復元」ボタンを押す\n・下のボタンで、同じグループを選び直す\n・少し待って、もう一度 /start を送る",
  "setup.stopped":
    "「{title}」への書き込みを止めています。\n\n{troubles}\n\n直したら「もう一度確認」を押してください。",

  "setup.notThatGroup":
    "「{title}」には、あなたのログが見つかりませんでした。\n\n別のグループを選び直すか、ここに新しいログをつくることができます。新しくつくると、前のログとは別のものになります（前のグループはそのまま残ります）。",
  "setup.joined":
    "ボットが「{title}」に入りました。\n\n前にログサーバーだったグループなら、記録の下の「復元」を押すと続きから始められます。はじめてのグループなら、ここにログサーバーをつくれます。",
  "setup.createNew": "ここに新しくつくる",
  "setup.attached": "「{title}」を読み戻しました。記録は {count} 件です。",
  "setup.hasAnother":
    "あなたのログサーバーは「{title}」です。ひとりにつき、ひとつだけ持てます。\n別のグループに変えるには、先に /leave で終わりにしてください。",

  "check.head": "このグループでは、まだ始められません。",
  "check.headLater": "「{title}」に、直していただきたいことがあります。",
  "check.warning":
    "ボットに、使わない権限が付いています。このままでも動きますが、外しておくと安心です。",
  "check.again": "もう一度確認",
  "check.stillWrong": "まだ直っていません",
  "check.fixed": "「{title}」は元どおりです。ありがとうございます。",
  "check.notMember": "ボットがグループにいません。\n→ {link}からグループに追加してください。",
  "check.notMemberLink": "このリンク",
  "check.notForum":
    "トピックがオフになっています。\n→ グループの編集画面で「トピック」をオンにしてください。",
  "check.groupPublic":
    "グループが公開されています。だれでも読めてしまいます。\n→ グループの種類を「非公開」にしてください。",
  "check.notOwner":
    "あなたはこのグループの所有者ではありません。\n→ ご自分が所有者のグループを選ぶか、新しくつくってください。",
  "check.takenByOther":
    "このグループは、ほかの方のログサーバーです。\n→ 別のグループを選んでください。",
  "check.autoDelete":
    "メッセージの自動削除がオンです。記録まで消えてしまいます。\n→ グループの設定で「自動削除」をオフにしてください。",
  "check.protectedContent":
    "「コンテンツの保存を制限」がオンです。記録を取り出せなくなります。\n→ グループの設定でオフにしてください。",
  "check.hiddenHistory":
    "新しいメンバーに過去のメッセージが見えない設定です。ボットが入り直したとき、記録を読み戻せません。\n→ グループの編集画面で「チャット履歴」を「表示」にしてください。",
  "check.anonymous":
    "ボットが匿名の管理者になっています。だれが書いた記録か分からなくなります。\n→ ボットの管理者権限で「匿名」をオフにしてください。",
  "check.missingHead": "ボットに、必要な権限が足りません。",
  "check.missingRight": "・「{right}」: {meaning}ために使います。",
  "check.missingMend": "→ グループの「管理者」からボットを選び、上の権限をオンにしてください。",
  "check.surplusRight": "・「{right}」: {meaning}",
  "check.howToMend": "→ グループの「管理者」からボットを選び、上の権限をオフにしてください。",

  "right.can_manage_topics": "トピックの管理",
  "right.can_manage_topics.why": "記録をトピックに分けてしまう",
  "right.can_pin_messages": "メッセージのピン留め",
  "right.can_pin_messages.why": "目じるしをピン留めして、あとで見つける",
  "right.can_delete_messages": "メッセージの削除",
  "right.can_delete_messages.why": "消すと決めた記録を消す",
  "right.can_change_info": "グループ情報の変更",
  "right.can_change_info.may": "グループの名前・写真・設定を変えられます。",
  "right.can_manage_video_chats": "ビデオチャットの管理",
  "right.can_manage_video_chats.may": "ビデオチャットを始めたり終えたりできます。",
  "right.can_restrict_members": "メンバーの制限",
  "right.can_restrict_members.may": "人の発言を止めたり、追い出したりできます。",
  "right.can_promote_members": "管理者の追加",
  "right.can_promote_members.may": "ほかの人を管理者にできます。",
  "right.can_invite_users": "メンバーの招待",
  "right.can_invite_users.may": "人をグループに招けます。",
  "right.can_manage_tags": "タグの管理",
  "right.can_manage_tags.may": "メンバーのタグを変えられます。",
  "right.can_post_stories": "ストーリーの投稿",
  "right.can_post_stories.may": "グループの名でストーリーを出せます。",
  "right.can_edit_stories": "ストーリーの編集",
  "right.can_edit_stories.may": "ほかの人のストーリーを変えられます。",
  "right.can_delete_stories": "ストーリーの削除",
  "right.can_delete_stories.may": "ほかの人のストーリーを消せます。",
  "right.can_post_messages": "チャンネルへの投稿",
  "right.can_post_messages.may": "チャンネルに投稿できます。",
  "right.can_edit_messages": "メッセージの編集",
  "right.can_edit_messages.may": "ほかの人のメッセージを書き換えられます。",
  "right.can_manage_direct_messages": "ダイレクトメッセージの管理",
  "right.can_manage_direct_messages.may": "チャンネルへの個別メッセージを読んで断れます。",
  "right.can_send_welcome_messages": "あいさつメッセージの送信",
  "right.can_send_welcome_messages.may": "新しく入った人に個別のメッセージを送れます。",
} as const;
