/** /export: everything as an archive, and the README inside it. */
export const exporting = {
  "export.command": "すべての記録をまとめて受け取る",
  "export.none": "まだログサーバーがありません。/start からつくれます。",
  "export.empty": "まだ記録がありません。",
  "export.started": "記録を集めています… 0 / {total}",
  "export.progress": "記録を集めています… {done} / {total}",
  "export.running": "いま集めているところです。少しお待ちください。",
  "export.caption": "記録の書き出し その{part}。開き方は、その1の README に書いてあります。",
  "export.done":
    "記録 {count} 件分をお渡ししました。封をしたままなので、開くにはあなたの鍵が要ります。",
  "export.failed":
    "途中で止まりました。Telegramから返事がないようです。少し待って、もう一度 /export を送ってください。",
  "export.readme": `Libral の書き出し
================

あなたのログサーバーにある記録のすべてです。封をしたままなので、開くにはあなたの鍵と
パスフレーズが要ります。Libral は要りません。OpenPGP（RFC 9580）が分かるプログラムで開けます。
ここでは Sequoia の sq（バージョン 1.3 で確かめました）を使います。 https://sequoia-pgp.org/

入っているもの
--------------

{keyFile}
    あなたの鍵。パスフレーズで鍵をかけてあります（Argon2）。
certificates/bot-1.pgp
    ボットの証明書。ボットが封をしたものと、枠（frames）の署名を確かめます。
    番号の大きいものが新しい証明書です。
keysets/0001.pgp
    あなたが署名した、鍵と端末とボットの一覧。番号順につながっています。
frames/00000001.pgp
    枠。ボットが署名した平文で、中の封筒のハッシュと、ひとつ前の枠のハッシュが書いてあります。
envelopes/00000001-0000.pgp
    封筒。前の数字が枠の番号、後ろが枠の中での順番です。
index-1.json
    この書き出しに入っている枠と封筒の一覧。だれが封をしたか（writer）もここにあります。

封筒を開く
----------

writer が bot- で始まるもの:

    sq decrypt \\
      --known-notation context-lock@libral.g-ace.inc \\
      --recipient-file {keyFile} \\
      --signer-file certificates/bot-1.pgp \\
      --output note.bin envelopes/00000001-0000.pgp

writer が device- で始まるもの（アプリで書いたもの）は、あなた自身の鍵で署名してあります:

    sq decrypt \\
      --known-notation context-lock@libral.g-ace.inc \\
      --recipient-file {keyFile} \\
      --signer-file {keyFile} \\
      --output note.bin envelopes/00000001-0000.pgp

note.bin の1行目が記録（JSON）で、2行目からが添付ファイルの中身です。添付の大きさは1行目の
attachments に書いてあり、その順に並んでいます。1行目だけを見るには:

    head -n 1 note.bin

--known-notation が要るのは、署名に「この記録はどのログの、どのトピックの、何番目か」という
印が入っているからです。印を消したり、別の場所へ移したりすると、署名が合わなくなります。
鍵がまだなかったころの記録（keyset が 0 のもの）は、ボットにだけ封がしてあり、開けません。

枠を確かめる
------------

    sq verify \\
      --known-notation context-lock@libral.g-ace.inc \\
      --signer-file certificates/bot-1.pgp \\
      --message frames/00000001.pgp

出てくる JSON の previous.hash は、ひとつ前の枠のファイルの SHA-256 です:

    sha256sum frames/00000001.pgp

1番から順に合っていれば、抜けはありません。消した記録は、封筒のファイルがなく、枠にハッシュ
だけが残ります。
`,
} as const;
