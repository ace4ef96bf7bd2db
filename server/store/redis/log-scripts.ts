// The scripts that change and read a room's log. All keys of one are the room's own (see `log-keys.ts`), so each script is atomic,
// on a Redis Cluster too. Where it costs nothing they use only what a stand-in in this process's memory can do too; that knows
// no other history than its own, cannot look into lists within lists, and takes only a list that is made as one for a list.

const HISTORY_NOW = `string.match(tostring(redis.call('INFO', 'replication')), 'master_replid:(%x+)') or 'one'`

/**
 * `standing(fresh)` answers where the log stands: its `epoch`, its `first` and `last` seq, how many `talks` there were up to that,
 * and whether the epoch has just begun, `renewed`. A log has an epoch for each history of the data (Redis's replication id, which
 * is another one after every restart and every failover): where the history is not the one in which the log was written last,
 * entries may have been lost, and the seqs from here on are those of the epoch `fresh`. Where the head itself was lost, the
 * entries tell the rest. `stand(log)` writes it down.
 */
const STANDING = `
local function seqIn(entry) return entry and tonumber(string.match(entry[1], '^%d+')) or 0 end
local function standing(fresh)
  local log, before = { first = 0, last = 0, talks = 0 }, nil
  log.history = ${HISTORY_NOW}
  local head = redis.call('HGET', KEYS[1], 'stands')
  if head then
    log.epoch, before, log.first, log.last, log.talks = string.match(head, '^(%S+) (%S+) (%d+) (%d+) (%d+)$')
  else
    log.first = seqIn(redis.call('XRANGE', KEYS[2], '-', '+', 'COUNT', 1)[1])
    log.last = seqIn(redis.call('XREVRANGE', KEYS[2], '+', '-', 'COUNT', 1)[1])
    local newest = redis.call('HGET', KEYS[3], string.format('%d', log.last))
    if newest then log.talks = string.match(newest, '^%d+') end
  end
  for _, part in ipairs({ 'first', 'last', 'talks' }) do log[part] = tonumber(log[part]) end
  log.renewed = before ~= log.history
  if log.renewed then log.epoch = fresh end
  return log
end
local function stand(log)
  local numbers = string.format(' %d %d %d', log.first, log.last, log.talks)
  redis.call('HSET', KEYS[1], 'stands', log.epoch .. ' ' .. log.history .. numbers)
end`

/** `textOf(seq)` answers what there is for a seq in the texts; for an EDIT that of the TALK that it refers to. */
const TEXT_OF = `
local function textOf(seq)
  local text = redis.call('HGET', KEYS[3], seq)
  local talk = text and string.match(text, '^%d+ E(%d+)$')
  if talk then text = redis.call('HGET', KEYS[3], talk) end
  return text or ''
end`

/**
 * Appends drafts, in their order, all of them or, where Redis cannot, none: each has the next seq, unless its sender's nonce has
 * been used. An EDIT or DELETE changes the TALK that it refers to. What was appended is published.
 *
 * Keys: those of the log, and the channel. Arguments: the command that publishes, an epoch for where a new one begins, how many
 * bytes are published at most (what is more has to be read), and eight for each draft: type, senderId, sender, nonce, sentAt,
 * reason, refersTo, message. Answers the epoch, 1 where that has just begun, and for each draft whether its message is kept
 * (1, or 0 for what had no effect) and its seq; or 2, the entry that was there, in a list, and its text.
 */
export const APPEND = `${STANDING}${TEXT_OF}
local log, news, size = standing(ARGV[2]), {}, 0
local answers = { log.epoch, log.renewed and 1 or 0 }
local function part(text)
  news[#news + 1] = #text .. ':' .. text
  size = size + #text
end
local function amend(type, sentAt, refersTo, message)
  local talks = string.match(redis.call('HGET', KEYS[3], refersTo) or '', '^(%d+) T')
  if not talks then return 0 end
  local text = talks .. ' D'
  if type == 'EDIT' then text = talks .. ' T' .. sentAt .. ' ' .. message end
  redis.call('HSET', KEYS[3], refersTo, text)
  return 1
end
local function append(type, senderId, sender, nonce, sentAt, reason, refersTo, message)
  local mark = senderId .. ' ' .. nonce
  local before = redis.call('HGET', KEYS[4], mark)
  if before then return { 2, redis.call('XRANGE', KEYS[2], before, before), textOf(before) } end
  log.last = log.last + 1
  if log.first == 0 then log.first = log.last end
  local seq, text, effect = string.format('%d', log.last), '', 1
  if type == 'TALK' then
    log.talks = log.talks + 1
    text = ' T ' .. message
  elseif refersTo ~= '' then
    effect = amend(type, sentAt, refersTo, message)
    if effect == 0 then message = ''
    elseif type == 'EDIT' then text = ' E' .. refersTo end
  end
  redis.call('HSET', KEYS[3], seq, string.format('%d', log.talks) .. text)
  redis.call('XADD', KEYS[2], seq, 'type', type, 'senderId', senderId, 'sender', sender, 'nonce', nonce, 'sentAt', sentAt,
    'reason', reason, 'refersTo', refersTo)
  redis.call('HSET', KEYS[4], mark, seq)
  for _, each in ipairs({ seq, type, senderId, sender, nonce, sentAt, reason, refersTo, message }) do part(each) end
  return { effect, seq }
end
for at = 4, #ARGV, 8 do
  answers[#answers + 1] = append(ARGV[at], ARGV[at + 1], ARGV[at + 2], ARGV[at + 3], ARGV[at + 4], ARGV[at + 5], ARGV[at + 6],
    ARGV[at + 7])
end
if log.renewed or size > 0 then stand(log) end
if size > 0 then
  local seq = string.format('%d', log.last)
  local message = #log.epoch .. ':' .. log.epoch .. #seq .. ':' .. seq
  if size <= tonumber(ARGV[3]) then message = message .. table.concat(news) end
  redis.call(ARGV[1], KEYS[5], message)
end
return { unpack(answers) }`

