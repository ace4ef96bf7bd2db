// The steps in which an account is made.
import { IN_TIME, NOW } from './hints.ts'
import type { RedisLink, RunScript } from './link.ts'

/**
 * KEYS: login. ARGV: person, and whose claim since when has lapsed ('' where none has). The person has the claim now, unless
 * another one has, who is not that. Answers who has it, since when, and the time.
 */
const CLAIM = `${NOW}
  local holder, since = redis.call('HGET', KEYS[1], 'user'), redis.call('HGET', KEYS[1], 'at')
  local hasLapsed = holder == ARGV[2] and since == ARGV[3]
  if holder and holder ~= ARGV[1] and not hasLapsed then return {holder, tonumber(since), now} end
  redis.call('HSET', KEYS[1], 'user', ARGV[1], 'at', string.format('%.0f', now))
  return {ARGV[1], now, now}`

/** KEYS: login. ARGV: person. The person has no claim any more. */
const RELEASE = `
  if redis.call('HGET', KEYS[1], 'user') == ARGV[1] then redis.call('DEL', KEYS[1]) end
  return 1`

/**
 * KEYS: account. ARGV: since when the login is claimed, login, name, hash of the password. Answers YES, LATE (see `Hints`),
 * or NO and the login of the account that the person has.
 */
const MAKE = `${IN_TIME}
  local login = redis.call('HGET', KEYS[1], 'login')
  if login then return {'NO', login} end
  redis.call('HSET', KEYS[1], 'login', ARGV[2], 'name', ARGV[3], 'passwordHash', ARGV[4])
  return 'YES'`

export type AccountScripts = Record<'claim' | 'release' | 'make', RunScript>

/** The scripts, for as long as the link is open. */
export function accountScripts(link: RedisLink): AccountScripts {
  return {
    claim: link.script('claimLogin', CLAIM),
    release: link.script('releaseLogin', RELEASE),
    make: link.script('makeAccount', MAKE),
  }
}
