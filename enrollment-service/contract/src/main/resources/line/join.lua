-- Adds a student's request for a seat to a section's line, once.
-- Epoch @EPOCH@ is compiled in; see LineScript.
-- KEYS: line, requests, live, counter [, firstAnswer]
-- ARGV: student, opensAt, closesAt (ms since 1970), longest line, traceparent, lifetime of a first answer (ms)
-- Returns {outcome, number, position or -1 if decided, acceptedAt, 1 while undecided else 0}; outcome is
--   joined | existing | replayed (then the first outcome follows), or not-open | closed | line-full with Redis's
--   clock as the second element.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

if KEYS[5] then
  local first = redis.call('GET', KEYS[5])
  if first then
    local outcome, number, position, acceptedAt = string.match(first, '^(%a+)|(%d+)|(-?%d+)|(%d+)$')
    local waiting = redis.call('ZSCORE', KEYS[1], number)
    return {'replayed', number, tonumber(position), acceptedAt, waiting and 1 or 0, outcome}
  end
end

local function remember(outcome, number, position, acceptedAt)
  if KEYS[5] then
    redis.call('SET', KEYS[5], outcome .. '|' .. number .. '|' .. position .. '|' .. acceptedAt, 'PX', ARGV[6])
  end
end

local live = redis.call('HGET', KEYS[3], ARGV[1])
if live then
  local number, acceptedAt = string.match(live, '^(%d+)|(%d+)$')
  local rank = redis.call('ZRANK', KEYS[1], number)
  local position = rank or -1
  remember('existing', number, position, acceptedAt)
  return {'existing', number, position, acceptedAt, rank and 1 or 0}
end

if now < tonumber(ARGV[2]) then
  return {'not-open', now}
end
if now >= tonumber(ARGV[3]) then
  return {'closed', now}
end
local position = redis.call('ZCARD', KEYS[1])
if position >= tonumber(ARGV[4]) then
  return {'line-full', now}
end

local number = string.format('%.0f', @EPOCH@ * 1099511627776 + redis.call('INCR', KEYS[4]))
local acceptedAt = string.format('%.0f', now)
redis.call('ZADD', KEYS[1], 'NX', number, number)
redis.call('HSET', KEYS[2], number, ARGV[1] .. '|' .. acceptedAt .. '|' .. ARGV[5])
redis.call('HSET', KEYS[3], ARGV[1], number .. '|' .. acceptedAt)
remember('joined', number, position, acceptedAt)
return {'joined', number, position, acceptedAt, 1}
