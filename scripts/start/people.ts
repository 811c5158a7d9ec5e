/** Which of the local Telegram's sample people plays which part, and the bot that they meet. */

/** Usernames of the people that a new local Telegram has. */
export const usernames = {
  /** As whom the printed URL is signed in. */
  owner: "hana",
  /** Somebody else, who reads English. */
  friend: "ken",
  /** OPERATOR_USER_ID of the local bot. */
  operator: "tsukasa",
} as const;

export type Part = keyof typeof usernames;

export const sampleBot = { name: "Libral", username: "libral_local_bot" } as const;
