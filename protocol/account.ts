// What an account is made with: its login and its password, as the server keeps and compares them.
import type { Login } from './ids.ts'
import { LIMITS } from './limits.ts'
import { faultBeforehand, graphemes, toName } from './text.ts'

/** Spaces, and what has no shape of its own (UAX #44): logins that look the same should be the same. */
const UNFIT_FOR_LOGINS = /[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]/u
/** What UTF-8 cannot tell apart, and what some keyboards and libraries end a text at. */
const UNFIT_FOR_PASSWORDS = /[\0\p{Cs}]/u

/** A login in NFC with its case folded, or null where no account can have it: 1 to 64 visible clusters without spaces. */
export function toLogin(raw: string): Login | null {
  const name = toName(raw, LIMITS.loginLength)
  if (!name.ok || UNFIT_FOR_LOGINS.test(name.text)) return null
  // By way of capitals, because some letters have two small forms, and ß is two letters in them (Unicode §5.18).
  return name.text.toUpperCase().toLowerCase().normalize('NFC') as Login
}

/** A password of an account in NFC, spaces and all, or null where it is too short, too long, or cannot be kept. */
export function toAccountPassword(raw: string): string | null {
  const { accountPasswordLength: longest, shortestAccountPassword: shortest } = LIMITS
  if (faultBeforehand(raw, longest) !== null || UNFIT_FOR_PASSWORDS.test(raw)) return null
  const text = raw.normalize('NFC')
  const length = graphemes(text, longest)
  return length < shortest || length > longest ? null : text
}
