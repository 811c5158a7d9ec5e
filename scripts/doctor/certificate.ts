/** Looks at a server's certificate by one TLS handshake; sends nothing. */
import { connect } from "node:tls";
import type { CertificateView } from "./finding.ts";
import { REQUEST_MS_MAX } from "./finding.ts";

export function certificateOf(host: string, port: number): Promise<CertificateView> {
  return new Promise((resolve) => {
    // Unauthorized ones are let through to be described; nothing is ever sent over this socket.
    const socket = connect({ host, port, servername: host, rejectUnauthorized: false });
    const finish = (view: CertificateView): void => {
      socket.destroy();
      resolve(view);
    };
    socket.setTimeout(REQUEST_MS_MAX, () => finish({ kind: "silent", why: "timeout" }));
    socket.once("error", (error) => finish({ kind: "silent", why: error.message }));
    socket.once("secureConnect", () => {
      const date = Date.parse(socket.getPeerCertificate().valid_to);
      const validUntil = Number.isNaN(date) ? null : date;
      if (socket.authorized && validUntil !== null) finish({ kind: "trusted", validUntil });
      else finish({ kind: "untrusted", why: String(socket.authorizationError), validUntil });
    });
  });
}
