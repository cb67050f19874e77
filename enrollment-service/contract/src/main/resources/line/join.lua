-- Adds a student's request for a seat to a section's line, once.
-- Epoch @EPOCH@ is compiled in; see LineScript.
-- KEYS: line, requests, live, counter, decisions [, firstAnswer]
-- ARGV: student, opensAt, closesAt (ms since 1970), longest line, traceparent, lifetime of a first answer (ms), for
--   how long after its acceptance a refused request is repeated (ms)
-- Returns {outcome, number, position or -1 if decided, acceptedAt, 1 while undecided else 0}; outcome is
--   joined | existing | replayed (then the first outcome follows), or not-open | closed | line-full with Redis's
--   clock as the second element.
@OPEN@
@NUMBER@
@KNOWN@
@DECISION@
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

if KEYS[6] then
  local first = redis.call('GET', KEYS[6])
  if first then
    local outcome, number, position, acceptedAt = string.match(first, '^(%a+)|(%d+)|(-?%d+)|(%d+)$')
    local isWaiting = redis.call('ZSCORE', KEYS[1], number)
    -- What is neither waiting nor decided was lost before the queue had it.
    if isWaiting or redis.call('HEXISTS', KEYS[5], number) == 1 then
      return {'replayed', number, tonumber(position), acceptedAt, isWaiting and 1 or 0, outcome}
    end
    local unknown = notYetKnown(number)
    if unknown then
      return unknown
    end
  end
end

local function remember(outcome, number, position, acceptedAt)
  if KEYS[6] then
    redis.call('SET', KEYS[6], outcome .. '|' .. number .. '|' .. position .. '|' .. acceptedAt, 'PX', ARGV[6])
  end
end

-- Whoever got no answer asks again, and must get the same receipt even if it was refused meanwhile. Later, asking
-- again is a new request.
local function isOver(number, acceptedAt)
  local decision = decisionOn(number)
  return decision and gotNothing(decision) and now - tonumber(acceptedAt) >= tonumber(ARGV[7])
end

local live = redis.call('HGET', KEYS[3], ARGV[1])
if live then
  local number, acceptedAt = string.match(live, '^(%d+)|(%d+)$')
  local rank = redis.call('ZRANK', KEYS[1], number)
  -- Whoever dropped it, and asks again, asks for something new.
  local isDropped = redis.call('HEXISTS', KEYS[3], ARGV[1] .. '|' .. number) == 1
  if not isDropped and (rank or not isOver(number, acceptedAt)) then
    local position = rank or -1
    remember('existing', number, position, acceptedAt)
    return {'existing', number, position, acceptedAt, rank and 1 or 0}
  end
end

if now < tonumber(ARGV[2]) then
  return {'not-open', now}
end
if now >= tonumber(ARGV[3]) then
  return {'closed', now}
end
if waiting >= tonumber(ARGV[4]) then
  return {'line-full', now}
end

local acceptedAt = string.format('%.0f', now)
local number = join(ARGV[1] .. '|' .. acceptedAt .. '|' .. ARGV[5])
if not number then
  return redis.error_reply('@CLOSED@ a number was given twice')
end
redis.call('HSET', KEYS[3], ARGV[1], number .. '|' .. acceptedAt)
remember('joined', number, waiting, acceptedAt)
return {'joined', number, waiting, acceptedAt, 1}
