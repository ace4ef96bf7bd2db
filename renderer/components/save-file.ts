// Gives a file that is here to the browser or the app, which asks or knows where it is kept.
import { later } from '../state/clock.ts'

/** By then the browser has taken what the address stands for, in milliseconds. */
const TAKEN_AFTER = 60_000

export function saveFile(name: string, content: Blob): void {
  const address = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  later(() => URL.revokeObjectURL(address), TAKEN_AFTER)
}
