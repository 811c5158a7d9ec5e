/**
 * A fingerprint as a small picture and as groups of four digits: eyes compare the one at a glance,
 * and the other when it matters. The picture is no proof; the digits are.
 */

const SIZE = 7;

/** Which squares are on: mirrored, so that it looks like something one remembers. */
export function emblemCells(fingerprint: string): readonly (readonly [x: number, y: number])[] {
  const bits = [...fingerprint.slice(0, 14)].flatMap((digit) => {
    const value = Number.parseInt(digit, 16);
    return [8, 4, 2, 1].map((bit) => (value & bit) !== 0);
  });
  const half = Math.ceil(SIZE / 2);
  const cells: [number, number][] = [];
  for (let y = 0; y < SIZE; y++) {
    for (let x = 0; x < half; x++) {
      if (!bits[y * half + x]) continue;
      cells.push([x, y]);
      if (x < SIZE - 1 - x) cells.push([SIZE - 1 - x, y]);
    }
  }
  return cells;
}

/** Groups of four digits. */
export function fingerprintGroups(fingerprint: string): readonly string[] {
  return fingerprint.toUpperCase().match(/.{1,4}/g) ?? [];
}

export function Emblem({
  fingerprint,
  size,
}: {
  readonly fingerprint: string;
  readonly size: number;
}) {
  return (
    <svg
      class="emblem"
      viewBox={`-0.5 -0.5 ${SIZE + 1} ${SIZE + 1}`}
      width={size}
      height={size}
      aria-hidden="true"
    >
      {emblemCells(fingerprint).map(([x, y]) => (
        <rect key={`${x}.${y}`} x={x + 0.06} y={y + 0.06} width={0.88} height={0.88} rx={0.24} />
      ))}
    </svg>
  );
}
