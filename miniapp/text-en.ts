/** The app's sentences in English, apart, so that only who reads English fetches them. */
import { api } from "../shared/locales/en/api.ts";
import { app } from "../shared/locales/en/app.ts";

export const sentences = { ...api, ...app };
