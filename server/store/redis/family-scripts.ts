// What an exchange and a revocation make of a family: `exchangeStep` and `revokeStep` of family-step.ts, in Lua. A test holds them
// against each other. A family goes by itself when its last token has ended, as long after the caller's `at` as it lasts.
import { IN_TIME } from './hints.ts'
import type { RedisLink, RunScript } from './link.ts'

/** Lua: what is kept of the family KEYS[1]; `generation` nil where nothing is, `revokedAt` false for null. */
const KNOWN = `
  local generation = tonumber(redis.call('HGET', KEYS[1], 'generation') or nil)
  local revokedAt = redis.call('HGET', KEYS[1], 'revokedAt')`

/** KEYS: family. ARGV: generation, nonce ('' for null), at, until. Where it is `reused` nothing is written yet: `revoke` does that. */
const EXCHANGE = `${KNOWN}
  if revokedAt then return 'revoked' end
  local asked = tonumber(ARGV[1])
  if generation and asked < generation then
    local isSame = asked + 1 == generation and ARGV[2] ~= '' and redis.call('HGET', KEYS[1], 'nonce') == ARGV[2]
    return isSame and 'exchanged' or 'reused'
  end
  redis.call('HSET', KEYS[1], 'generation', string.format('%.0f', asked + 1), 'nonce', ARGV[2], 'until', ARGV[4])
  redis.call('PEXPIRE', KEYS[1], string.format('%.0f', math.max(tonumber(ARGV[4]) - tonumber(ARGV[3]), 1)))
  return 'exchanged'`

/**
 * KEYS: family. ARGV: when it was announced, at, until ('' for no later than is known). The first revocation stands: NO after
 * it, and then no more than `until` changes.
 */
const REVOKE = `${IN_TIME}${KNOWN}
  local last = math.max(tonumber(redis.call('HGET', KEYS[1], 'until') or 0), tonumber(ARGV[3]) or 0)
  redis.call('HSET', KEYS[1], 'until', string.format('%.0f', last))
  if not generation then redis.call('HSET', KEYS[1], 'generation', 0, 'nonce', '') end
  redis.call('HSETNX', KEYS[1], 'revokedAt', ARGV[2])
  redis.call('PEXPIRE', KEYS[1], string.format('%.0f', math.max(last - tonumber(ARGV[2]), 1)))
  return revokedAt and 'NO' or 'YES'`

/** KEYS: family. ARGV: now. It is forgotten where its last token has ended. */
const FORGET = `
  local ends = redis.call('HGET', KEYS[1], 'until')
  if ends and tonumber(ends) <= tonumber(ARGV[1]) then return redis.call('DEL', KEYS[1]) end
  return 0`

export type FamilyScripts = Record<'exchange' | 'revoke' | 'forget', RunScript>

/** The scripts, for as long as the link is open. */
export function familyScripts(link: RedisLink): FamilyScripts {
  return {
    exchange: link.script('exchangeToken', EXCHANGE),
    revoke: link.script('revokeFamily', REVOKE),
    forget: link.script('forgetFamily', FORGET),
  }
}
