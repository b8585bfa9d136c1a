-- One commit. KEYS and ARGV are read in step, section by section, in the order of pack.ts; the last key is for keep.lua.
-- Answers 1 done, 2 stale, 3 seen; with a take or a load a list instead of 1: the tokens, then the values.
local a, k = 0, 0
local function arg() a = a + 1 return ARGV[a] end
local function key() k = k + 1 return KEYS[k] end

local now = tonumber(arg())
local marks = tonumber(arg())
for _ = 1, marks do
  local known = call('GET', key())
  arg()
  if known and tonumber(known) > now then return 3 end
end

for _ = 1, tonumber(arg()) do
  local at, start = key(), arg()
  if start == '' then
    if call('EXISTS', at) == 1 then return 2 end
  elseif call('GETRANGE', at, '0', #start - 1) ~= start then
    return 2
  end
end

for _ = 1, tonumber(arg()) do
  local group, token = arg(), arg()
  -- A lease is its token and the name of the call that took it.
  local lease = call('HGET', key(), group)
  if not lease or string.match(lease, '^%S+') ~= token then return 2 end
end

keep(1, #KEYS - 1)

for i = 1, marks do
  local left = tonumber(ARGV[i + 2]) - now
  -- An id that is already out of date would be refused as a lifetime.
  if left > 0 then call('SET', KEYS[i], ARGV[i + 2], 'PX', math.ceil(left)) end
end

for _ = 1, tonumber(arg()) do
  local at, how, text = key(), arg(), arg()
  if how == 'whole' then
    call('SET', at, text)
  elseif how == 'next' then
    local version = tonumber(string.match(call('GETRANGE', at, '0', '20'), '^%d+') or '0')
    call('SET', at, string.format('%.0f:', version + 1) .. text)
  else
    call('DEL', at)
  end
end

for _ = 1, tonumber(arg()) do call('RPUSH', key(), arg()) end

for _ = 1, tonumber(arg()) do call('UNLINK', key()) end

for _ = 1, tonumber(arg()) do
  local at, member, score = key(), arg(), arg()
  if score == '' then call('ZREM', at, member) else call('ZADD', at, score, member) end
end

local tokens = {}
for _ = 1, tonumber(arg()) do
  local works, ready, lease = key(), key(), key()
  local group, due, take = arg(), arg(), arg()
  local length = call('RPUSH', works, arg())
  local free = call('HEXISTS', lease, group) == 0
  if take ~= '' and free and length == 1 then
    local token = call('INCR', key())
    local till, by = string.match(take, '^(%S+) (%S+)$')
    call('HSET', lease, group, token .. ' ' .. by)
    call('ZADD', ready, till, group)
    tokens[#tokens + 1] = token
  else
    if take ~= '' then
      key()
      tokens[#tokens + 1] = 0
    end
    -- A group that is claimed or held back keeps its time: its release looks for what came in meanwhile.
    if free then call('ZADD', ready, 'LT', due, group) end
  end
end

for _ = 1, tonumber(arg()) do
  local works, start = key(), arg()
  local head = call('LPOP', works)
  if head and string.sub(head, 1, #start) ~= start then
    call('LPUSH', works, head)
    for _, work in ipairs(call('LRANGE', works, '1', '-1')) do
      if string.sub(work, 1, #start) == start then
        call('LREM', works, '1', work)
        break
      end
    end
  end
end

for _ = 1, tonumber(arg()) do
  local works, ready, lease = key(), key(), key()
  local group, at = arg(), arg()
  if call('EXISTS', works) == 0 then
    call('ZREM', ready, group)
    call('HDEL', lease, group)
  elseif at == '' then
    call('ZADD', ready, ARGV[1], group)
    call('HDEL', lease, group)
  else
    call('ZADD', ready, at, group)
    -- No token equals this: nobody holds the group, and a push must not bring it forward.
    call('HSET', lease, group, '-')
  end
end

local wanted = tonumber(arg())
if wanted == 0 and #tokens == 0 then return 1 end
local loads = {}
for i = 1, wanted do loads[i] = key() end
return { tokens, wanted > 0 and call('MGET', unpack(loads)) or {} }
