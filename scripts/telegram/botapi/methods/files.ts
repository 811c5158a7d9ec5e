/**
 * Fetching files: getFile gives a path, good for an hour.
 *
 * Source: Bot API getFile ("link will be valid for at least 1 hour", 20 MB); telegram-bot-api
 * Client.cpp (MAX_DOWNLOAD_FILE_SIZE).
 */
import { badRequest } from "../../failure.ts";
import { fileIdFor, filePath, readFileId } from "../../world/show-file.ts";
import { requiredText } from "../fields.ts";
import type { MethodGroup } from "../types.ts";

const DOWNLOAD_MAX_BYTES = 20 * 1024 * 1024;
const LINK_LIFE_MS = 60 * 60 * 1000;

export const fileMethods = {
  getFile: {
    fields: { file_id: requiredText("file_id not specified") },
    run(call, args) {
      const read = readFileId(args.file_id);
      if (!read) throw badRequest("invalid file_id");
      const file = call.world.files.get(read.uniqueId);
      if (!file || read.botId !== call.bot.id) {
        throw badRequest("wrong file_id or the file is temporarily unavailable");
      }
      if (file.sizeBytes > DOWNLOAD_MAX_BYTES) throw badRequest("file is too big");
      const path = filePath(file);
      call.api.links.set(`${call.bot.id} ${path}`, call.engine.clock.now() + LINK_LIFE_MS);
      return {
        file_id: fileIdFor(call.bot.id, file),
        file_unique_id: file.uniqueId,
        file_size: file.sizeBytes,
        file_path: path,
      };
    },
  },
} satisfies MethodGroup;
