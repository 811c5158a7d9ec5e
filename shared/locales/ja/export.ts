/** /export: everything as an archive, and the README inside it. */
export const exporting = {
  "export.command": "すべての記録をまとめて受け取る",
  "export.none": "まだログサーバーがありません。/start からつくれます。",
  "export.empty": "まだ記録がありません。",
  "export.started": "記録を集めています… 0 / {total}",
  "export.progress": "記録を集めています… {done} / {total}",
  "export.running": "いま集めているところです。少しお待ちください。",
  "export.caption": "すべての記録（{part} / {parts}）。開き方は中の README に書いてあります。",
  "export.captionPart": "記録 その{part}。開き方は、その1の README に書いてあります。",
  "export.done":
    "記録 {count} 件分をお渡ししました。封をしたままなので、開くにはあなたの鍵が要ります。",
  "export.failed":
    "途中で止まりました。Telegramから返事がないようです。少し待って、もう一度 /export を送ってください。",
} as const;
