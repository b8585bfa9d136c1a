-- Names as they stood when the dump began. KEYS: what goes on with the whole store, then the names. ARGV: the hash of what
-- was touched since, ms until a silent dump is given up (0: never), the kind of the names, where to begin in the first of
-- them, how much of one at a time; for "fields" the fields. Answers a page for each name, fewer where they grow large:
-- after a full page, and after a megabyte.
local call = redis.call
if call('GET', KEYS[1]) ~= ARGV[1] then return redis.error_reply('LOST the dump was silent for too long') end
if ARGV[2] ~= '0' then call('PEXPIRE', KEYS[1], ARGV[2]) end
local how, from, most = ARGV[3], tonumber(ARGV[4]), tonumber(ARGV[5])
local pages, size = {}, 0
for i = 2, #KEYS do
  local at, kept, page = KEYS[i], call('HGET', ARGV[1], KEYS[i]), {}
  if kept == '1' then
    at = ARGV[1] .. ':' .. at
    if call('EXISTS', at) == 0 then return redis.error_reply('LOST what a key held is gone') end
  end
  if kept ~= '0' then
    if how == 'text' then
      page = { call('GET', at) or nil }
    elseif how == 'list' then
      page = call('LRANGE', at, from, from + most - 1)
    elseif how == 'ranked' then
      page = call('ZRANGE', at, from, from + most - 1, 'WITHSCORES')
    else
      for field = 6, #ARGV do page[#page + 1] = call('HGET', at, ARGV[field]) or '' end
    end
  end
  pages[#pages + 1] = page
  for _, part in ipairs(page) do size = size + 16 + #part end
  if #page >= most or size > 1048576 then break end
  from = 0
end
return pages
