// Why what was filled in cannot be used, as codes that have words. Empty where it can.
import { toAccountPassword, toLogin } from '../../protocol/account.ts'
import type { TextResult } from '../../protocol/text.ts'

/** Of a person's or a room's name. */
export function nameFault(name: TextResult): '' | `NAME_${'EMPTY' | 'TOO_LONG' | 'BAD_CHARACTERS'}` {
  return name.ok ? '' : `NAME_${name.fault}`
}

export function loginFault(login: string): '' | 'LOGIN_EMPTY' | 'BAD_LOGIN' {
  if (login.trim() === '') return 'LOGIN_EMPTY'
  return toLogin(login) === null ? 'BAD_LOGIN' : ''
}

/** Of the password that somebody has. */
export function passwordFault(password: string): '' | 'PASSWORD_EMPTY' {
  return password === '' ? 'PASSWORD_EMPTY' : ''
}

/** Of a password that an account is made with. */
export function newPasswordFault(password: string): '' | 'PASSWORD_EMPTY' | 'BAD_PASSWORD' {
  return passwordFault(password) || (toAccountPassword(password) === null ? 'BAD_PASSWORD' : '')
}
