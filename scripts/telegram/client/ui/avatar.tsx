/** A round picture with initials on a gradient, and a topic's speech-bubble icon. Decorative. */
import { initialsOf, peerColour, topicColour } from "../model/names.ts";

/** The avatar of a person, bot or group; `size` in pixels. */
export function Avatar({ id, title, size = 54 }: { id: number; title: string; size?: number }) {
  return (
    <span
      class={`avatar peer-${peerColour(id)}`}
      style={{ width: `${size}px`, height: `${size}px`, fontSize: `${Math.round(size * 0.4)}px` }}
      aria-hidden="true"
    >
      {initialsOf(title)}
    </span>
  );
}

/** A topic's icon: its colour with the first letter; General has a hash sign. */
export function TopicIcon(props: {
  name: string;
  iconColor: number;
  isGeneral: boolean;
  size?: number;
}) {
  const size = props.size ?? 32;
  if (props.isGeneral) {
    return (
      <span
        class="topic-icon general"
        style={{ width: `${size}px`, height: `${size}px` }}
        aria-hidden="true"
      >
        #
      </span>
    );
  }
  const colour = topicColour(props.iconColor);
  return (
    <svg class="topic-icon" width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <path
        d="M16 3.500c7.200 0 13 4.900 13 11.200s-5.800 11.200-13 11.200c-1.300 0-2.600-.2-3.800-.5-1.600 1.300-3.900 2.300-6.600 2.500-.6 0-.8-.6-.4-1 1-1 1.600-2.300 1.800-3.700C4.400 21.100 3 18.100 3 14.700 3 8.400 8.800 3.500 16 3.500z"
        fill={colour}
      />
      <text x="16" y="19.500" text-anchor="middle" class="topic-letter">
        {initialsOf(props.name)}
      </text>
    </svg>
  );
}
