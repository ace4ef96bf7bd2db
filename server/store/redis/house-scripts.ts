// What puts a log that was begun elsewhere into Redis, as the log's own scripts would have it (`log-keys.ts`), and what a room's
// people come to.

/** `head`: where the log stands, its parts as texts; nil where it has not begun. */
const HEAD = `
local stands = redis.call('HGET', KEYS[1], 'stands') or ''
local epoch, history, first, last, talks = string.match(stands, '^(%S+) (%S+) (%d+) (%d+) (%d+)$')`

/**
 * Begins a log in the epoch that it had, and in the history that Redis has now; what was kept of it stays. KEYS: those of the log.
 * ARGV: the epoch. Answers the last seq, 0 for none.
 */
export const BEGIN_LOG = `${HEAD}
local now = string.match(tostring(redis.call('INFO', 'replication')), 'master_replid:(%x+)') or 'one'
redis.call('HSET', KEYS[1], 'stands', table.concat({ ARGV[1], now, first or '0', last or '0', talks or '0' }, ' '))
return last or '0'`

/**
 * Keeps entries with the seqs that they have, in their order; those that are there stay. KEYS: those of the log, which has begun.
 * ARGV, nine for each: seq, type, senderId, sender, nonce, sentAt, reason, refersTo, and what stands in the texts behind the number
 * of TALKs. Answers the last seq.
 */
export const KEEP_ENTRIES = `${HEAD}
first, last, talks = tonumber(first), tonumber(last), tonumber(talks)
local function keep(seq, type, senderId, sender, nonce, sentAt, reason, refersTo, text)
  if first == 0 then first = tonumber(seq) end
  last = tonumber(seq)
  if type == 'TALK' then talks = talks + 1 end
  redis.call('HSET', KEYS[3], seq, string.format('%d', talks) .. text)
  redis.call('XADD', KEYS[2], seq, 'type', type, 'senderId', senderId, 'sender', sender, 'nonce', nonce, 'sentAt', sentAt,
    'reason', reason, 'refersTo', refersTo)
  redis.call('HSET', KEYS[4], senderId .. ' ' .. nonce, seq)
end
for at = 1, #ARGV, 9 do
  if tonumber(ARGV[at]) > last then
    keep(ARGV[at], ARGV[at + 1], ARGV[at + 2], ARGV[at + 3], ARGV[at + 4], ARGV[at + 5], ARGV[at + 6], ARGV[at + 7], ARGV[at + 8])
  end
end
redis.call('HSET', KEYS[1], 'stands', epoch .. ' ' .. history .. string.format(' %d %d %d', first, last, talks))
return string.format('%d', last)`

/** Where the log stands, as it is: nothing is begun. KEYS: those of the log. Answers epoch, first and last; nothing for no log. */
export const STANDS = `${HEAD}
if not epoch then return {} end
return { epoch, first, last }`

/** Whoever writes to the log next begins a new epoch. KEYS: those of the log. */
export const END_EPOCH = `${HEAD}
if epoch then redis.call('HSET', KEYS[1], 'stands', table.concat({ epoch, 'moved', first, last, talks }, ' ')) end
return 1`

/** Counts who is in a room, and goes on from the last who came in. KEYS: room, present. */
export const COUNT_PRESENT = `
local newest = redis.call('ZREVRANGE', KEYS[2], 0, 0, 'WITHSCORES')
redis.call('HSET', KEYS[1], 'members', redis.call('ZCARD', KEYS[2]), 'entered', newest[2] or '0')
return 1`

/** Rooms that are made from now on have numbers after this one. KEYS: the last number. ARGV: a room's. */
export const KEEP_NUMBER = `
if tonumber(redis.call('GET', KEYS[1]) or '0') < tonumber(ARGV[1]) then redis.call('SET', KEYS[1], ARGV[1]) end
return 1`
