// The scripts of one person's key: by which nodes they are here, and since when under which name. They answer how many of the
// names of this node were there, and the other nodes, with spaces between them.

/**
 * They are here by this node. KEYS: the person's. ARGV: the node, since when and the name, what the node was called before.
 */
export const ARRIVE = `
local mine = redis.call('HEXISTS', KEYS[1], ARGV[1])
for at = 3, #ARGV do mine = mine + redis.call('HDEL', KEYS[1], ARGV[at]) end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
local others = {}
for _, node in ipairs(redis.call('HKEYS', KEYS[1])) do
  if node ~= ARGV[1] then others[#others + 1] = node end
end
return {mine, table.concat(others, ' ')}
`

/** They are not here by these nodes any more. KEYS: the person's. ARGV: nodes. */
export const DEPART = `
local mine = 0
for at = 1, #ARGV do mine = mine + redis.call('HDEL', KEYS[1], ARGV[at]) end
return {mine, table.concat(redis.call('HKEYS', KEYS[1]), ' ')}
`
