-- Adds students' requests for a seat to a section's line, each once, in the order given.
-- Epoch @EPOCH@ is compiled in; see LineScript.
-- KEYS: line, requests, live, counter, decisions [, firstAnswer ...]
-- ARGV: longest line, for how long after its acceptance a refused request is repeated, lifetime of a first answer (ms),
--   opensAt, closesAt (ms since 1970), which students have a firstAnswer in KEYS (commas between their places, from 1);
--   then for each student (500 at most): student, traceparent; of a swap with what it gives up behind it as in requests,
--   whose number is empty if nobody knows of a seat that could be given up
-- Returns {now, number before the first that joined, how many were ahead of that, outcomes, more ...}. Outcomes has a
--   letter for each student: j joined, with the next number and position; e existing or r replayed, with the next of
--   more, number|position or -1 if decided|acceptedAt|1 while undecided else 0[|first outcome], of a swap with
--   |first outcome or nothing|what it gives up; o asked otherwise before, h has the seat by that, with the same;
--   n nothing to give up; b before the window, a after it, f line full, u nobody can tell yet.
@OPEN@
@NUMBER@
@KNOWN@
@DECISION@
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local acceptedAt = string.format('%.0f', now)
local longest, repeated, lifetime = tonumber(ARGV[1]), tonumber(ARGV[2]), ARGV[3]
local isBefore, isAfter = now < tonumber(ARGV[4]), now >= tonumber(ARGV[5])

local keys = {}
local index = 5
for place in string.gmatch(ARGV[6], '%d+') do
  index = index + 1
  keys[tonumber(place)] = KEYS[index]
end
local students = {}
for i = 1, (#ARGV - 6) / 2 do
  students[i] = ARGV[2 * i + 5]
end
local receipts = redis.call('HMGET', KEYS[3], unpack(students))
local joined = {}
local positions = {}
local given = {}
local requests = {}
local live = {}
local firstAnswers = {}
local more = {}

-- What a request gives up, as it stands behind a traceparent.
local function givenUp(asked)
  return string.sub(asked, 56)
end

local function remember(key, outcome, number, position, at)
  if key then
    firstAnswers[key] = table.concat({outcome, number, position, at}, '|')
  end
end

-- The same of a request of the line.
local function givenUpBy(number, isWaiting)
  if isWaiting then
    return givenUp(given[number] or string.match(redis.call('HGET', KEYS[2], number), '^[^|]*|%d+|(.*)$'))
  end
  local decision = decisionOn(number)
  return decision.source and string.format('|%.0f|%s', decision.releases, decision.source) or ''
end

local function replayed(key)
  local first = key and (firstAnswers[key] or redis.call('GET', key))
  if not first then
    return nil
  end
  local outcome, number, position, at = string.match(first, '^(%a+)|(%d+)|(-?%d+)|(%d+)$')
  -- The key's first answer was to a drop, and so long ago that what it was used for is forgotten.
  if not outcome then
    return nil
  end
  local isWaiting = positions[number] or redis.call('ZSCORE', KEYS[1], number)
  -- What is neither waiting nor decided was lost before the queue had it.
  if isWaiting or redis.call('HEXISTS', KEYS[5], number) == 1 then
    more[#more + 1] = table.concat({number, position, at, isWaiting and 1 or 0, outcome}, '|') .. givenUpBy(number, isWaiting)
    return 'r'
  end
  return isUntold(number) and 'u' or nil
end

-- Whether it is all the same to the student: she gives up the same seat, or hers has been given up for this one, or
-- she has this one already and gives up none.
local function asksTheSame(asked, gives, isHeld)
  local isOfSameSection = string.match(asked, '^|%d*(|.*)') == string.match(gives, '^|%d+(|.*)')
  return asked == gives or isHeld and asked == ''
    or asked ~= '' and isOfSameSection and (isHeld or string.match(asked, '^||') ~= nil)
end

local function existing(student, receipt, asked, key)
  local number, at, gives = string.match(receipt, '^(%d+)|(%d+)(.*)$')
  local position = positions[number] or redis.call('ZRANK', KEYS[1], number)
  local decision = not position and decisionOn(number)
  local isHeld = decision and decision.state == '@ADMITTED@'
  local isSame = asksTheSame(givenUp(asked), gives, isHeld)
  if not position and not decision and not isSame and isUntold(number) then
    return 'u'
  end
  -- Whoever dropped it, and asks again, asks for something new. Whoever got no answer asks again, and must get the same
  -- receipt even if it was refused meanwhile. Later, asking again is a new request.
  local isDropped = redis.call('HEXISTS', KEYS[3], student .. '|' .. number) == 1
  local isOver = decision and gotNothing(decision) and (not isSame or now - tonumber(at) >= repeated)
  if isDropped or isOver then
    return nil
  end
  more[#more + 1] = table.concat({number, position or -1, at, position and 1 or 0}, '|')
    .. (gives == '' and '' or '|' .. gives)
  if not isSame then
    return isHeld and 'h' or 'o'
  end
  remember(key, 'existing', number, position or -1, at)
  return 'e'
end

local function fresh(student, asked, key)
  if string.match(givenUp(asked), '^||') then
    return 'n'
  elseif isBefore then
    return 'b'
  elseif isAfter then
    return 'a'
  end
  local n = #joined
  local position = waiting + n
  if position >= longest then
    return 'f'
  end
  local number = string.format('%.0f', last + n + 1)
  local receipt = number .. '|' .. acceptedAt .. givenUp(asked)
  joined[n + 1] = number
  positions[number] = position
  receipts[student] = receipt
  requests[2 * n + 1], requests[2 * n + 2] = number, student .. '|' .. acceptedAt .. '|' .. asked
  given[number] = asked
  live[2 * n + 1], live[2 * n + 2] = student, receipt
  remember(key, 'joined', number, position, acceptedAt)
  return 'j'
end

local outcomes = {}
for i, student in ipairs(students) do
  local key = keys[i]
  -- One who stands in the batch twice finds the first.
  local receipt = receipts[student] or receipts[i]
  outcomes[i] = replayed(key)
    or receipt and existing(student, receipt, ARGV[2 * i + 6], key)
    or fresh(student, ARGV[2 * i + 6], key)
end

if #joined > 0 then
  if not join(joined, requests) then
    return redis.error_reply('@CLOSED@ a number was given twice')
  end
  redis.call('HSET', KEYS[3], unpack(live))
end
for key, first in pairs(firstAnswers) do
  redis.call('SET', key, first, 'PX', lifetime)
end
return {acceptedAt, last, waiting, table.concat(outcomes), unpack(more)}
