// What somebody fills in to come in to a host, and what is wrong with it.
import { toNickname } from '../../protocol/text.ts'
import type { AccountKey, Newcomer } from '../connection/newcomer.ts'
import { codeOf, waitOf } from './failure.ts'
import { loginFault, nameFault, newPasswordFault, passwordFault } from './field-faults.ts'

/** Where it is said that something is wrong: at a field, or below all of them. */
export type Place = 'nickname' | 'login' | 'password' | 'hostPassword' | 'form'

/** `code` is empty where nothing is wrong. `wait`: seconds until a try will be heard again; null where no time is known. */
interface Fault {
  place: Place
  code: string
  wait: number | null
}

const NONE: Fault = { place: 'form', code: '', wait: null }

const PLACES: Partial<Record<string, Place>> = {
  BAD_NAME: 'nickname',
  BAD_LOGIN: 'login',
  LOGIN_TAKEN: 'login',
  BAD_PASSWORD: 'password',
  WRONG_LOGIN: 'password',
  WRONG_PASSWORD: 'hostPassword',
  PASSWORD_NEEDED: 'hostPassword',
}

export class Entrance {
  way = $state<Newcomer['way']>('guest')
  nickname = $state('')
  login = $state('')
  password = $state('')
  /** Of the host, where it is asked for. */
  hostPassword = $state('')
  #fault = $state.raw<Fault>(NONE)

  /** `fault`: why somebody was sent back to here; empty where they were not. */
  constructor(nickname: string, fault = '') {
    this.nickname = nickname
    this.#fault = { ...NONE, code: fault }
  }

  /** The code of what is wrong there; empty where nothing is. */
  faultAt(place: Place): string {
    return this.#fault.place === place ? this.#fault.code : ''
  }

  get wait(): number | null {
    return this.#fault.wait
  }

  /** They go another way: what was wrong with this one is over. */
  turn(way: Newcomer['way']): void {
    this.way = way
    this.#fault = NONE
  }

  /** Whether the nickname can be used; where it cannot, that is said at its field. */
  isNamed(): boolean {
    return this.#passes('nickname', nameFault(toNickname(this.nickname)))
  }

  /** Who wants to come in; null where what was filled in cannot be used, which is then said at its field. */
  newcomer(): Newcomer | null {
    const { way, nickname } = this
    switch (way) {
      case 'guest':
        return this.isNamed() ? { way, nickname } : null
      case 'login':
        return this.#isKey(passwordFault) ? { way, ...this.#key } : null
      case 'signup':
        return this.isNamed() && this.#isKey(newPasswordFault) ? { way, nickname, ...this.#key } : null
    }
  }

  /** Something did not work: a code of our own. */
  tell(code: string, wait: number | null = null): void {
    this.#fault = { place: PLACES[code] ?? 'form', code, wait }
  }

  /** The host, or the way there, has refused them. */
  refused(error: unknown): void {
    this.tell(codeOf(error), waitOf(error))
  }

  /** Nothing is wrong any more. */
  clear(): void {
    this.#fault = NONE
  }

  get #key(): AccountKey {
    return { login: this.login, password: this.password }
  }

  #isKey(ofPassword: (password: string) => string): boolean {
    return (
      this.#passes('login', loginFault(this.login)) && this.#passes('password', ofPassword(this.password))
    )
  }

  #passes(place: Place, code: string): boolean {
    this.#fault = { place, code, wait: null }
    return code === ''
  }
}
