/** All checks in the order in which a person would mend them. */
import { checkDataDir } from "./checks-here.ts";
import { checkOperator } from "./checks-operator.ts";
import { checkProfile, checkToken, checkWebhook } from "./checks-telegram.ts";
import { checkCertificate, checkUrl } from "./checks-web.ts";
import type { Finding, Surroundings } from "./finding.ts";

/** Everything that needs settings. What hangs on a wrong token is left out, and its line says so. */
export async function examine(around: Surroundings): Promise<readonly Finding[]> {
  const { botId, findings } = await checkToken(around);
  return [
    checkDataDir(around.config.dataDir, around.language),
    ...findings,
    ...(await checkUrl(around)),
    ...(await checkCertificate(around)),
    ...(botId === null
      ? []
      : [
          ...(await checkWebhook(around)),
          ...(await checkProfile(around)),
          ...(await checkOperator(around, botId)),
        ]),
  ];
}
