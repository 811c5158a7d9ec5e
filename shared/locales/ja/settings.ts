/** /settings. */
export const settings = {
  "settings.none": "まだログサーバーがありません。/start からつくれます。",
  "settings.head": "設定\n\n封をしたあと、このチャットに残る元のメッセージをどうしますか。",
  "settings.originals.ask": "そのつどきく",
  "settings.originals.always": "いつも削除する",
  "settings.originals.never": "残しておく",
  "settings.chosen": "✓ {label}",
  "settings.saved": "変えました",
  "settings.saving": "変えています。グループに書き終わると効きます。",
  "settings.outdated": "表示が古くなっていたので、新しくしました。",
  "settings.back": "もどる",
} as const;
