-- Adds a student's request to drop an earlier one to the section's line, once.
-- Epoch @EPOCH@ is compiled in; see LineScript.
-- KEYS: line, requests, live, counter, decisions [, firstAnswer]
-- ARGV: student, number of the request to drop or '' for the live one, what it must be: admitted | waitlisted |
--   waiting | any, opensAt, closesAt (ms since 1970), longest line, traceparent, lifetime of a first answer (ms), for
--   how long after a promotion the seat may be given back whatever the window says (ms)
-- Returns {outcome, number, position or -1 if decided, acceptedAt, 1 while undecided else 0, number dropped}; outcome
--   is joined | existing | replayed (then the first outcome follows); or not-open | closed | line-full with Redis's
--   clock; or nothing; or otherwise with the number and its state.
@OPEN@
@NUMBER@
@KNOWN@
@DECISION@
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

if KEYS[6] then
  local first = redis.call('GET', KEYS[6])
  if first then
    local outcome, number, position, acceptedAt, of = string.match(first, '^(%a+)|(%d+)|(-?%d+)|(%d+)|(%d+)$')
    -- One to a request for a seat is none to a drop.
    local isWaiting = outcome and redis.call('ZSCORE', KEYS[1], number)
    -- What is neither waiting nor decided was lost before the queue had it.
    if isWaiting or outcome and redis.call('HEXISTS', KEYS[5], number) == 1 then
      return {'replayed', number, tonumber(position), acceptedAt, isWaiting and 1 or 0, of, outcome}
    end
    if outcome and isUntold(number) then
      return redis.error_reply('@CLOSED@ earlier decisions are being restored')
    end
  end
end

local function remember(outcome, number, position, acceptedAt, of)
  if KEYS[6] then
    redis.call('SET', KEYS[6], table.concat({outcome, number, position, acceptedAt, of}, '|'), 'PX', ARGV[8])
  end
end

local live = redis.call('HGET', KEYS[3], ARGV[1])
live = live and string.match(live, '^%d+')
local of = ARGV[2]
if of == '' then
  -- Nothing is live: a repeat of the last drop, perhaps.
  of = live or redis.call('HGET', KEYS[3], ARGV[1] .. '|')
end
if not of then
  return {'nothing'}
end

-- A drop that was quarantined released nothing; another may try.
local function isQuarantined(drop)
  local decision = decisionOn(string.match(drop, '^%d+'))
  return decision and decision.state == '@QUARANTINED@'
end

local before = redis.call('HGET', KEYS[3], ARGV[1] .. '|' .. of)
if before and not isQuarantined(before) then
  local number, acceptedAt = string.match(before, '^(%d+)|(%d+)$')
  local rank = redis.call('ZRANK', KEYS[1], number)
  local position = rank or -1
  remember('existing', number, position, acceptedAt, of)
  return {'existing', number, position, acceptedAt, rank and 1 or 0, of}
end
if live ~= of then
  return {'nothing'}
end

local state, promotedAt = '@WAITING@', nil
if not redis.call('ZSCORE', KEYS[1], of) then
  local decision = decisionOn(of)
  if decision then
    if gotNothing(decision) then
      return {'nothing'}
    end
    state, promotedAt = decision.state, decision.changedAt
  else
    if isUntold(of) then
      return redis.error_reply('@CLOSED@ earlier decisions are being restored')
    end
  end
end
if ARGV[3] ~= 'any' and ARGV[3] ~= state then
  return {'otherwise', of, state}
end

-- Seats are given back while the window is open. Who only waits may go at any time, and whoever got the seat from the
-- waitlist may have got it after closing.
local wasJustPromoted = promotedAt and now - promotedAt < tonumber(ARGV[9])
if state == '@ADMITTED@' and not wasJustPromoted then
  if now < tonumber(ARGV[4]) then
    return {'not-open', now}
  end
  if now >= tonumber(ARGV[5]) then
    return {'closed', now}
  end
end
if waiting >= tonumber(ARGV[6]) then
  return {'line-full', now}
end

local acceptedAt = string.format('%.0f', now)
local number = string.format('%.0f', last + 1)
if not join({number}, {number, ARGV[1] .. '|' .. acceptedAt .. '|' .. ARGV[7] .. '|' .. of}) then
  return redis.error_reply('@CLOSED@ a number was given twice')
end
redis.call('HSET', KEYS[3], ARGV[1] .. '|' .. of, number .. '|' .. acceptedAt, ARGV[1] .. '|', of)
remember('joined', number, waiting, acceptedAt, of)
return {'joined', number, waiting, acceptedAt, 1, of}
