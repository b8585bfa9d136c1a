-- GCRA, the same as sqlite/pace.ts. KEYS: bucket. ARGV: now, want, rate, period, burst.
-- Kept is when the bucket is level again. Answers what was granted and when the next one can be.
local now, want = tonumber(ARGV[1]), tonumber(ARGV[2])
local gap = ARGV[4] / ARGV[3]
local ahead = ARGV[5] * gap
local level = math.max(tonumber(redis.call('GET', KEYS[1]) or '0'), now)
-- A thousandth of a millisecond keeps rounding from refusing what falls due exactly now.
local room = math.floor((now + ahead - level + 0.001) / gap) + 1
local granted = math.max(0, math.min(want, room))
if granted > 0 then
  level = level + granted * gap
  -- The minute more is for clocks that differ.
  redis.call('SET', KEYS[1], string.format('%.17g', level), 'PX', math.ceil(level - now) + 60000)
end
return { granted, string.format('%.17g', math.max(now, math.ceil(level - ahead - 0.001))) }
