// What changes who may come into a room, as `directory-scripts.ts` does what changes who is in it.
import { ROOM_IS_THERE } from './directory-scripts.ts'
import { IN_TIME, NOW } from './hints.ts'
import type { RedisLink, RunScript } from './link.ts'

/** KEYS: room, bans, names, invited. ARGV: when it was announced, person, name, when. The first ban stands. */
const BAN = `${IN_TIME}${ROOM_IS_THERE}
  if not redis.call('ZSCORE', KEYS[2], ARGV[2]) then redis.call('ZADD', KEYS[2], ARGV[4], ARGV[2]) end
  redis.call('HSETNX', KEYS[3], ARGV[2], ARGV[3])
  redis.call('HDEL', KEYS[4], ARGV[2])
  return 'YES'`

/** KEYS: bans. ARGV: person. Answers when that was. */
const LIFT_BAN = `${NOW}
  redis.call('ZREM', KEYS[1], ARGV[1])
  return now`

/**
 * KEYS: room, present, bans, names, invited. ARGV: when it was announced, person, name, the invitation as JSON. NO where they
 * are in or banned.
 */
const INVITE = `${IN_TIME}${ROOM_IS_THERE}
  if redis.call('ZSCORE', KEYS[2], ARGV[2]) or redis.call('ZSCORE', KEYS[3], ARGV[2]) then return 'NO' end
  redis.call('HSETNX', KEYS[4], ARGV[2], ARGV[3])
  redis.call('HSET', KEYS[5], ARGV[2], ARGV[4])
  return 'YES'`

/** KEYS: invited. ARGV: person. Answers when that was. */
const WITHDRAW = `${NOW}
  redis.call('HDEL', KEYS[1], ARGV[1])
  return now`

export type DoorScripts = Record<'ban' | 'liftBan' | 'invite' | 'withdraw', RunScript>

/** The scripts, for as long as the link is open. */
export function doorScripts(link: RedisLink): DoorScripts {
  return {
    ban: link.script('ban', BAN),
    liftBan: link.script('liftBan', LIFT_BAN),
    invite: link.script('invite', INVITE),
    withdraw: link.script('withdrawInvitation', WITHDRAW),
  }
}
