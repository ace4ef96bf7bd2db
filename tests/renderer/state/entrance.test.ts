import { describe, expect, test } from 'vitest'
import { LIMITS } from '../../../protocol/limits.ts'
import { RequestFailure } from '../../../renderer/connection/request.ts'
import { Entrance, type Place } from '../../../renderer/state/entrance.svelte.ts'

const LONGEST = 'p'.repeat(LIMITS.accountPasswordLength)
const SHORTEST = 'p'.repeat(LIMITS.shortestAccountPassword)

function filled(given: Partial<Entrance>): Entrance {
  return Object.assign(new Entrance('Mina'), given)
}

describe('an entrance', () => {
  test('lets in whoever has filled in what their way asks for, and nothing else', () => {
    const key = { login: 'mina', password: SHORTEST }
    expect(filled({ ...key }).newcomer()).toEqual({ way: 'guest', nickname: 'Mina' })
    expect(filled({ way: 'login', ...key, nickname: '' }).newcomer()).toEqual({ way: 'login', ...key })
    expect(filled({ way: 'signup', ...key }).newcomer()).toEqual({ way: 'signup', nickname: 'Mina', ...key })
  })

  test.each<[string, Partial<Entrance>, Place, string]>([
    ['no nickname', { nickname: ' ' }, 'nickname', 'NAME_EMPTY'],
    ['no nickname for an account', { way: 'signup', nickname: '' }, 'nickname', 'NAME_EMPTY'],
    ['no login', { way: 'login', login: ' ' }, 'login', 'LOGIN_EMPTY'],
    ['a login with spaces', { way: 'signup', login: 'mi na' }, 'login', 'BAD_LOGIN'],
    ['a login that is too long', { way: 'signup', login: 'm'.repeat(65) }, 'login', 'BAD_LOGIN'],
    ['no password', { way: 'login', login: 'mina' }, 'password', 'PASSWORD_EMPTY'],
    ['no new password', { way: 'signup', login: 'mina' }, 'password', 'PASSWORD_EMPTY'],
    [
      'a new password that is too short',
      { way: 'signup', login: 'mina', password: SHORTEST.slice(1) },
      'password',
      'BAD_PASSWORD',
    ],
    [
      'a new password that is too long',
      { way: 'signup', login: 'mina', password: `${LONGEST}p` },
      'password',
      'BAD_PASSWORD',
    ],
  ])('says at the field that there is %s', (_, given, place, code) => {
    const entrance = filled(given)
    expect([entrance.newcomer(), entrance.faultAt(place)]).toEqual([null, code])
  })

  test('leaves it to the host whether a password that somebody has is the right one', () => {
    expect(filled({ way: 'login', login: 'mina', password: 'short' }).newcomer()).not.toBeNull()
    expect(filled({ way: 'signup', login: 'mina', password: LONGEST }).newcomer()).not.toBeNull()
  })

  test.each<[ConstructorParameters<typeof RequestFailure>[0], Place]>([
    ['LOGIN_TAKEN', 'login'],
    ['BAD_LOGIN', 'login'],
    ['BAD_PASSWORD', 'password'],
    ['WRONG_LOGIN', 'password'],
    ['WRONG_PASSWORD', 'hostPassword'],
    ['BAD_NAME', 'nickname'],
    ['UNREACHABLE', 'form'],
  ])('puts the host’s %s where it belongs: %s', (code, place) => {
    const entrance = filled({})
    entrance.refused(new RequestFailure(code))
    expect(entrance.faultAt(place)).toBe(code)
  })

  test('tells when to try again, as the host names it', () => {
    const entrance = filled({})
    entrance.refused(new RequestFailure('TOO_FAST', 12))
    expect([entrance.faultAt('form'), entrance.wait]).toEqual(['TOO_FAST', 12])
    entrance.refused(new RequestFailure('TOO_FAST'))
    expect(entrance.wait).toBeNull()
  })

  test('forgets what was wrong when somebody takes another way, and when nothing is wrong any more', () => {
    const entrance = new Entrance('Mina', 'TOKEN_REVOKED')
    expect(entrance.faultAt('form')).toBe('TOKEN_REVOKED')
    entrance.turn('login')
    expect(entrance.faultAt('form')).toBe('')
    entrance.tell('PASSWORD_NEEDED')
    entrance.clear()
    expect(entrance.faultAt('hostPassword')).toBe('')
  })
})
