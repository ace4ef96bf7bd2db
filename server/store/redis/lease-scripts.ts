// The scripts by which nodes know of each other. Their keys are all of one slot. Times are the Redis's own, in milliseconds, so
// that the nodes' clocks do not matter.

/** `now`, for the scripts that follow. */
export const NOW = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
`

/**
 * A node that begins: it has a lease from now on, before anything is written that only a lease keeps.
 * KEYS: the leases. ARGV: the node, the lease's length. Answers now.
 */
export const TAKE_LEASE = `${NOW}
redis.call('ZADD', KEYS[1], string.format('%.0f', now + ARGV[2]), ARGV[1])
return string.format('%.0f', now)
`

/**
 * Renews a node's lease and looks for those that have run out, and for those that stopped in order some time ago; each that is
 * found is this node's to clear away, for as long as a lease, and another's after that. Where the renewal itself was late all may
 * have been (Redis stood still): then nobody is found before the others have had a lease's time to renew theirs.
 * KEYS: the leases, those to be cleared away. ARGV: the node, the lease's length, after how long a renewal is late, since when
 * none was. Answers nothing where the lease is lost, otherwise since when none was late, who died, who is to be cleared away, and
 * all whom there are, each with spaces between them.
 */
export const RENEW_LEASE = `${NOW}
local ends = redis.call('ZSCORE', KEYS[1], ARGV[1])
if not ends then return '' end
local lease, steady = tonumber(ARGV[2]), tonumber(ARGV[4])
if now - (ends - lease) > tonumber(ARGV[3]) then steady = now end
local today, next = string.format('%.0f', now), string.format('%.0f', now + lease)
redis.call('ZADD', KEYS[1], next, ARGV[1])
local died, ended = {}, {}
if now - steady >= lease then
  ended = redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', today)
  died = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', today)
  for _, node in ipairs(died) do
    redis.call('ZREM', KEYS[1], node)
    ended[#ended + 1] = node
  end
  for _, node in ipairs(ended) do redis.call('ZADD', KEYS[2], next, node) end
end
local known = redis.call('ZRANGE', KEYS[1], 0, -1)
for _, node in ipairs(redis.call('ZRANGE', KEYS[2], 0, -1)) do known[#known + 1] = node end
return {string.format('%.0f', steady), table.concat(died, ' '), table.concat(ended, ' '), table.concat(known, ' ')}
`

/**
 * A node that stops in order: it has no lease any more, and is cleared away by another one after a while; by itself, where nobody
 * else lives. KEYS: the leases, those to be cleared away. ARGV: the node, the while. Answers 1 in that case.
 */
export const END_LEASE = `${NOW}
if redis.call('ZREM', KEYS[1], ARGV[1]) == 0 then return 0 end
redis.call('ZADD', KEYS[2], string.format('%.0f', now + ARGV[2]), ARGV[1])
if redis.call('ZCOUNT', KEYS[1], string.format('%.0f', now), '+inf') > 0 then return 0 end
return 1
`

/**
 * Takes up a duty that nobody has who lives, or says that this node has it.
 * KEYS: the leases, the duties. ARGV: the node, the duty. Answers 1 where it is this node's.
 */
export const TAKE_DUTY = `${NOW}
if not redis.call('ZSCORE', KEYS[1], ARGV[1]) then return 0 end
local holder = redis.call('HGET', KEYS[2], ARGV[2])
if holder and holder ~= ARGV[1] then
  local ends = redis.call('ZSCORE', KEYS[1], holder)
  if ends and tonumber(ends) > now then return 0 end
end
redis.call('HSET', KEYS[2], ARGV[2], ARGV[1])
return 1
`

/** Gives a duty up where this node has it. KEYS: the duties. ARGV: the node, the duty. */
export const GIVE_UP_DUTY = `
if redis.call('HGET', KEYS[1], ARGV[2]) == ARGV[1] then redis.call('HDEL', KEYS[1], ARGV[2]) end
return 1
`

/**
 * Notes that people are here by this node, before that is written to their own keys: whoever clears the node away finds them.
 * KEYS: the leases, the node's people. ARGV: the node, people. Answers 0 where the lease is lost; then nothing is noted.
 */
export const NOTE_PEOPLE = `
if not redis.call('ZSCORE', KEYS[1], ARGV[1]) then return 0 end
for at = 2, #ARGV do redis.call('SADD', KEYS[2], ARGV[at]) end
return 1
`
