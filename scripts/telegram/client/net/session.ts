/**
 * Who this window is: the person's token and the client profile, both from the page's URL.
 * `?token=` signs in, `?tgver=` chooses which client version Mini Apps are told (default 9.6).
 */

const query = new URLSearchParams(window.location.search);

/** The token of the person in this window; empty when the page was opened without one. */
export const token: string = query.get("token") ?? "";

/** The Bot API version that Mini Apps hear in their launch parameters. */
export const clientVersion: string = /^\d+(\.\d+)?$/.test(query.get("tgver") ?? "")
  ? (query.get("tgver") ?? "9.6")
  : "9.6";

/** This page's URL for another person, so that a window can become them or a second one can. */
export function urlOfPerson(personToken: string): string {
  const url = new URL(window.location.href);
  url.searchParams.set("token", personToken);
  url.hash = "";
  return url.toString();
}

/** Where a file of a message can be fetched from. */
export function fileUrl(fileUniqueId: string): string {
  return `/client/file/${encodeURIComponent(fileUniqueId)}?token=${encodeURIComponent(token)}`;
}