/**
 * Answers a log's epoch, 1 where that has just begun, and the first and last seq. Argument: the epoch that begins where the log is
 * new, or of another history.
 */
export const HEAD = `${STANDING}
local log = standing(ARGV[1])
if log.renewed then stand(log) end
return { log.epoch, log.renewed and 1 or 0, string.format('%d', log.first), string.format('%d', log.last) }`

/** Answers the history of the data of the server that has the key, as `standing` knows it. */
export const HISTORY = `return ${HISTORY_NOW}`

/**
 * Two stretches of a log, with the texts as they are at one moment. Arguments: below which seq the first ends and how many
 * entries it has at most; from which seq the second begins, and how many. Answers the epoch and, for each stretch, the entries
 * and their texts; nothing where there is no log.
 */
export const READ = `${TEXT_OF}
local epoch, first, last = string.match(redis.call('HGET', KEYS[1], 'stands') or '', '^(%S+) %S+ (%d+) (%d+)')
if not epoch then return {} end
local function stretch(from, to)
  from, to = math.max(from, tonumber(first), 1), math.min(to, tonumber(last))
  if from > to then return {}, {} end
  local texts = {}
  for seq = from, to do texts[#texts + 1] = textOf(string.format('%d', seq)) end
  return redis.call('XRANGE', KEYS[2], string.format('%d', from), string.format('%d', to)), { unpack(texts) }
end
local below, from = math.min(tonumber(ARGV[1]), tonumber(last) + 1), math.max(tonumber(ARGV[3]), tonumber(first))
local older, olderTexts = stretch(below - tonumber(ARGV[2]), below - 1)
local newer, newerTexts = stretch(from, from + tonumber(ARGV[4]) - 1)
return { epoch, older, olderTexts, newer, newerTexts }`

/** How many TALKs there are after a seq: for each seq it is known how many there were up to it. */
export const TALKS_AFTER = `
local first, last, talks = string.match(redis.call('HGET', KEYS[1], 'stands') or '', '^%S+ %S+ (%d+) (%d+) (%d+)$')
local after = tonumber(ARGV[1])
if not first or last == '0' or after >= tonumber(last) then return 0 end
local held = after >= tonumber(first)
local before = redis.call('HGET', KEYS[3], held and ARGV[1] or first) or ''
local upTo = tonumber(string.match(before, '^%d+') or talks)
if not held and string.match(before, '^%d+ [TD]') then upTo = upTo - 1 end
return tonumber(talks) - upTo`

/**
 * Removes the oldest entries, with their texts and marks. Arguments: how many entries are kept, since when (milliseconds since
 * 1970), each empty where that is no bound, and how many are removed at most. Answers how many.
 */
export const TRIM = `
local epoch, history, first, last, talks =
  string.match(redis.call('HGET', KEYS[1], 'stands') or '', '^(%S+) (%S+) (%d+) (%d+) (%d+)$')
if not epoch then return 0 end
local kept, isOld, removed = 0, ARGV[2] ~= '', 0
if ARGV[1] ~= '' then kept = tonumber(last) + 1 - tonumber(ARGV[1]) end
for _, entry in ipairs(redis.call('XRANGE', KEYS[2], '-', '+', 'COUNT', ARGV[3])) do
  local seq, fields = tonumber(string.match(entry[1], '^%d+')), entry[2]
  isOld = isOld and tonumber(fields[10]) < tonumber(ARGV[2])
  if seq >= tonumber(last) or not (isOld or seq < kept) then break end
  redis.call('HDEL', KEYS[4], fields[4] .. ' ' .. fields[8])
  redis.call('HDEL', KEYS[3], string.format('%d', seq))
  removed, first = removed + 1, string.format('%d', seq + 1)
end
if removed == 0 then return 0 end
redis.call('XTRIM', KEYS[2], 'MINID', '=', first)
redis.call('HSET', KEYS[1], 'stands', table.concat({ epoch, history, first, last, talks }, ' '))
return removed`
