-- Comes before commit.lua and claim.lua. The last key says what goes on with the whole store: it is being filled, and then
-- nothing else may write, or dumped: then it holds the name of a hash of what was touched since, and what a key held
-- before its first change stands beside it for the dump to read (dump.lua). A dump that died is forgotten after a day.
local call = redis.call
local whole = call('GET', KEYS[#KEYS])
if whole and string.sub(whole, -8) == ':filling' then
  return redis.error_reply('FILLING half of this store is there, nothing else may be written')
end
local function keep(first, last)
  if not whole then return end
  for i = first, last do
    if call('HEXISTS', whole, KEYS[i]) == 0 then
      local beside = whole .. ':' .. KEYS[i]
      local copied = call('COPY', KEYS[i], beside)
      if copied == 1 then call('PEXPIRE', beside, '86400000') end
      call('HSET', whole, KEYS[i], copied)
    end
  end
end
