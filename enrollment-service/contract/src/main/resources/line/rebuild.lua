-- Writes a part of a section's line while it is closed. Once an epoch, and never behind the back of a later one: who
-- wakes from a long pause writes nothing. Not compiled for an epoch and never loaded; for whoever opens the line.
-- KEYS: opened, line, requests, live, counter, decisions, seats, waitlist, changes
-- ARGV: epoch, and what is written:
--   begin, or things: for each the index of its key, field, value; for a sorted set the member twice; for a string the
--     field is empty. Whoever begins deletes what is there. A receipt that is there stays,
--     unless it is dropped; so they come in number order.
--   receipts: for live, field and value with a space between them, pairs separated by commas
--   ranks: for the waitlist, numbers separated by commas
-- Of receipts and ranks each text has 1,000 requests at most.
local opened = redis.call('GET', KEYS[1])
if ARGV[2] == 'begin' then
  if opened and tonumber(opened) >= tonumber(ARGV[1]) then
    return redis.error_reply('@CLOSED@ opened in epoch ' .. opened .. ' meanwhile')
  end
  redis.call('DEL', unpack(KEYS, 2))
  redis.call('SET', KEYS[1], ARGV[1])
elseif opened ~= ARGV[1] then
  return redis.error_reply('@CLOSED@ lost, or opened by another, meanwhile')
end

-- Whether the live receipt of a student is one that the student drops, so that a later one takes its place.
local function isDropped(student)
  local live = redis.call('HGET', KEYS[4], student)
  return live and redis.call('HEXISTS', KEYS[4], student .. '|' .. string.match(live, '^%d+')) == 1
end

if ARGV[2] == 'receipts' then
  for i = 3, #ARGV do
    local pairs = {}
    for field, value in string.gmatch(ARGV[i], '([^ ,]+) ([^ ,]+)') do
      pairs[#pairs + 1] = field
      pairs[#pairs + 1] = value
    end
    redis.call('HSET', KEYS[4], unpack(pairs))
  end
elseif ARGV[2] == 'ranks' then
  for i = 3, #ARGV do
    local pairs = {}
    for number in string.gmatch(ARGV[i], '%d+') do
      pairs[#pairs + 1] = number
      pairs[#pairs + 1] = number
    end
    redis.call('ZADD', KEYS[8], unpack(pairs))
  end
else
  for i = 3, #ARGV, 3 do
    local index = tonumber(ARGV[i])
    local field, value = ARGV[i + 1], ARGV[i + 2]
    if index == 2 or index == 8 then
      redis.call('ZADD', KEYS[index], field, value)
    elseif field == '' then
      redis.call('SET', KEYS[index], value)
    elseif index == 4 and string.sub(field, -1) ~= '|' and not isDropped(field) then
      redis.call('HSETNX', KEYS[index], field, value)
    else
      redis.call('HSET', KEYS[index], field, value)
    end
  end
end
return redis.status_reply('OK')
