// Whole numbers as texts that are ordered as the numbers are, for what Redis orders by its text.

const LENGTH = 16

/** `count`: 0 or more, and safe. */
export function digits(count: number): string {
  return String(count).padStart(LENGTH, '0')
}
