// What changes a room and who is in it: each script is all of one change, on keys of the room's slot, and answers a verdict
// (`verdict.ts`). All times are ms since 1970.
import { IN_TIME, NOW } from './hints.ts'
import type { RedisLink, RunScript } from './link.ts'

/** Lua: ends a script about a room, KEYS[1], that is not there. */
export const ROOM_IS_THERE = `
  if redis.call('EXISTS', KEYS[1]) == 0 then return 'NO_ROOM' end`

/** KEYS: room. ARGV: when it was announced, fields and values. A room that is there stays as it is. */
const CREATE = `${IN_TIME}
  if redis.call('EXISTS', KEYS[1]) == 1 then return 'TAKEN' end
  redis.call('HSET', KEYS[1], unpack(ARGV, 2))
  return 'YES'`

/**
 * KEYS: room, present, names, stays. ARGV: when it was announced, the two people's ids and names, fields and values. NO where
 * the room is there: whoever comes second finds what the first has made, and makes what the first has only decided.
 */
const CREATE_DIRECT = `${IN_TIME}
  if redis.call('EXISTS', KEYS[1]) == 1 then return 'NO' end
  redis.call('HSET', KEYS[1], unpack(ARGV, 6))
  redis.call('HSET', KEYS[1], 'members', 2, 'entered', 2)
  redis.call('ZADD', KEYS[2], 1, ARGV[2], 2, ARGV[4])
  redis.call('HSET', KEYS[3], ARGV[2], ARGV[3], ARGV[4], ARGV[5])
  redis.call('HSET', KEYS[4], ARGV[2], 1, ARGV[4], 1)
  return 'YES'`

/** KEYS: room. ARGV: when it was closed or '', fields and values. What is closed stays closed since the first time. */
const CHANGE = `${ROOM_IS_THERE}
  if ARGV[1] ~= '' then redis.call('HSETNX', KEYS[1], 'closedAt', ARGV[1]) end
  if #ARGV > 1 then redis.call('HSET', KEYS[1], unpack(ARGV, 2)) end
  return 'YES'`

/**
 * KEYS: room, present, names, stays, bans, invited. ARGV: when it was announced, person, name, stay, whether by invitation.
 * Somebody is in, and invited no more; NO after a later step, or where they are banned or their invitation was withdrawn. Only
 * a new stay moves them to the end of the room's order.
 */
const ENTER = `${IN_TIME}${ROOM_IS_THERE}
  local user, stay = ARGV[2], tonumber(ARGV[4])
  local before = tonumber(redis.call('HGET', KEYS[4], user) or 0)
  local isIn = redis.call('ZSCORE', KEYS[2], user)
  if 2 * stay - 1 < 2 * before - (isIn and 1 or 0) then return 'NO' end
  if not isIn then
    if redis.call('ZSCORE', KEYS[5], user) then return 'NO' end
    if ARGV[5] == '1' and redis.call('HEXISTS', KEYS[6], user) == 0 then return 'NO' end
  end
  redis.call('HSET', KEYS[3], user, ARGV[3])
  redis.call('HSET', KEYS[4], user, ARGV[4])
  redis.call('HDEL', KEYS[6], user)
  if stay > before then redis.call('ZADD', KEYS[2], redis.call('HINCRBY', KEYS[1], 'entered', 1), user) end
  redis.call('HSET', KEYS[1], 'members', redis.call('ZCARD', KEYS[2]))
  return 'YES'`

/**
 * KEYS: room, present, names, stays. ARGV: person, name, stay. Somebody is out; NO after a later step. Answers the verdict and
 * when that was.
 */
const LEAVE = `${NOW}
  if redis.call('EXISTS', KEYS[1]) == 0 then return {'NO_ROOM', now} end
  local user, stay = ARGV[1], tonumber(ARGV[3])
  local before = tonumber(redis.call('HGET', KEYS[4], user) or 0)
  if 2 * stay < 2 * before - (redis.call('ZSCORE', KEYS[2], user) and 1 or 0) then return {'NO', now} end
  redis.call('HSET', KEYS[3], user, ARGV[2])
  redis.call('HSET', KEYS[4], user, ARGV[3])
  redis.call('ZREM', KEYS[2], user)
  redis.call('HSET', KEYS[1], 'members', redis.call('ZCARD', KEYS[2]))
  return {'YES', now}`

/** KEYS: room, marks. ARGV: person, seq. NO where the mark stands there or further. */
const MARK = `${ROOM_IS_THERE}
  local mark = redis.call('HGET', KEYS[2], ARGV[1])
  if mark and tonumber(mark) >= tonumber(ARGV[2]) then return 'NO' end
  redis.call('HSET', KEYS[2], ARGV[1], ARGV[2])
  return 'YES'`

/** KEYS: present, stays, bans, invited. ARGV: person. How they stand to the room at one moment. */
const STANDING = `
  local isIn, isBanned = redis.call('ZSCORE', KEYS[1], ARGV[1]), redis.call('ZSCORE', KEYS[3], ARGV[1])
  return {isIn and 1 or 0, tonumber(redis.call('HGET', KEYS[2], ARGV[1]) or 0), isBanned and 1 or 0,
    redis.call('HEXISTS', KEYS[4], ARGV[1])}`

export type DirectoryScripts = Record<
  'create' | 'createDirect' | 'change' | 'enter' | 'leave' | 'mark' | 'standing',
  RunScript
>

/** The scripts, for as long as the link is open. */
export function directoryScripts(link: RedisLink): DirectoryScripts {
  return {
    create: link.script('createRoom', CREATE),
    createDirect: link.script('createDirectRoom', CREATE_DIRECT),
    change: link.script('changeRoom', CHANGE),
    enter: link.script('enterRoom', ENTER),
    leave: link.script('leaveRoom', LEAVE),
    mark: link.script('markRead', MARK),
    standing: link.script('standing', STANDING),
  }
}
