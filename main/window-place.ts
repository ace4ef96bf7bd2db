// Where the window opens: where it was, if that is still on a screen.
import type { Rectangle } from 'electron'
import type { WindowPlace } from './stored-settings.ts'

const FIRST = { width: 1100, height: 760 }
/** So much of the title bar must be on a screen, in device-independent pixels, for a person to get hold of it. */
const GRIP = { width: 120, height: 40 }

/** Bounds for a new window. Without x and y the system places it: the first time, and when its screen is gone. */
export function boundsFor(
  remembered: WindowPlace | null,
  screens: readonly Rectangle[],
): { width: number; height: number; x?: number; y?: number } {
  if (remembered === null) return FIRST
  const { x, y, width, height } = remembered
  return screens.some((screen) => canGrip(remembered, screen)) ? { x, y, width, height } : { width, height }
}

function canGrip({ x, y, width }: WindowPlace, screen: Rectangle): boolean {
  const visible = Math.min(x + width, screen.x + screen.width) - Math.max(x, screen.x)
  const below = screen.y + screen.height - y
  return visible >= GRIP.width && y >= screen.y && below >= GRIP.height
}
