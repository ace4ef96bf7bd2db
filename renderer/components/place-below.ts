// Where something that opens over the page stands: under what opened it, and within the window.

/** Pixels to the window's edge, and to what opened it. */
const EDGE = 8
const GAP = 4

/** Under the anchor and ending where it ends; above it where there is no room below. Both are in the page. */
export function placeBelow(element: HTMLElement, anchor: HTMLElement): void {
  const { top, bottom, right } = anchor.getBoundingClientRect()
  const { width, height } = element.getBoundingClientRect()
  const below = bottom + GAP
  const y = below + height <= innerHeight - EDGE ? below : Math.max(EDGE, top - GAP - height)
  element.style.top = `${y}px`
  element.style.left = `${Math.max(EDGE, right - width)}px`
}
