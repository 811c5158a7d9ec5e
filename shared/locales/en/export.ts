/** English of ../ja/export.ts. */
import type { exporting as source } from "../ja/export.ts";
import type { Translation } from "../text.ts";

export const exporting: Translation<typeof source> = {
  "export.command": "Get all records as one archive",
  "export.none": "There is no log server yet. Make one with /start.",
  "export.empty": "There are no records yet.",
  "export.started": "Gathering your records… 0 / {total}",
  "export.progress": "Gathering your records… {done} / {total}",
  "export.running": "They are being gathered right now. Just a moment.",
  "export.caption": "Exported records, part {part}. The README in part 1 says how to open them.",
  "export.done": "That is everything: {count} records. They are still sealed; your key opens them.",
  "export.failed":
    "It stopped on the way: Telegram does not seem to answer. Wait a little and send /export again.",
  "export.readme": `Libral export
=============

These are all the records of your log server. They are still sealed: to open them you need
your key and its passphrase. You do not need Libral. Any program that knows OpenPGP (RFC 9580)
will do; here we use Sequoia's sq (tried with version 1.3). https://sequoia-pgp.org/

What is in here
---------------

{keyFile}
    Your key, locked with your passphrase (Argon2).
certificates/bot-1.pgp
    The bot's certificate: it verifies what the bot has sealed, and the frames.
    The highest number is the newest one.
keysets/0001.pgp
    The list of your key, your devices and your bots, signed by you. Each follows the one before.
frames/00000001.pgp
    A frame: clear, signed by the bot. It holds the hashes of its envelopes and of the frame before.
envelopes/00000001-0000.pgp
    An envelope: the number of its frame, and its place in it.
index-1.json
    What frames and envelopes are in this archive, and who sealed each (writer).

To open an envelope
-------------------

If its writer begins with bot-:

    sq decrypt \\
      --known-notation context-lock@libral.g-ace.inc \\
      --recipient-file {keyFile} \\
      --signer-file certificates/bot-1.pgp \\
      --output note.bin envelopes/00000001-0000.pgp

If its writer begins with device- (written in the app), it is signed by your own key:

    sq decrypt \\
      --known-notation context-lock@libral.g-ace.inc \\
      --recipient-file {keyFile} \\
      --signer-file {keyFile} \\
      --output note.bin envelopes/00000001-0000.pgp

The first line of note.bin is the record (JSON); attachments follow from the second line on. Their
sizes stand under "attachments" in the first line, in the same order. To see the record alone:

    head -n 1 note.bin

--known-notation is needed because the signature says to which log and topic a record belongs and
which place it has. Take that away, or move the record elsewhere, and the signature does not match.
Records from before you had a key (keyset 0) are sealed to the bot alone and cannot be opened.

To verify a frame
-----------------

    sq verify \\
      --known-notation context-lock@libral.g-ace.inc \\
      --signer-file certificates/bot-1.pgp \\
      --message frames/00000001.pgp

In the JSON that comes out, previous.hash is the SHA-256 of the file of the frame before:

    sha256sum frames/00000001.pgp

If they match from 1 on, nothing is missing. Of an erased record the envelope's file is not there,
and its hash still stands in the frame.
`,
};
