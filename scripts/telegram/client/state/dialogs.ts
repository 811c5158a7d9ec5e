/**
 * Which dialogs lie open, the last on top. A dialog is data; dialogs/root.tsx draws it.
 */

import type { KeyboardButton } from "@grammyjs/types";
import { signal } from "@preact/signals";
import type { ClientMessage } from "../../client-protocol.ts";

export type Dialog =
  | { readonly kind: "alert"; readonly title: string; readonly text: string }
  | {
      readonly kind: "confirm";
      readonly title: string;
      readonly text: string;
      readonly action: string;
      readonly danger?: boolean;
      /** Runs when the person agrees. */
      readonly run: () => void;
      /** Runs when they do not, however they leave. */
      readonly otherwise?: () => void;
    }
  | {
      readonly kind: "prompt";
      readonly title: string;
      readonly label: string;
      readonly value: string;
      readonly action: string;
      readonly run: (value: string) => void;
    }
  | {
      readonly kind: "requestChat";
      readonly chatId: number;
      readonly messageId: number;
      readonly button: KeyboardButton.RequestChatButton;
    }
  | {
      readonly kind: "startGroup";
      readonly username: string;
      readonly parameter?: string;
      /** Rights by their link names. */
      readonly rights: readonly string[];
    }
  | { readonly kind: "chatInfo"; readonly chatId: number }
  | { readonly kind: "addMember"; readonly chatId: number }
  | { readonly kind: "adminRights"; readonly chatId: number; readonly userId: number }
  | { readonly kind: "newGroup" }
  | { readonly kind: "newTopic"; readonly chatId: number }
  | {
      readonly kind: "forward";
      readonly fromChatId: number;
      readonly messageIds: readonly number[];
    }
  | { readonly kind: "sendFiles"; readonly files: readonly File[]; readonly asVoice: boolean }
  | { readonly kind: "deleteMessages"; readonly messages: readonly ClientMessage[] }
  | { readonly kind: "viewer"; readonly message: ClientMessage };

export const dialogs = signal<readonly Dialog[]>([]);

/** Lays a dialog on top. */
export function openDialog(dialog: Dialog): void {
  dialogs.value = [...dialogs.value, dialog];
}

/** Takes one dialog away; without an argument the top one. */
export function closeDialog(dialog?: Dialog): void {
  const gone = dialog ?? dialogs.value.at(-1);
  dialogs.value = dialogs.value.filter((one) => one !== gone);
}

/** Takes all dialogs away, before the view goes somewhere else. */
export function closeDialogs(): void {
  dialogs.value = [];
}
