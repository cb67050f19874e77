-- Writes a part of a section's line while it is closed. Once an epoch, and never behind the back of a later one: who
-- wakes from a long pause writes nothing. Not compiled for an epoch and never loaded; for whoever opens the line.
-- KEYS: opened, line, requests, live, counter, decisions, seats, waitlist, news
-- ARGV: epoch, begin | continue, then for each thing to be written: index of its key, field, value; for a sorted set
--   the member twice; for a string the field is empty
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
for i = 3, #ARGV, 3 do
  local index = tonumber(ARGV[i])
  if index == 2 or index == 8 then
    redis.call('ZADD', KEYS[index], ARGV[i + 1], ARGV[i + 2])
  elseif ARGV[i + 1] == '' then
    redis.call('SET', KEYS[index], ARGV[i + 2])
  else
    redis.call('HSET', KEYS[index], ARGV[i + 1], ARGV[i + 2])
  end
end
return redis.status_reply('OK')
