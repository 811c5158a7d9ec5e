/**
 * Width and height of JPEG, PNG, GIF and WebP pictures, read from their headers.
 */

export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** The size, or null when the bytes are no picture of these kinds. */
export function pictureSize(bytes: Uint8Array): PictureSize | null {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.length < 24) return null;
  if (view.readUInt32BE(0) === 0x89504e47) {
    return { width: view.readUInt32BE(16), height: view.readUInt32BE(20) };
  }
  if (view.toString("latin1", 0, 3) === "GIF") {
    return { width: view.readUInt16LE(6), height: view.readUInt16LE(8) };
  }
  if (view.toString("latin1", 0, 4) === "RIFF" && view.toString("latin1", 8, 12) === "WEBP") {
    return webpSize(view);
  }
  return view.readUInt16BE(0) === 0xffd8 ? jpegSize(view) : null;
}

/** JPEG: the first start-of-frame segment has the size (ITU T.81, B.2.2). */
function jpegSize(view: Buffer): PictureSize | null {
  let at = 2;
  while (at + 9 < view.length) {
    if (view[at] !== 0xff) return null;
    const marker = view[at + 1] ?? 0;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { height: view.readUInt16BE(at + 5), width: view.readUInt16BE(at + 7) };
    // Fill bytes and markers without a length.
    if (marker === 0xff) at += 1;
    else if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) at += 2;
    else at += 2 + view.readUInt16BE(at + 2);
  }
  return null;
}

/** WebP: VP8X and VP8 (lossy) and VP8L (lossless) headers. */
function webpSize(view: Buffer): PictureSize | null {
  if (view.length < 30) return null;
  switch (view.toString("latin1", 12, 16)) {
    case "VP8X":
      return { width: 1 + view.readUIntLE(24, 3), height: 1 + view.readUIntLE(27, 3) };
    case "VP8 ":
      return { width: view.readUInt16LE(26) & 0x3fff, height: view.readUInt16LE(28) & 0x3fff };
    case "VP8L": {
      const bits = view.readUInt32LE(21);
      return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >> 14) & 0x3fff) };
    }
    default:
      return null;
  }
}
