/** Telegram's messages in the kernel's words: one line a kind. */
import type { Message } from "grammy/types";
import { describe, expect, test } from "vitest";
import { fakeEffects } from "../effects/fake.ts";
import { makeRawApi } from "./client.ts";
import { toIncoming } from "./incoming.ts";
import { API_ROOT, TOKEN } from "./testing/fake-api.ts";

const effects = fakeEffects();
const source = {
  api: makeRawApi({ token: TOKEN, apiRoot: API_ROOT, effects }),
  token: TOKEN,
  apiRoot: API_ROOT,
  effects,
};
const file = { file_id: "f", file_unique_id: "u", file_size: 3 };
const chat = { id: 5, type: "private", first_name: "Alice" } as const;

/** Messages of tests hold what their line is about, and nothing else. */
function incoming(content: object) {
  const message = { message_id: 7, date: 100, chat, ...content } as Message;
  return toIncoming(message, "ja", source);
}

describe("a message", () => {
  test("of text", () => {
    expect(incoming({ text: "牛乳" })).toEqual({
      messageId: 7,
      at: 100_000,
      editedAt: 0,
      text: "牛乳",
      files: [],
      albumId: null,
      otherKind: null,
      isForwarded: false,
      forwardedFrom: null,
    });
  });

  test.each<[string, object, string, string, string]>([
    [
      "photo, of which the largest size counts",
      { photo: [{ ...file, file_size: 1 }, file] },
      "photo",
      "photo-7.jpg",
      "image/jpeg",
    ],
    [
      "document, under its own name",
      { document: { ...file, file_name: "a.pdf", mime_type: "application/pdf" } },
      "document",
      "a.pdf",
      "application/pdf",
    ],
    [
      "document without a name",
      { document: file },
      "document",
      "file-7",
      "application/octet-stream",
    ],
    ["voice", { voice: { ...file, duration: 1 } }, "voice", "voice-7.ogg", "audio/ogg"],
    ["audio", { audio: { ...file, duration: 1 } }, "audio", "audio-7.mp3", "audio/mpeg"],
    ["video", { video: file }, "video", "video-7.mp4", "video/mp4"],
    ["round video", { video_note: file }, "video", "video-7.mp4", "video/mp4"],
    [
      "animation, which is a document too",
      { animation: file, document: file },
      "video",
      "video-7.mp4",
      "video/mp4",
    ],
    [
      "sticker",
      { sticker: { ...file, is_animated: false, is_video: false, emoji: "😀" } },
      "other",
      "sticker-7.webp",
      "image/webp",
    ],
  ])("with a %s", (_, content, kind, name, mime) => {
    expect(incoming({ ...content, caption: undefined })?.files).toMatchObject([
      { kind, name, mime, sizeBytes: 3 },
    ]);
  });

  test.each<[string, object, string]>([
    [
      "a contact",
      { contact: { first_name: "Bob", last_name: "B", phone_number: "+81" } },
      "連絡先: Bob B +81",
    ],
    ["a place", { location: { latitude: 35.6, longitude: 139.7 } }, "場所: 35.6, 139.7"],
    [
      "a venue, not its bare location",
      {
        venue: { title: "駅", address: "東京", location: { latitude: 1, longitude: 2 } },
        location: { latitude: 1, longitude: 2 },
      },
      "場所: 駅（東京） 1, 2",
    ],
    ["dice", { dice: { emoji: "🎲", value: 4 } }, "🎲 4"],
    [
      "a poll",
      { poll: { question: "昼は？", options: [{ text: "そば" }, { text: "うどん" }] } },
      "アンケート: 昼は？\n- そば\n- うどん",
    ],
    ["a sticker's emoji", { sticker: { ...file, emoji: "😀" } }, "😀"],
  ])("of %s is a line that can be kept", (_, content, words) => {
    expect(incoming(content)).toMatchObject({ text: words, otherKind: null });
  });

  test.each(["story", "paid_media", "giveaway", "checklist"])("of kind %s is named", (kind) => {
    expect(incoming({ [kind]: {} })).toMatchObject({ otherKind: kind, text: "", files: [] });
  });

  test.each<[string, object]>([
    ["a pinned message", { pinned_message: {} }],
    ["a shared group", { chat_shared: { request_id: 1, chat_id: -1 } }],
    ["write access", { write_access_allowed: {} }],
  ])("that only tells of %s is nothing to keep", (_, content) => {
    expect(incoming(content)).toBeNull();
  });

  test.each<[string, object, string | null]>([
    [
      "a user",
      { type: "user", date: 1, sender_user: { first_name: "Bob", last_name: "B" } },
      "Bob B",
    ],
    ["a hidden user", { type: "hidden_user", date: 1, sender_user_name: "Bob" }, "Bob"],
    ["a channel", { type: "channel", date: 1, chat: { title: "News" } }, "News"],
    ["a chat without a name", { type: "chat", date: 1, sender_chat: {} }, null],
  ])("forwarded from %s", (_, forward_origin, forwardedFrom) => {
    expect(incoming({ text: "x", forward_origin })).toMatchObject({
      isForwarded: true,
      forwardedFrom,
    });
  });
});
