-- KEYS: ready, lease, tokens, start of the names of the lists of works, and the one for keep.lua. ARGV: now, limit, until, most.
-- The lists are named here because only ready knows the groups; the hash tag keeps them in the slot of the others.
local claimed = {}
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
      call('HSET', KEYS[2], group, token)
      call('ZADD', KEYS[1], ARGV[3], group)
      claimed[#claimed + 1] = { group, token, works }
    end
  end
until not hollow
return claimed
