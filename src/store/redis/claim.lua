-- KEYS: ready, lease, tokens, start of the names of the lists of works, and the one for keep.lua.
-- ARGV: now, limit, until, most, the name of this call; in doubt the process, and its calls whose claims it has.
-- The lists are named here because only ready knows the groups; the hash tag keeps them in the slot of the others.
local claimed = {}
if #ARGV > 5 then
  -- What other calls of the process claimed, nobody has in hand.
  local known = {}
  for i = 7, #ARGV do known[ARGV[i]] = true end
  local leases = call('HGETALL', KEYS[2])
  for i = 1, #leases, 2 do
    local by, process = string.match(leases[i + 1], ' ((%w+)%.%d+)$')
    if process == ARGV[6] and not known[by] then
      keep(1, 2)
      call('HDEL', KEYS[2], leases[i])
      call('ZADD', KEYS[1], ARGV[1], leases[i])
    end
  end
end
repeat
  local hollow = false
  local room = ARGV[2] - #claimed
  local groups = room > 0 and call('ZRANGE', KEYS[1], '-inf', ARGV[1], 'BYSCORE', 'LIMIT', '0', room) or {}
  if #groups > 0 then keep(1, 3) end
  for _, group in ipairs(groups) do
    local works = call('LRANGE', KEYS[4] .. group, '0', ARGV[4] - 1)
    if #works == 0 then
      -- Its holder took everything out and never gave it back.
      call('ZREM', KEYS[1], group)
      call('HDEL', KEYS[2], group)
      hollow = true
    else
      local token = call('INCR', KEYS[3])
      call('HSET', KEYS[2], group, token .. ' ' .. ARGV[5])
      call('ZADD', KEYS[1], ARGV[3], group)
      claimed[#claimed + 1] = { group, token, works }
    end
  end
until not hollow
return claimed
