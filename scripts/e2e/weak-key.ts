/**
 * A key that is too weak, made once with another program's old habits: version 4, locked with a
 * salted hash instead of Argon2, and without authentication. It belongs to nobody.
 */
export const WEAK_KEY = `-----BEGIN PGP PRIVATE KEY BLOCK-----

xYYEaVW5ABYJKwYBBAHaRw8BAQdAcr2DphLSBSCkhqQfyTOgMVjwtRFTS+SQ
DZ608vOIxdz+CQMI0wi2vazouzngWp2cQE/vZ3D4nehWj4cj0HTdIMmIsFMh
DtBHLrZ35VP7AHWAunk3MPC3hpNsyg5HiHJQb9i9xIGlsvyrLI+wtOdOSl2p
L80Ed2Vha8LAEwQTFgoAhQWCaVW5AAMLCQcJEJrNWYrje3HpRRQAAAAAABwA
IHNhbHRAbm90YXRpb25zLm9wZW5wZ3Bqcy5vcmfULOKLFpXLi/fkJzws3wEb
b44pLEbYKOASeErkNvpXYgUVCggODAQWAAIBAhkBApsDAh4BFiEEZGnAKZM6
3i4LYmNYms1ZiuN7cekAAGkiAP9v0cpsA/t1+38Fau94dIdI/UeMjqnzsOOf
Ho89edvWZgD5Aa/KMSrWAP/sI9MburRYk9c9EcDZC2QChNC+aG89RwvHiwRp
VbkAEgorBgEEAZdVAQUBAQdAD8fvziUwALJMwx+CtJ5g+QPl7W2EJ526EMtu
9tmBdAcDAQgH/gkDCInZ7WpLnA7H4JascBLSQheJx27IUALWWVD228jP1Sx+
E4u4kt+lWdgRtNCvSwUPXwiGo+rTYm/D8dMoNqZsLLZPHfiIvQnZyYykVYTz
LNDCvgQYFgoAcAWCaVW5AAkQms1ZiuN7celFFAAAAAAAHAAgc2FsdEBub3Rh
dGlvbnMub3BlbnBncGpzLm9yZ7MGyzYVAE8IqawvCXDR9idgPfTLPDXYeMGK
wNOk81/WApsMFiEEZGnAKZM63i4LYmNYms1ZiuN7cekAAIigAQCWVwLxA92U
hZl1H9QbloJlM44pQdhgC9+lgHE3blHo0AEAzY28WV7EApN7usNmGeDQQVoU
Qw/ukYgnSjitIc7Tjw0=
=eGhj
-----END PGP PRIVATE KEY BLOCK-----
`;

/** Its fingerprint, filled up to the length of one of ours. */
export const WEAK_FINGERPRINT = "b6be78836f22926db7be064334a78f3c9f1da3c3000000000000000000000000";
